using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>
/// Keys of rows of this run that a trigger may change or drop: computed, unless who loads the parent finds that the table holds others.
/// </summary>
sealed class CheckedKeys(ParentMemory memory, ParentKeys computed, IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs) : ParentKeys
{
    StoredKeys? _found;

    /// <summary>The indexes of the key's columns in the parent's <c>Table.Columns</c>.</summary>
    public IReadOnlyList<int> Columns { get; } = columns;

    /// <summary>The codecs of the key's columns.</summary>
    public IReadOnlyList<TypeCodec> Codecs { get; } = codecs;

    public override long Count => computed.Count;

    /// <summary>Takes the keys that the table holds in the place of those that were sent.</summary>
    public void Replace(StoredKeys found)
    {
        _found = found;
        memory.Forget();
    }

    public override void CopyRun(long first, int count, IReadOnlyList<ColumnVector?> targets)
    {
        if (_found is null)
            computed.CopyRun(first, count, targets);
        else
            base.CopyRun(first, count, targets);
    }

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        if (_found is { } found)
            found.Copy(ordinal % found.Count, targets, row);
        else
            computed.Copy(ordinal, targets, row);
    }
}

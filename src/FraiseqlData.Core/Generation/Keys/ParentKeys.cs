using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>The keys of a foreign key's parents, addressed by the parent's ordinal.</summary>
abstract class ParentKeys
{
    /// <summary>How many parents there are.</summary>
    public abstract long Count { get; }

    /// <summary>Whether the keys can be told before the parents are loaded.</summary>
    public virtual bool IsKnown => true;

    /// <summary>Copies a parent's key into a child's row, one target a key column (null targets are skipped). Safe on any thread.</summary>
    public abstract void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row);

    /// <summary>Copies the keys of parents that follow each other into the first rows of the targets.</summary>
    public virtual void CopyRun(long first, int count, IReadOnlyList<ColumnVector?> targets)
    {
        for (var i = 0; i < count; i++)
            Copy(first + i, targets, i);
    }
}

/// <summary>Keys that only the server or the user's code knows: stored while the parent is loaded.</summary>
sealed class StoredKeys(IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs) : ParentKeys
{
    readonly List<object?[]> _keys = [];

    /// <summary>The indexes of the key's columns in the parent's <c>Table.Columns</c>.</summary>
    public IReadOnlyList<int> Columns { get; } = columns;

    /// <summary>The codecs of the key's columns.</summary>
    public IReadOnlyList<TypeCodec> Codecs { get; } = codecs;

    public override long Count => _keys.Count;

    public override bool IsKnown => false;

    /// <summary>Adds the next parent's key, in row order.</summary>
    public void Add(object?[] key) => _keys.Add(key);

    /// <summary>Forgets all keys: their rows were undone.</summary>
    public void Clear() => _keys.Clear();

    /// <summary>Adds the keys of a batch of parents; those that are there already are passed over.</summary>
    public void Add(RowBatch batch)
    {
        for (var row = (int)Math.Clamp(_keys.Count - batch.FirstOrdinal, 0, batch.Count); row < batch.Count; row++)
            Add([.. Columns.Select(c => batch.Columns[c]!.GetValue(row))]);
    }

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        var key = _keys[checked((int)ordinal)];
        for (var i = 0; i < targets.Count; i++)
            targets[i]?.SetValue(row, key[i]);
    }
}

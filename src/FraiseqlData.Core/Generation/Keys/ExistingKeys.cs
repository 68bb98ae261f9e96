using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Keys of parents that were in the database before the run.</summary>
sealed class ExistingKeys : ParentKeys
{
    readonly ColumnVector[] _columns;
    readonly int _count;

    /// <summary>Reads the keys from their text form.</summary>
    /// <param name="codecs">The codecs of the child's columns.</param>
    /// <param name="keys">The parents, one text a column.</param>
    /// <param name="first">The place of the first column among the texts.</param>
    public ExistingKeys(IReadOnlyList<TypeCodec> codecs, IReadOnlyList<string?[]> keys, int first = 0)
    {
        _count = keys.Count;
        _columns = [.. codecs.Select(c => c.CreateVector(keys.Count))];
        for (var column = 0; column < _columns.Length; column++)
        {
            for (var i = 0; i < keys.Count; i++)
                _columns[column].SetValue(i, keys[i][first + column] is { } text ? codecs[column].Parse(text) : null);
        }
    }

    public override long Count => _count;

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        for (var i = 0; i < targets.Count; i++)
            targets[i]?.CopyFrom(row, _columns[i], (int)ordinal);
    }
}

using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>Collects the blocks of a reservation.</summary>
sealed class Reserved
{
    readonly Dictionary<QualifiedName, Dictionary<string, KeyBlock>> _blocks = [];
    readonly List<string> _warnings = [];

    /// <summary>Deals values out to the columns in turn.</summary>
    public void Add(SequenceUse use, List<long> values)
    {
        var first = 0;
        foreach (var column in use.Columns)
        {
            var own = values.GetRange(first, (int)column.Count);
            first += own.Count;
            Add(column, Compact(own, use.Sequence.Increment));
        }
    }

    /// <summary>Deals a block without gaps out to the columns in turn.</summary>
    public void Add(SequenceUse use, long first, long increment)
    {
        foreach (var column in use.Columns)
        {
            Add(column, new KeyBlock(first, increment));
            // The last column's end may be the sequence's own: one more step need not fit.
            first = unchecked(first + column.Count * increment);
        }
    }

    public void WarnMoved(SequenceUse use)
    {
        var warning = string.Create(CultureInfo.InvariantCulture,
            $"The sequence {use.Sequence.Name} was behind the values in {string.Join(" and ", use.Names)}; keys were taken from behind those.");
        if (!_warnings.Contains(warning))
            _warnings.Add(warning);
    }

    public KeyReservation ToReservation() =>
        new(_blocks.ToDictionary(b => b.Key, b => (IReadOnlyDictionary<string, KeyBlock>)b.Value), _warnings);

    void Add(FedColumn column, KeyBlock block)
    {
        if (!_blocks.TryGetValue(column.Table.Name, out var columns))
            _blocks[column.Table.Name] = columns = new Dictionary<string, KeyBlock>(StringComparer.Ordinal);
        columns[column.Column.Name] = block;
    }

    static KeyBlock Compact(List<long> values, long increment)
    {
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] != values[i - 1] + increment)
                return new KeyBlock(values[0], increment, values);
        }
        return new KeyBlock(values[0], increment);
    }
}

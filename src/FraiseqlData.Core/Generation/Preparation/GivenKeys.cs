using System.Globalization;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Keeps a table's reserved keys apart from those that other entries of the plan give to its rows.</summary>
static class GivenKeys
{
    /// <summary>The block for the rows that take their keys from it; where the plan gives keys inside of it, they are passed over. Rows with given keys leave room enough.</summary>
    public static KeyBlock PassOver(ResolvedTable table, string column, KeyBlock block)
    {
        var given = table.Segments.SelectMany(s => Of(s, column)).ToHashSet();
        if (given.Count == 0 || table.Segments.All(s => s.Overrides.ContainsKey(column)) || !Enumerable.Range(0, checked((int)table.Count)).Any(i => given.Contains(block.KeyOf(i))))
            return block;
        var keys = new long[table.Count];
        var next = 0;
        foreach (var segment in table.Segments.Where(s => !s.Overrides.ContainsKey(column)))
        {
            for (var i = segment.FirstOrdinal; i < segment.FirstOrdinal + segment.Count; i++)
            {
                while (given.Contains(block.KeyOf(next)))
                    next++;
                keys[i] = block.KeyOf(next++);
            }
        }
        return new KeyBlock(block.Base, block.Increment, keys);
    }

    static IEnumerable<long> Of(RowSegment segment, string column)
    {
        var values = segment.Overrides.GetValueOrDefault(column) switch
        {
            ConstantOverride constant => [constant.Value],
            ListOverride list => list.Values.Take((int)Math.Min(segment.Count, int.MaxValue)),
            _ => Enumerable.Empty<object?>(),
        };
        foreach (var value in values)
        {
            if (long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
                yield return number;
        }
    }
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Something of each parent that a child's keys may have to agree on: a part of the key, or the parent's own ancestor.</summary>
abstract class ParentFacet
{
    /// <summary>The value of each parent as a hash, by ordinal. Computes them all: the caller keeps what it needs.</summary>
    public abstract ulong[] Compute();
}

/// <summary>Columns of the parents.</summary>
/// <param name="rows">Gives the columns by the parent's ordinal.</param>
/// <param name="codecs">The codecs of the columns.</param>
sealed class ColumnsFacet(ParentKeys rows, IReadOnlyList<TypeCodec> codecs) : ParentFacet
{
    const int RunLength = 1024;

    public override ulong[] Compute()
    {
        var values = new ulong[checked((int)rows.Count)];
        var cells = codecs.Select(c => c.CreateVector(Math.Min(RunLength, values.Length))).ToArray();
        int[] all = [.. Enumerable.Range(0, cells.Length)];
        for (var first = 0; first < values.Length; first += RunLength)
        {
            var count = Math.Min(RunLength, values.Length - first);
            rows.CopyRun(first, count, cells);
            for (var i = 0; i < count; i++)
                values[first + i] = KeyHash.Of(cells, all, i);
        }
        return values;
    }
}

/// <summary>What the parents' own parents have: looked up by the key that leads there.</summary>
/// <param name="link">The key of each parent's own parent.</param>
/// <param name="keys">The keys of the own parents.</param>
/// <param name="further">What these have, in the same order.</param>
sealed class LinkedFacet(ParentFacet link, ParentFacet keys, ParentFacet further) : ParentFacet
{
    public override ulong[] Compute()
    {
        var (known, ends) = (keys.Compute(), further.Compute());
        var endOf = new Dictionary<ulong, ulong>(known.Length);
        for (var i = 0; i < known.Length; i++)
            endOf[known[i]] = ends[i];
        var values = link.Compute();
        for (var i = 0; i < values.Length; i++)
            values[i] = endOf.GetValueOrDefault(values[i], KeyHash.Unknown);
        return values;
    }
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Something of each parent that a child's keys may have to agree on: a part of the key, or the parent's own ancestor.</summary>
/// <param name="memory">Says whether the parents are still what they were.</param>
abstract class ParentFacet(ParentMemory memory)
{
    (ParentValues Values, int Version)? _known;

    /// <summary>The value of each parent, by ordinal. Kept for all who ask.</summary>
    public ParentValues Values
    {
        get
        {
            lock (this)
            {
                var version = memory.Version;
                if (_known is not { } known || known.Version != version)
                    _known = known = (new ParentValues(Compute()), version);
                return known.Values;
            }
        }
    }

    /// <summary>The value of each parent as a hash, by ordinal.</summary>
    protected abstract ulong[] Compute();
}

/// <summary>Columns of the parents.</summary>
/// <param name="memory">Says whether the parents are still what they were.</param>
/// <param name="rows">Gives the columns by the parent's ordinal.</param>
/// <param name="codecs">The codecs of the columns.</param>
sealed class ColumnsFacet(ParentMemory memory, ParentKeys rows, IReadOnlyList<TypeCodec> codecs) : ParentFacet(memory)
{
    const int RunLength = 1024;

    protected override ulong[] Compute()
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
/// <param name="memory">Says whether the parents are still what they were.</param>
/// <param name="link">The key of each parent's own parent.</param>
/// <param name="keys">The keys of the own parents.</param>
/// <param name="further">What these have, in the same order.</param>
sealed class LinkedFacet(ParentMemory memory, ParentFacet link, ParentFacet keys, ParentFacet further) : ParentFacet(memory)
{
    protected override ulong[] Compute()
    {
        var (known, ends, links) = (keys.Values, further.Values, link.Values);
        var endOf = new Dictionary<ulong, ulong>(known.Count);
        for (var i = 0; i < known.Count; i++)
            endOf[known[i]] = ends[i];
        var values = new ulong[links.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = endOf.GetValueOrDefault(links[i], KeyHash.Unknown);
        return values;
    }
}

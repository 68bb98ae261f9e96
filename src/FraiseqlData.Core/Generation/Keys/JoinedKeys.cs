using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Parents of this run, and behind them those that were there before.</summary>
sealed class JoinedKeys(ParentKeys planned, ParentKeys existing) : ParentKeys
{
    public override long Count => planned.Count + existing.Count;

    public override bool IsKnown => planned.IsKnown && existing.IsKnown;

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        if (ordinal < planned.Count)
            planned.Copy(ordinal, targets, row);
        else
            existing.Copy(ordinal - planned.Count, targets, row);
    }
}

/// <summary>What parents of this run have, and behind them those that were there before.</summary>
/// <param name="memory">Says whether the parents are still what they were.</param>
/// <param name="planned">What parents of this run have.</param>
/// <param name="existing">What the others have.</param>
sealed class JoinedFacet(ParentMemory memory, ParentFacet planned, ParentFacet existing) : ParentFacet(memory)
{
    protected override ulong[] Compute() => [.. Of(planned.Values), .. Of(existing.Values)];

    static IEnumerable<ulong> Of(ParentValues values) => Enumerable.Range(0, values.Count).Select(i => values[i]);
}

using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>One part of one data set: consecutive rows of every table.</summary>
/// <param name="Number">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many slices make the whole.</param>
public sealed record PlanSlice(int Number, int Count)
{
    /// <summary>The slice's rows among so many: the ordinal of the first, and how many. The slices of a number of rows are disjoint, and leave out none.</summary>
    public (long First, long Count) Of(long rows)
    {
        var (first, end) = ((long)((Int128)rows * (Number - 1) / Count), (long)((Int128)rows * Number / Count));
        return (first, end - first);
    }
}

/// <summary>What a slice wrote.</summary>
/// <param name="Level">The level, from 1.</param>
/// <param name="Levels">How many levels the plan has: tables of one are filled when all slices of the level before have ended.</param>
/// <param name="Rows">The rows by table.</param>
public sealed record SliceResult(int Level, int Levels, IReadOnlyDictionary<QualifiedName, long> Rows);

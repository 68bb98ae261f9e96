using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Makes all rows of one table in a run.</summary>
/// <param name="Table">The resolved table.</param>
/// <param name="Segments">The programs of its segments, in ordinal order.</param>
/// <param name="Stored">Keys that children need and that nobody can compute: who loads the table adds them, in row order.</param>
/// <param name="SecondPass">References that are set by an update when all tables are loaded.</param>
sealed record TableProgram(
    ResolvedTable Table,
    IReadOnlyList<SegmentProgram> Segments,
    List<StoredKeys> Stored,
    IReadOnlyList<SecondPassProgram> SecondPass)
{
    /// <summary>Keys that children compute but that a trigger may change: who loads the table checks them.</summary>
    public List<CheckedKeys> Checked { get; } = [];
}

using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>Rows that were added to a table.</summary>
/// <param name="Table">The table.</param>
/// <param name="Count">How many.</param>
/// <param name="Finder">Finds them again, or null where nothing does.</param>
sealed record AddedRows(Table Table, long Count, RowFinder? Finder)
{
    /// <summary>The foreign keys by which they refer to rows that were there before.</summary>
    public IReadOnlyList<ForeignKey> OlderParents { get; init; } = [];

    /// <summary>The rows of a run's program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="load">What became of it.</param>
    public static AddedRows Of(TableProgram program, TableLoad load) =>
        new(program.Table.Table, program.Table.Count, load.Finder ?? KeyRowFinder.Find(program))
        {
            OlderParents = [.. program.Table.References.Where(r => r.Source is ParentSource.Existing or ParentSource.Override || r.IncludesExisting).Select(r => r.Key)],
        };

    /// <summary>The rows that a baseline gives.</summary>
    public static AddedRows Of(CheckedBaselineTable table) => new(table.Table, table.Count, new InstanceRowFinder(table));
}

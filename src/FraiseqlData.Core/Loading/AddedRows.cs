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
    /// <summary>The rows of a run's program.</summary>
    public static AddedRows Of(TableProgram program) =>
        new(program.Table.Table, program.Table.Count, RowKeys.Find(program) is { } keys ? new KeyRowFinder(program.Table.Table, keys) : null);

    /// <summary>The rows that a baseline gives.</summary>
    public static AddedRows Of(CheckedBaselineTable table) => new(table.Table, table.Count, new InstanceRowFinder(table));
}

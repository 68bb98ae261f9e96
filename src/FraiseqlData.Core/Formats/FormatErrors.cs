using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Formats;

/// <summary>The errors of writing and reading files, in one place.</summary>
static class FormatErrors
{
    public static FraiseqlDataException NeedsKeys(Table table, IEnumerable<int> columns, string usedBy)
    {
        var names = string.Join(", ", columns.Select(c => table.Columns[c].Name));
        return new FraiseqlDataException(
            "FqExportNeedsKeys", ErrorKind.InvalidOperation,
            $"The rows need the values of {table.Name}.{names} ({usedBy}), but only the server gives them, when the rows are loaded.",
            $"Run Invoke-FqSeed and export its result, or override {names}, or connect as a role that may read the table and use its sequences.",
            $"{table.Name}.{names}");
    }

    /// <summary>The error of a table whose key the rows of other tables need.</summary>
    public static FraiseqlDataException NeedsKeys(ResolvedPlan plan, Table table, IReadOnlyList<int> missing, IReadOnlyList<int> key)
    {
        var names = key.Select(c => table.Columns[c].Name);
        var children = plan.Tables.Where(t => t.References.Any(r => r.Key.ReferencedTable == table.Name && r.Key.ReferencedColumns.SequenceEqual(names))).Select(t => t.Table.Name);
        return NeedsKeys(table, missing, $"for the rows of {string.Join(", ", children)} that refer to it");
    }

    public static FraiseqlDataException NotStorable(Table table, Column column, long ordinal, ValueConversionException cause) =>
        new("FqValueNotStorable", ErrorKind.InvalidData,
            string.Create(CultureInfo.InvariantCulture, $"The value of {table.Name}.{column.Name} in row {ordinal + 1} cannot be written: {cause.Message}."),
            $"Override {column.Name} with a value that PostgreSQL can store.", $"{table.Name}.{column.Name}", cause);

    public static FraiseqlDataException RowsPerInsertOutOfRange(int value) =>
        new("FqRowsPerInsertOutOfRange", ErrorKind.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"{value} is no number of rows for an INSERT statement."), "Use 1 or more.", value);
}

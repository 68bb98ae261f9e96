using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Connections;

/// <summary>Says which constraint a row broke (SQLSTATE class 23).</summary>
static class ConstraintErrors
{
    /// <summary>The error <c>FqConstraintViolated</c>, with what the server says of table, column and constraint.</summary>
    /// <param name="e">The server's error.</param>
    /// <param name="table">The table (<c>schema.table</c>), where known.</param>
    public static FraiseqlDataException Translate(PostgresException e, string? table)
    {
        var (kind, action) = e.SqlState switch
        {
            PostgresErrorCodes.NotNullViolation => ("a NULL in a column that takes none", "Override the column with a value."),
            PostgresErrorCodes.ForeignKeyViolation => ("a key that refers to no row", "Add the table that is referred to, or override the column with keys that exist."),
            PostgresErrorCodes.UniqueViolation => ("a value that is already there", "Override the column with distinct values, or remove the rows that have them."),
            PostgresErrorCodes.CheckViolation => ("a value that a check forbids", "Override the column with values that the check allows."),
            PostgresErrorCodes.ExclusionViolation => ("a value that collides with another row's", "Override the column with values that do not overlap."),
            _ => ("a value that a constraint forbids", "Override the column with values that the constraint allows."),
        };
        var where = (table is null ? "" : $" in {table}")
            + (e.ColumnName is { Length: > 0 } column ? $", column {column}" : "")
            + (e.ConstraintName is { Length: > 0 } name ? $", constraint {name}" : "");
        var detail = string.IsNullOrEmpty(e.Detail) ? e.MessageText : $"{e.MessageText} ({e.Detail.TrimEnd('.')})";
        detail += FunctionErrors.In(e);
        var target = (table, e.ColumnName) switch
        {
            (not null, { Length: > 0 } c) => $"{table}.{c}",
            (not null, _) => table,
            _ => e.ConstraintName,
        };
        return new FraiseqlDataException("FqConstraintViolated", ErrorKind.InvalidData, $"There is {kind}{where}: {detail} [{e.SqlState}].", action, target, e);
    }
}

using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Has the server read the SQL expressions of overrides before anything is written: it plans the INSERT and does not run it.</summary>
static class SqlProbe
{
    const string Savepoint = "fraiseqldata_sql";

    /// <summary>Checks the expressions of a table one by one.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqOverrideInvalid</c>: the server does not understand one, or it is of another type.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, TableProgram program, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        foreach (var segment in program.Segments)
        {
            foreach (var expression in segment.Expressions)
            {
                await ExecuteAsync(connection, $"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
                try
                {
                    await ExecuteAsync(connection, Explain(table, segment, expression), cancellationToken).ConfigureAwait(false);
                }
                catch (PostgresException e)
                {
                    throw GenerationErrors.OverrideInvalid(
                        table, table.Columns[expression.Column], null, $"the server refuses its SQL: {e.MessageText.TrimEnd('.')}.", Advice(table, segment, e), e);
                }
                finally
                {
                    await ExecuteAsync(connection, $"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    static string Explain(Table table, SegmentProgram segment, SqlColumn expression)
    {
        var columns = segment.Written.Select(c => $"NULL::{table.Columns[c].SqlType} AS {QualifiedName.Quote(table.Columns[c].Name)}");
        var overriding = table.Columns[expression.Column].Identity == IdentityKind.Always ? " OVERRIDING SYSTEM VALUE" : "";
        return $"EXPLAIN INSERT INTO {table.Name.ToSql()} ({QualifiedName.Quote(table.Columns[expression.Column].Name)}){overriding} "
            + $"SELECT ({expression.Sql}\n) FROM (SELECT {string.Join(", ", columns)} OFFSET 0) AS {QualifiedName.Quote(table.Name.Name)}";
    }

    static string Advice(Table table, SegmentProgram segment, PostgresException e) => e.SqlState == PostgresErrorCodes.UndefinedColumn
        ? $"It may name columns that get a value here: {string.Join(", ", segment.Written.Select(c => table.Columns[c].Name))}."
        : "Correct the expression; try it with SELECT first.";

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

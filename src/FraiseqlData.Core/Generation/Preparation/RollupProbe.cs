using FraiseqlData.Planning;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Has the server read the roll-ups of a plan before anything is written: it plans the statements and does not run them.</summary>
static class RollupProbe
{
    const string Savepoint = "fraiseqldata_rollup";

    /// <summary>Checks the roll-ups one by one.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqRollupInvalid</c>: the server does not understand one, or it is of another type than its column.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, ResolvedPlan plan, CancellationToken cancellationToken)
    {
        foreach (var column in plan.Rollups.SelectMany(r => r.Columns))
        {
            await ExecuteAsync(connection, $"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            try
            {
                await ExecuteAsync(connection, "EXPLAIN " + new RollupUpdate(column.Parent, [column]).ToSql(condition: null), cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e)
            {
                throw Rollup.Invalid($"{column.Parent.Name}.{column.Column.Name}", $"the server refuses {column.Rollup}: {e.MessageText.TrimEnd('.')}", "Sum up a column whose type suits, into a column whose type suits.");
            }
            finally
            {
                await ExecuteAsync(connection, $"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

using FraiseqlData.Connections;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Makes rows of a table, in the transaction that a connection is in.</summary>
/// <param name="connection">The connection.</param>
/// <param name="table">The table.</param>
/// <param name="count">How many.</param>
/// <returns>All rows that were added.</returns>
delegate Task<IReadOnlyList<AddedRows>> SeedTable(NpgsqlConnection connection, Table table, long count);

/// <summary>Puts a baseline into a database, once: rows that are there as the baseline has them are left alone, others refuse it.</summary>
static class BaselineRun
{
    /// <summary>Inserts what is missing, all in one transaction.</summary>
    /// <param name="target">The database.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="options">Table codes and the fields of ids.</param>
    /// <param name="run">Who hears of it, and whether read models are brought up to date.</param>
    /// <param name="seed">Makes rows of a table whose number alone is given, within the transaction.</param>
    /// <param name="cancellationToken">Stops the work and rolls back.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqBaselineInvalid</c>, <c>FqBaselineDrifted</c>, or what the server refuses.</exception>
    public static async Task<IReadOnlyList<BaselineResult>> ExecuteAsync(
        FqConnection target, Baseline baseline, PlanOptions options, RunOptions run, SeedTable seed, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            var results = baseline.Scripts.Count > 0
                ? await ExecuteAsync(unit, baseline, cancellationToken).ConfigureAwait(false)
                : await InsertAsync(unit, baseline, options, run, seed, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return results;
        }, cancellationToken).ConfigureAwait(false);
    }

    static async Task<IReadOnlyList<BaselineResult>> InsertAsync(
        UnitOfWork unit, Baseline baseline, PlanOptions options, RunOptions run, SeedTable seed, CancellationToken cancellationToken)
    {
        var schema = await SchemaReader.ReadAsync(unit.Connection, inTransaction: true, cancellationToken).ConfigureAwait(false);
        var found = BaselineChecker.Check(baseline, schema, options);
        await RunLock.AcquireAsync(unit.Connection, found.Tables.Select(t => t.Table), cancellationToken).ConfigureAwait(false);
        var states = await BaselineReader.ReadAsync(unit.Connection, found, cancellationToken).ConfigureAwait(false);
        if (states.Any(s => s.Differences.Count > 0))
            throw BaselineErrors.Drifted(baseline.Source, [.. states.SelectMany(s => s.Differences)]);
        var path = new TableSearchPath(unit, schema);
        var (writer, added) = (new BaselineWriter(unit, path), new List<AddedRows>());
        foreach (var (table, state) in found.Tables.Zip(states))
        {
            if (state.IsThere)
            {
                writer.Skip(table);
            }
            else if (table.Rows is not null)
            {
                await writer.InsertAsync(table, cancellationToken).ConfigureAwait(false);
                added.Add(AddedRows.Of(table));
            }
            else
            {
                added.AddRange(await seed(unit.Connection, table.Table, table.Count).ConfigureAwait(false));
            }
        }
        await writer.FinishAsync(cancellationToken).ConfigureAwait(false);
        await unit.CheckConstraintsAsync(cancellationToken).ConfigureAwait(false);
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
        _ = await new ReadModelSync(unit, schema, m => run.Observer?.OnVerbose(m), m => run.Observer?.OnWarning(m)).RunAsync(added, run.SyncReadModels, cancellationToken).ConfigureAwait(false);
        return [.. found.Tables.Zip(states, (t, s) => new BaselineResult(t.Table.Name.ToString(), t.Count, !s.IsThere))];
    }

    /// <summary>Carries out SQL as it is. Where each statement meets rows that are there, the baseline is there; where only some do, another one is.</summary>
    static async Task<IReadOnlyList<BaselineResult>> ExecuteAsync(UnitOfWork unit, Baseline baseline, CancellationToken cancellationToken)
    {
        var (results, there, inserted) = (new List<BaselineResult>(), new List<string>(), 0);
        foreach (var script in baseline.Scripts)
        {
            var rows = 0L;
            foreach (var (statement, number) in script.Statements.Select((s, i) => (s, i + 1)))
            {
                await unit.ExecuteAsync("SAVEPOINT fq_baseline", cancellationToken).ConfigureAwait(false);
                try
                {
                    using var command = new NpgsqlCommand(statement, unit.Connection) { CommandTimeout = 0 };
                    var count = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                    rows += Math.Max(0, count);
                    if (count > 0)
                        inserted++;
                    else
                        there.Add($"{script.Name} statement {number} inserts nothing.");
                }
                catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
                {
                    await unit.ExecuteAsync("ROLLBACK TO SAVEPOINT fq_baseline", cancellationToken).ConfigureAwait(false);
                    there.Add($"{script.Name} statement {number} meets rows that are there: {e.Detail ?? e.MessageText}");
                }
            }
            results.Add(new BaselineResult(script.Name, rows, rows > 0));
        }
        return inserted == 0 || there.Count == 0 ? results : throw BaselineErrors.Drifted(baseline.Source, there);
    }
}

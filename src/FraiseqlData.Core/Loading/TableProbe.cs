using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Inserts rows in a savepoint that is rolled back, to learn what triggers, rules, policies and checks say of them. It writes and fires triggers, if
/// only for a moment, and what sequences give out meanwhile is gone: never for a preview.
/// </summary>
static class TableProbe
{
    const string Savepoint = "fraiseqldata_probe";

    /// <summary>Tries all rows of a plan's tables.</summary>
    /// <param name="connection">An open connection in a transaction.</param>
    /// <param name="target">The database.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="programs">Its programs in load order, freshly compiled.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The tables that refuse rows, with the reason. Tables that need rows of these are passed over, and so are circles.</returns>
    public static async Task<IReadOnlyList<(ResolvedTable Table, FraiseqlDataException Error)>> RunAsync(
        NpgsqlConnection connection, FqConnection target, ResolvedPlan plan, IReadOnlyList<TableProgram> programs, CancellationToken cancellationToken)
    {
        var unit = await UnitOfWork.NestAsync(connection, target, cancellationToken).ConfigureAwait(false);
        await using var rollback = unit.ConfigureAwait(false);
        var loader = new TableLoader(unit, plan.Schema, new RunLog(null, plan, Stopwatch.StartNew()));
        var path = new TableSearchPath(unit, plan.Schema.SearchPath);
        var (failures, missing) = (new List<(ResolvedTable, FraiseqlDataException)>(), new HashSet<QualifiedName>());
        foreach (var program in programs)
        {
            var table = program.Table;
            if (table.LoadGroup is not null || table.References.Any(r => r.Source == ParentSource.Plan && missing.Contains(r.Key.ReferencedTable)))
            {
                _ = missing.Add(table.Table.Name);
                continue;
            }
            await path.FollowAsync(table.Table, cancellationToken).ConfigureAwait(false);
            if (await TryAsync(unit, loader, plan, program, cancellationToken).ConfigureAwait(false) is not { } error)
                continue;
            failures.Add((table, error));
            _ = missing.Add(table.Table.Name);
        }
        return failures;
    }

    static async Task<FraiseqlDataException?> TryAsync(
        UnitOfWork unit, TableLoader loader, ResolvedPlan plan, TableProgram program, CancellationToken cancellationToken)
    {
        await unit.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        FraiseqlDataException? error;
        try
        {
            _ = await loader.LoadAsync(program, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (FraiseqlDataException e) when (e.Kind != ErrorKind.Connection)
        {
            error = e;
        }
        catch (PostgresException e)
        {
            error = TriggerErrors.Translate(e, plan, program.Table.Table.Name) ?? ServerErrors.Translate(e, program.Table.Table.Name.ToString(), unit.Target)!;
        }
        await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        return error;
    }
}

using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>What a probe found.</summary>
/// <param name="Refusals">The tables that refuse rows, with the reason.</param>
/// <param name="Warnings">What else the user should know.</param>
sealed record ProbeReport(IReadOnlyList<Obstacle> Refusals, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing was found.</summary>
    public static ProbeReport Empty { get; } = new([], []);
}

/// <summary>
/// Inserts a few rows in a transaction that is rolled back, to learn what triggers, rules, policies and functions say of them: only into tables that have
/// such, and into the parents that these need. Keys are predicted, no sequence is moved; but triggers fire, and what they do outside the transaction stays.
/// </summary>
static class TableProbe
{
    const int Rows = 20;
    const string Savepoint = "fraiseqldata_probe";

    /// <summary>Tries a few rows of a plan's tables.</summary>
    /// <param name="target">The database.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="scripts">Checks script overrides; tables that have some, and tables that need rows of these, are passed over.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException">No row could be tried.</exception>
    public static async Task<ProbeReport> RunAsync(FqConnection target, SeedPlan plan, IScriptHost? scripts, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var rollback = unit.ConfigureAwait(false);
        return await unit.GuardAsync(() => RunAsync(unit, plan.WithMost(Rows), scripts, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    static async Task<ProbeReport> RunAsync(UnitOfWork unit, SeedPlan plan, IScriptHost? scripts, CancellationToken cancellationToken)
    {
        var refusals = new List<Obstacle>();
        while (true)
        {
            // Each round leaves more tables out, and what refers to them changes with that.
            var (run, _) = await RunPreparation.ExamineAsync(
                unit.Connection, plan, scripts, scope => RunLock.AcquireAsync(unit.Connection, scope.All, cancellationToken), cancellationToken, refusals).ConfigureAwait(false);
            var log = new RunLog(null, Stopwatch.StartNew()) { Plan = run.Plan };
            await unit.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            var found = await LoadAsync(unit, run.Plan, ToTry(run), log, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
                return new ProbeReport(refusals, [.. log.Warnings.Select(w => $"Of a few rows that were tried: {w}")]);
            await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            refusals.AddRange(found);
        }
    }

    /// <summary>The tables of which only the server can say whether they take rows, and the parents that they need, in load order; circles together.</summary>
    static List<IReadOnlyList<TableProgram>> ToTry(PreparedRun run)
    {
        var programs = run.Compiler.Compile(run.Plan, run.Data);
        var unknown = programs.Where(p => IsUnknown(run.Plan, p)).Select(p => p.Table.Table.Name).ToHashSet();
        foreach (var program in programs.Where(p => Parents(p).Any(unknown.Contains)))
            _ = unknown.Add(program.Table.Table.Name);
        var wanted = programs.Where(p => TableFinding.ServerTests(run, p).Any()).Select(p => p.Table.Table.Name).Except(unknown).ToHashSet();
        foreach (var program in programs.Reverse().Where(p => wanted.Contains(p.Table.Table.Name)))
            wanted.UnionWith(Parents(program));
        return [.. programs.Where(p => wanted.Contains(p.Table.Table.Name)).GroupBy(p => p.Table.LoadGroup ?? -p.Table.Order, (_, together) => together.ToList())];
    }

    /// <summary>Whether the table's rows cannot be made here: user code makes them, or a partition would have to be made, which locks the table.</summary>
    static bool IsUnknown(ResolvedPlan plan, TableProgram program) =>
        program.Segments.Any(s => s.CallsUserCode) || NewPartition.For(plan.Schema, [program.Table.Table]).Count > 0;

    static IEnumerable<QualifiedName> Parents(TableProgram program) =>
        program.Table.References.Where(r => r is { Source: ParentSource.Plan, IsSecondPass: false }).Select(r => r.Key.ReferencedTable);

    static async Task<IReadOnlyList<Obstacle>> LoadAsync(
        UnitOfWork unit, ResolvedPlan plan, IReadOnlyList<IReadOnlyList<TableProgram>> steps, RunLog log, CancellationToken cancellationToken)
    {
        await DirectBackend.DeferAsync(unit, plan, cancellationToken).ConfigureAwait(false);
        var (loader, circles) = (new TableLoader(unit, plan.Schema, log), new CircleLoader(unit, log));
        var path = new TableSearchPath(unit, plan.Schema);
        var (found, missing) = (new List<Obstacle>(), new HashSet<QualifiedName>());
        foreach (var together in steps)
        {
            if (together.SelectMany(Parents).Any(missing.Contains))
            {
                missing.UnionWith(together.Select(p => p.Table.Table.Name));
                continue;
            }
            await path.FollowAsync(together[0].Table.Table, cancellationToken).ConfigureAwait(false);
            await TryAsync(async () => _ = together[0].Table.LoadGroup is null
                ? [await loader.LoadAsync(together[0], cancellationToken).ConfigureAwait(false)]
                : await circles.LoadAsync(together, cancellationToken).ConfigureAwait(false), together[0].Table.Table).ConfigureAwait(false);
        }
        if (found.Count == 0)
            await TryAsync(FireAllAsync, null).ConfigureAwait(false);
        return found;

        async Task FireAllAsync()
        {
            await path.FireWaitingAsync(steps.SelectMany(s => s).Select(p => p.Table.Table), cancellationToken).ConfigureAwait(false);
            await unit.ExecuteAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken).ConfigureAwait(false);
        }

        async Task TryAsync(Func<Task> work, Table? table)
        {
            if (await RefusalAsync(unit, plan, work, table, cancellationToken).ConfigureAwait(false) is not { } refusal)
                return;
            found.Add(refusal);
            _ = missing.Add(refusal.Table.Name);
        }
    }

    /// <summary>What the database has against a piece of work, which is then undone; null where it has nothing.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="work">The work.</param>
    /// <param name="table">The table that the work is about; null for all, of which triggers alone are asked.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    static async Task<Obstacle?> RefusalAsync(UnitOfWork unit, ResolvedPlan plan, Func<Task> work, Table? table, CancellationToken cancellationToken)
    {
        const string name = Savepoint + "_table";
        await unit.ExecuteAsync($"SAVEPOINT {name}", cancellationToken).ConfigureAwait(false);
        FraiseqlDataException error;
        try
        {
            await work().ConfigureAwait(false);
            return null;
        }
        catch (FraiseqlDataException e) when (table is not null && Refusal.IsAboutRows(e))
        {
            error = e;
        }
        catch (PostgresException e) when (Refusal.IsRefusal(e) && (TriggerErrors.Translate(e, plan, unit.Table) ?? (table is null ? null : ServerErrors.Translate(e, unit.Table?.ToString(), unit.Target))) is { } known)
        {
            error = known;
        }
        await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {name}", cancellationToken).ConfigureAwait(false);
        return new Obstacle(Refusal.TableOf(error, plan) ?? table ?? plan.Tables[0].Table, error);
    }
}

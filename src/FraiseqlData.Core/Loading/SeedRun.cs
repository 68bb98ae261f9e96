using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>A run that is resolved but has no keys yet.</summary>
/// <param name="Plan">The resolved plan.</param>
/// <param name="Compile">Makes the tables' programs, in load order.</param>
sealed record RunDraft(ResolvedPlan Plan, CompileRun Compile);

/// <summary>Makes the programs of a run's tables, in load order.</summary>
/// <param name="reserved">The key blocks that were reserved.</param>
/// <param name="isReserved">Whether a column's keys were to be reserved; others have predicted ones.</param>
delegate IReadOnlyList<TableProgram> CompileRun(
    IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>> reserved, Func<Table, Column, bool> isReserved);

/// <summary>Resolves a run on an open connection, in its transaction.</summary>
/// <param name="connection">The connection.</param>
/// <param name="lockTables">To be called with all tables that may get rows, before their state is read.</param>
/// <param name="cancellationToken">Cancels the work.</param>
delegate Task<RunDraft> DraftRun(NpgsqlConnection connection, Func<PlanScope, Task> lockTables, CancellationToken cancellationToken);

/// <summary>Carries a plan out: everything in one transaction, all or nothing.</summary>
static class SeedRun
{
    /// <summary>Fills the target as a plan says.</summary>
    /// <param name="target">The database.</param>
    /// <param name="draft">Resolves the run.</param>
    /// <param name="options">How the run is carried out.</param>
    /// <param name="cancellationToken">Stops the run and rolls back.</param>
    /// <exception cref="Errors.FraiseqlDataException">Anything that went wrong; the database is as before, a gap in a sequence aside.</exception>
    public static async Task<SeedResult> ExecuteAsync(FqConnection target, DraftRun draft, RunOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(() => RunAsync(unit, draft, options, clock, null, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As <see cref="ExecuteAsync"/>, in the transaction that a connection is in, and without the read models.</summary>
    /// <returns>The rows of the run, in load order, for which read models wait.</returns>
    public static async Task<IReadOnlyList<AddedRows>> NestAsync(NpgsqlConnection connection, FqConnection target, DraftRun draft, RunOptions options, CancellationToken cancellationToken)
    {
        var unit = await UnitOfWork.NestAsync(connection, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        var added = new List<AddedRows>();
        _ = await unit.GuardAsync(() => RunAsync(unit, draft, options, Stopwatch.StartNew(), added, cancellationToken), cancellationToken).ConfigureAwait(false);
        return added;
    }

    static async Task<SeedResult> RunAsync(UnitOfWork unit, DraftRun draft, RunOptions options, Stopwatch clock, List<AddedRows>? waiting, CancellationToken cancellationToken)
    {
        var log = new RunLog(options.Observer, clock);
        var backend = options.Backend ?? new DirectBackend();
        var run = await draft(unit.Connection, BeginAsync, cancellationToken).ConfigureAwait(false);
        var plan = log.Plan = run.Plan;
        foreach (var warning in plan.Warnings)
            log.Warn(warning);
        foreach (var left in plan.LeftOut)
            log.Verbose($"Left out: {left.Name} ({left.Reason}).");
        var reservation = await KeyReserver.ReserveAsync(unit, plan, backend.ReservesKeys, cancellationToken).ConfigureAwait(false);
        foreach (var warning in reservation.Warnings)
            log.Warn(warning);
        var programs = run.Compile(reservation.Blocks, backend.ReservesKeys);
        foreach (var program in programs)
        {
            if (RowKeys.ToCollect(program) is { } collected)
                program.Stored.Add(collected);
        }
        log.Verbose(FormattableString.Invariant($"Planned {plan.TotalRows} rows in {plan.Tables.Count} tables after {clock.Elapsed.TotalMilliseconds:0} ms."));

        foreach (var partition in plan.NewPartitions)
        {
            log.Verbose($"Making {partition}.");
            await unit.ExecuteAsync(partition.ToSql(), cancellationToken).ConfigureAwait(false);
        }
        var loads = await WriteAsync(new BackendRun(unit, log, plan, programs), programs, backend, cancellationToken).ConfigureAwait(false);
        await SequenceCatchUp.RunAsync(unit, plan, log, cancellationToken).ConfigureAwait(false);
        var added = programs.Zip(loads, AddedRows.Of);
        waiting?.AddRange(added);
        var readModels = waiting is not null ? []
            : await new ReadModelSync(unit, plan.Schema, log.Verbose, log.Warn).RunAsync(added, options.SyncReadModels, cancellationToken).ConfigureAwait(false);
        var rows = await Snapshot.TakeAsync(unit, [.. programs.Zip(loads)], options.SnapshotRows, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        log.Verbose(FormattableString.Invariant($"Committed after {clock.Elapsed.TotalMilliseconds:0} ms."));
        return new SeedResult
        {
            Tables = Array.AsReadOnly([.. programs.Select((p, i) => ToTable(p, loads[i], rows[i]))]),
            Seed = plan.Plan.Options.Seed,
            Duration = clock.Elapsed,
            Target = unit.Target.Name,
            Warnings = log.Warnings,
            Skipped = plan.Skipped,
            NewPartitions = plan.NewPartitions,
            ReadModels = readModels,
        };

        async Task BeginAsync(PlanScope scope)
        {
            await RunLock.AcquireAsync(unit.Connection, scope.All, cancellationToken).ConfigureAwait(false);
            await backend.BeginAsync(new BackendSession(unit, log), scope, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes all rows and has every constraint and trigger speak.</summary>
    static async Task<IReadOnlyList<TableLoad>> WriteAsync(
        BackendRun run, IReadOnlyList<TableProgram> programs, ISeedBackend backend, CancellationToken cancellationToken)
    {
        var (unit, plan) = (run.Unit, run.Plan);
        try
        {
            var loads = await backend.WriteAsync(run, cancellationToken).ConfigureAwait(false);
            var path = new TableSearchPath(unit, plan.Schema);
            await RollupLoader.RunAsync(unit, plan, path, cancellationToken).ConfigureAwait(false);
            await path.FireWaitingAsync(plan.Tables.Select(t => t.Table), cancellationToken).ConfigureAwait(false);
            await unit.CheckConstraintsAsync(cancellationToken).ConfigureAwait(false);
            await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
            return await RowRecount.RunAsync(unit, plan.Schema, programs, loads, run.Log, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (TriggerErrors.Translate(e, plan, unit.Table) is { } known)
        {
            throw known;
        }
    }

    static SeededTable ToTable(TableProgram program, TableLoad load, ISeededRows rows) => new()
    {
        Name = program.Table.Table.Name,
        Count = load.Count,
        IsAddedParent = program.Table.IsAddedParent,
        Columns = Array.AsReadOnly([.. program.Table.Table.Columns.Select(c => c.Name)]),
        Rows = rows,
        // Where rows are missing, nobody knows whose they were.
        Entries = load.Count != program.Table.Count ? [] : Array.AsReadOnly([.. program.Table.Segments.Where(s => s.Key is not null).Select(s => new SeededEntry(s.Key!, s.FirstOrdinal, s.Count))]),
        Path = load.Path,
        Duration = load.Duration,
    };
}

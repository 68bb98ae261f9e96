using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>A run that is resolved but has no keys yet.</summary>
/// <param name="Plan">The resolved plan.</param>
/// <param name="Compile">Makes the tables' programs, in load order, with the key blocks that were reserved.</param>
sealed record RunDraft(ResolvedPlan Plan, Func<IReadOnlyDictionary<QualifiedName, IReadOnlyDictionary<string, KeyBlock>>, IReadOnlyList<TableProgram>> Compile);

/// <summary>Resolves a run on an open connection, in its transaction.</summary>
/// <param name="connection">The connection.</param>
/// <param name="lockTables">To be called with all tables that may get rows, before their state is read.</param>
/// <param name="cancellationToken">Cancels the work.</param>
delegate Task<RunDraft> DraftRun(NpgsqlConnection connection, Func<IReadOnlyList<Table>, Task> lockTables, CancellationToken cancellationToken);

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
        var run = await draft(unit.Connection, tables => RunLock.AcquireAsync(unit.Connection, tables, cancellationToken), cancellationToken).ConfigureAwait(false);
        var plan = run.Plan;
        var log = new RunLog(options.Observer, plan, clock);
        foreach (var warning in plan.Warnings)
            log.Warn(warning);
        foreach (var left in plan.LeftOut)
            log.Verbose($"Left out: {left.Name} ({left.Reason}).");
        var reservation = await KeyReserver.ReserveAsync(unit, plan, cancellationToken).ConfigureAwait(false);
        foreach (var warning in reservation.Warnings)
            log.Warn(warning);
        var programs = run.Compile(reservation.Blocks);
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
        var loads = await WriteAsync(unit, plan, programs, log, cancellationToken).ConfigureAwait(false);
        await SequenceCatchUp.RunAsync(unit, plan, log, cancellationToken).ConfigureAwait(false);
        var added = programs.Select(AddedRows.Of);
        waiting?.AddRange(added);
        var readModels = waiting is not null ? []
            : await new ReadModelSync(unit, plan.Schema, log.Verbose, log.Warn).RunAsync(added, options.SyncReadModels, cancellationToken).ConfigureAwait(false);
        var rows = await Snapshot.TakeAsync(unit, [.. programs.Zip(loads, (p, l) => (p, l.Count))], options.SnapshotRows, cancellationToken).ConfigureAwait(false);
        await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
        log.Verbose(FormattableString.Invariant($"Committed after {clock.Elapsed.TotalMilliseconds:0} ms."));
        return new SeedResult
        {
            Tables = [.. programs.Select((p, i) => ToTable(p, loads[i], rows[i]))],
            Seed = plan.Plan.Options.Seed,
            Duration = clock.Elapsed,
            Target = unit.Target.Name,
            Warnings = log.Warnings,
            Skipped = plan.Skipped,
            NewPartitions = plan.NewPartitions,
            ReadModels = readModels,
        };
    }

    /// <summary>Writes all rows and has every constraint and trigger speak.</summary>
    static async Task<IReadOnlyList<TableLoad>> WriteAsync(
        UnitOfWork unit, ResolvedPlan plan, IReadOnlyList<TableProgram> programs, RunLog log, CancellationToken cancellationToken)
    {
        try
        {
            await DeferAsync(unit, plan, cancellationToken).ConfigureAwait(false);
            var path = new TableSearchPath(unit, plan.Schema.SearchPath);
            var loads = await LoadAsync(unit, plan, programs, path, log, cancellationToken).ConfigureAwait(false);
            await RollupLoader.RunAsync(unit, plan, path, cancellationToken).ConfigureAwait(false);
            await path.FireWaitingAsync(plan.Tables.Select(t => t.Table), cancellationToken).ConfigureAwait(false);
            await unit.CheckConstraintsAsync(cancellationToken).ConfigureAwait(false);
            await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
            return await RowRecount.RunAsync(unit, plan.Schema, programs, loads, log, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (TriggerErrors.Translate(e, plan, unit.Table) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Lets the keys wait for the end that point from a table to one that is loaded after it.</summary>
    public static async Task DeferAsync(UnitOfWork unit, ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var deferred = plan.Tables
            .SelectMany(t => t.References.Where(r => r is { Source: ParentSource.Plan, IsSecondPass: false, Key.IsDeferrable: true } && plan.Find(r.Key.ReferencedTable) is { } parent && parent.Order > t.Order))
            .Select(r => new QualifiedName(r.Key.Table.Schema, r.Key.Name)).Distinct().ToList();
        if (deferred.Count == 0)
            return;
        // A name means every constraint of that name in the schema, and one that cannot wait makes the statement fail.
        var names = deferred.Exists(name => CannotWait(plan.Schema, name)) ? "ALL" : string.Join(", ", deferred.Select(n => n.ToSql()));
        await unit.ExecuteAsync($"SET CONSTRAINTS {names} DEFERRED", cancellationToken).ConfigureAwait(false);
    }

    static bool CannotWait(DatabaseSchema schema, QualifiedName constraint) =>
        schema.Tables.Where(t => t.Name.Schema == constraint.Schema).SelectMany(t => t.ForeignKeys).Any(k => k.Name == constraint.Name && !k.IsDeferrable);

    static async Task<List<TableLoad>> LoadAsync(
        UnitOfWork unit, ResolvedPlan plan, IReadOnlyList<TableProgram> programs, TableSearchPath path, RunLog log, CancellationToken cancellationToken)
    {
        var loader = new TableLoader(unit, plan.Schema, log);
        var loads = new List<TableLoad>(programs.Count);
        for (var next = 0; next < programs.Count;)
        {
            var circle = programs.Skip(next).TakeWhile(p => p.Table.LoadGroup is { } group && group == programs[next].Table.LoadGroup).ToList();
            await path.FollowAsync(programs[next].Table.Table, cancellationToken).ConfigureAwait(false);
            if (circle.Count > 0)
                loads.AddRange(await new CircleLoader(unit, log).LoadAsync(circle, cancellationToken).ConfigureAwait(false));
            else
                loads.Add(await LoadAsync(loader, programs[next], log, cancellationToken).ConfigureAwait(false));
            next += Math.Max(1, circle.Count);
        }
        foreach (var program in programs.Where(p => p.SecondPass.Count > 0))
        {
            await path.FollowAsync(program.Table.Table, cancellationToken).ConfigureAwait(false);
            foreach (var pass in program.SecondPass)
                await SecondPassLoader.RunAsync(unit, program.Table.Table, program.Table.Count, pass, cancellationToken).ConfigureAwait(false);
        }
        return loads;
    }

    static async Task<TableLoad> LoadAsync(TableLoader loader, TableProgram program, RunLog log, CancellationToken cancellationToken)
    {
        log.BeginTable(program);
        var load = await loader.LoadAsync(program, cancellationToken).ConfigureAwait(false);
        log.EndTable();
        return load;
    }

    static SeededTable ToTable(TableProgram program, TableLoad load, ISeededRows rows) => new()
    {
        Name = program.Table.Table.Name,
        Count = load.Count,
        IsAddedParent = program.Table.IsAddedParent,
        Columns = [.. program.Table.Table.Columns.Select(c => c.Name)],
        Rows = rows,
        // Where rows are missing, nobody knows whose they were.
        Entries = load.Count != program.Table.Count ? [] : [.. program.Table.Segments.Where(s => s.Key is not null).Select(s => new SeededEntry(s.Key!, s.FirstOrdinal, s.Count))],
        Path = load.Path,
        Duration = load.Duration,
    };
}

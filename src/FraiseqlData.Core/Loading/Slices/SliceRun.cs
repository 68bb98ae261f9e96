using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>
/// Carries out a part of a plan whose data was settled before, in a transaction of its own: several processes or machines fill one data set
/// together, level by level, so that parents are committed before their children refer to them.
/// </summary>
static class SliceRun
{
    /// <summary>Reserves the keys of a plan for all its slices.</summary>
    public static async Task<ResolvedPlanData> SettleAsync(FqConnection target, SeedPlan plan, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            var run = await RunPreparation.PrepareAsync(unit.Connection, plan, scripts: null, beforeState: null, cancellationToken).ConfigureAwait(false);
            Check(run.Plan, run.Compiler.Compile(run.Plan, run.Data));
            var reservation = await KeyReserver.ReserveAsync(unit, run.Plan, IsReserved, cancellationToken).ConfigureAwait(false);
            var data = run.WithKeys(reservation.Blocks, IsReserved);
            // A sequence that the role may not use leaves its keys to the server.
            Check(run.Plan, run.Compiler.Compile(run.Plan, data));
            return data;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a slice's rows of the tables of one level.</summary>
    public static async Task<SliceResult> ExecuteAsync(
        FqConnection target, SeedPlan plan, ResolvedPlanData data, PlanSlice slice, int level, IRunObserver? observer, CancellationToken cancellationToken)
    {
        if (slice.Number < 1 || slice.Number > slice.Count)
            throw SliceErrors.NumberInvalid(slice);
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, target, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            var (resolved, programs, levels) = await PrepareAsync(unit, plan, data, beforeState: null, cancellationToken).ConfigureAwait(false);
            if (level < 1 || level > levels.Values.Max())
                throw SliceErrors.NoLevel(level, levels.Values.Max());
            var log = new RunLog(observer, Stopwatch.StartNew()) { Plan = resolved };
            var ledger = await SliceLedger.FindAsync(unit, data, cancellationToken).ConfigureAwait(false);
            if (ledger is not null)
                await ledger.NoteAsync(slice, level, cancellationToken).ConfigureAwait(false);
            var rows = await WriteAsync(unit, resolved, [.. programs.Where(p => levels[p.Table.Table.Name] == level)], slice, log, cancellationToken).ConfigureAwait(false);
            if (ledger is null && level == levels.Values.Max())
                await SequenceCatchUp.RunAsync(unit, resolved, log, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new SliceResult(level, levels.Values.Max(), rows);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The settled plan on the schema as it is once all that was dropped for it is back, its programs, and the tables' levels.</summary>
    public static async Task<(ResolvedPlan Plan, IReadOnlyList<TableProgram> Programs, IReadOnlyDictionary<QualifiedName, int> Levels)> PrepareAsync(
        UnitOfWork unit, SeedPlan plan, ResolvedPlanData data, Func<PlanScope, Task>? beforeState, CancellationToken cancellationToken)
    {
        var run = await RunPreparation.PrepareAsync(unit.Connection, plan, scripts: null, beforeState, cancellationToken, data).ConfigureAwait(false);
        if (!run.Plan.Tables.Select(t => (t.Table.Name, t.Count)).ToHashSet().SetEquals(data.Tables.Select(t => (t.Key, t.Value.Count))))
            throw SliceErrors.OtherPlan();
        var programs = run.Compiler.Compile(run.Plan, data);
        Check(run.Plan, programs);
        return (run.Plan, programs, LevelsOf(run.Plan));
    }

    static async Task<Dictionary<QualifiedName, long>> WriteAsync(
        UnitOfWork unit, ResolvedPlan plan, IReadOnlyList<TableProgram> programs, PlanSlice slice, RunLog log, CancellationToken cancellationToken)
    {
        var (loader, path, written) = (new TableLoader(unit, plan.Schema, log), new TableSearchPath(unit, plan.Schema), new Dictionary<QualifiedName, long>());
        foreach (var program in programs)
        {
            var table = program.Table.Table;
            await path.FollowAsync(table, cancellationToken).ConfigureAwait(false);
            log.BeginTable(program);
            var (first, count) = slice.Of(program.Table.Count);
            written[table.Name] = await loader.LoadPartAsync(program, first, count, cancellationToken).ConfigureAwait(false);
            log.EndTable();
        }
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    static bool IsReserved(Table table, Column column) => true;

    /// <summary>A table's level is one more than the highest among its parents in the plan.</summary>
    static Dictionary<QualifiedName, int> LevelsOf(ResolvedPlan plan)
    {
        var levels = new Dictionary<QualifiedName, int>();
        foreach (var table in plan.Tables)
            levels[table.Table.Name] = 1 + table.References.Where(r => r.Source == ParentSource.Plan).Select(r => levels.GetValueOrDefault(r.Key.ReferencedTable)).DefaultIfEmpty(0).Max();
        return levels;
    }

    /// <summary>Refuses what cannot be cut.</summary>
    static void Check(ResolvedPlan plan, IReadOnlyList<TableProgram> programs)
    {
        if (plan.Plan.Options.Backend != BackendChoice.Direct)
            throw SliceErrors.NotPossible(plan.Tables[0].Table, "the plan's rows go by way of staging");
        if (plan.Rollups.Count > 0)
            throw SliceErrors.NotPossible(plan.Rollups[0].Parent, "it sums its children up when all of them are written");
        if (plan.NewPartitions.Count > 0)
            throw SliceErrors.NotPossible(plan.Schema.Get(plan.NewPartitions[0].Parent), "its partition is yet to be made");
        foreach (var program in programs)
        {
            if (WhyWhole(plan, program) is { } reason)
                throw SliceErrors.NotPossible(program.Table.Table, reason);
        }
    }

    static string? WhyWhole(ResolvedPlan plan, TableProgram program)
    {
        var (resolved, table) = (program.Table, program.Table.Table);
        return resolved.References.FirstOrDefault(r => r.Source == ParentSource.Itself) is { } self ? $"its rows refer to each other ({self.Key.Name})"
            : resolved.LoadGroup is not null || program.SecondPass.Count > 0 || resolved.References.Any(r => r.Source == ParentSource.Plan && plan.Find(r.Key.ReferencedTable)!.Order > resolved.Order) ? "foreign keys go round in a circle"
            : resolved.References.Any(r => r.IncludesExisting) ? "its rows are counted by rows that were there before"
            : program.Stored.Count + program.Checked.Count > 0 ? "others need keys of it that only the server knows"
            : plan.Schema.HasTriggers(table) ? "it has triggers"
            : program.Segments.Any(s => s.CallsUserCode) ? "a script gives values"
            : program.Segments.Select(s => LoadChoice.For(table, s, readsBack: false)).FirstOrDefault(c => c.Path is LoadPath.Insert or LoadPath.InsertDefaults) is { Reason: { } why } ? why
            : null;
    }
}

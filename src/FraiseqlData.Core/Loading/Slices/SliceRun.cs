using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
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
            var run = await RunPreparation.PrepareAsync(unit.Connection, plan, scripts: null, beforeState: null, cancellationToken, data).ConfigureAwait(false);
            if (!run.Plan.Tables.Select(t => (t.Table.Name, t.Count)).ToHashSet().SetEquals(data.Tables.Select(t => (t.Key, t.Value.Count))))
                throw SliceErrors.OtherPlan();
            var programs = run.Compiler.Compile(run.Plan, data);
            Check(run.Plan, programs);
            var levels = LevelsOf(run.Plan);
            if (level < 1 || level > levels.Values.Max())
                throw SliceErrors.NoLevel(level, levels.Values.Max());
            var log = new RunLog(observer, Stopwatch.StartNew()) { Plan = run.Plan };
            var rows = await WriteAsync(unit, run.Plan, [.. programs.Where(p => levels[p.Table.Table.Name] == level)], slice, log, cancellationToken).ConfigureAwait(false);
            if (level == levels.Values.Max())
                await SequenceCatchUp.RunAsync(unit, run.Plan, log, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return new SliceResult(level, levels.Values.Max(), rows);
        }, cancellationToken).ConfigureAwait(false);
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

/// <summary>The errors of slices.</summary>
static class SliceErrors
{
    public static FraiseqlDataException NotPossible(Table table, string reason) => new(
        "FqSlicesNotPossible", ErrorKind.InvalidOperation, $"{table.Name} cannot be filled in slices: {reason}.", "Fill it by a run of its own before or after, and leave it out of this plan.", table.Name.ToString());

    public static FraiseqlDataException OtherPlan() => new(
        "FqPlanDataMismatch", ErrorKind.InvalidArgument, "The data was settled for another plan: tables or counts differ.", "Use the very plan, or settle it again.");

    public static FraiseqlDataException NumberInvalid(PlanSlice slice) => new(
        "FqSliceInvalid", ErrorKind.InvalidArgument, FormattableString.Invariant($"There is no slice {slice.Number} of {slice.Count}."), "Count from 1: the first of sixteen is 1, the last 16.");

    public static FraiseqlDataException NoLevel(int level, int levels) => new(
        "FqSliceInvalid", ErrorKind.InvalidArgument, FormattableString.Invariant($"There is no level {level}: the plan has {levels}."), "Fill the levels one after the other, from 1; each result says how many there are.");
}

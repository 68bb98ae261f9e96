using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData;

/// <summary>One data set by several processes or machines.</summary>
public static partial class SeedEngine
{
    /// <summary>
    /// Settles all that the rows of a plan depend on, and reserves their keys, so that slices of it can be filled side by side. Nothing is written
    /// but the sequences' places.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException"><c>FqSlicesNotPossible</c>, or what keeps the plan from being carried out.</exception>
    public static Task<ResolvedPlanData> SettleAsync(SeedPlan plan, FqConnection? target = null, CancellationToken cancellationToken = default) =>
        SliceRun.SettleAsync(Target(plan, target), plan, cancellationToken);

    /// <summary>
    /// Writes one slice's rows of the tables of one level, in one transaction. The slices of a level may run side by side; a level is begun when all
    /// slices of the one before have ended. All of them together give the rows that one run would. Read models are left as they are.
    /// </summary>
    /// <param name="plan">The plan that <paramref name="data"/> was settled for.</param>
    /// <param name="data">What <see cref="SettleAsync"/> gave.</param>
    /// <param name="slice">The slice.</param>
    /// <param name="level">The level, from 1; the result says how many there are.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="options">Who hears of it, or null.</param>
    /// <param name="cancellationToken">Stops the slice; nothing of it is left.</param>
    /// <exception cref="FraiseqlDataException"><c>FqPlanDataMismatch</c>, <c>FqSliceInvalid</c>, or what the server refused.</exception>
    public static Task<SliceResult> InvokeSliceAsync(
        SeedPlan plan, ResolvedPlanData data, PlanSlice slice, int level, FqConnection? target = null, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        SliceRun.ExecuteAsync(Target(plan, target), plan, data, slice, level, options?.Observer, cancellationToken);

    /// <summary>
    /// Drops, before the first slice, the indexes and foreign keys that the plan's load strategy would drop, so that slices load faster. How they come back
    /// is noted in the database, in a table of its own, by the very transaction that drops them. While a plan is prepared, other plans that want its tables are
    /// refused, and so is a slice that was written already.
    /// </summary>
    /// <param name="plan">The plan that <paramref name="data"/> was settled for.</param>
    /// <param name="data">What <see cref="SettleAsync"/> gave.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="options">Who hears of it, or null.</param>
    /// <param name="cancellationToken">Stops the work; all is as before.</param>
    /// <returns>What was dropped, by table in load order; empty where the strategy keeps all indexes without a look at them.</returns>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqSlicesPrepared</c>: it was done before, or another plan has prepared these tables. <c>FqSlicesBegun</c>: there are rows already.
    /// <c>FqLockTimeout</c>: others use a table. <c>FqPlanDataMismatch</c>, or what the server refused.
    /// </exception>
    public static Task<IReadOnlyList<TableLoadPlan>> PrepareSlicesAsync(
        SeedPlan plan, ResolvedPlanData data, FqConnection? target = null, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        SlicePreparation.RunAsync(Target(plan, target), plan, data, options?.Observer, cancellationToken);

    /// <summary>
    /// Brings back, behind the last slice, what <see cref="PrepareSlicesAsync"/> has dropped, as it was, which checks all rows; then moves sequences past keys that
    /// the plan gives and has the server look at the rows (ANALYZE). One transaction: where it fails the plan stays prepared.
    /// </summary>
    /// <param name="plan">The plan, for its database.</param>
    /// <param name="data">What <see cref="SettleAsync"/> gave.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="force">Whether to do so though slices are missing.</param>
    /// <param name="options">Who hears of it, or null.</param>
    /// <param name="cancellationToken">Stops the work; the plan stays prepared.</param>
    /// <returns>What <see cref="PrepareSlicesAsync"/> said.</returns>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqSlicesNotPrepared</c>, <c>FqSlicesMissing</c>, <c>FqSlicesBusy</c>: a slice is being written. <c>FqConstraintViolated</c>: rows of others stand in the way, or what the server refused.
    /// </exception>
    public static Task<IReadOnlyList<TableLoadPlan>> FinishSlicesAsync(
        SeedPlan plan, ResolvedPlanData data, FqConnection? target = null, bool force = false, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        SliceFinish.RunAsync(Target(plan, target), data, force, options?.Observer, cancellationToken);
}

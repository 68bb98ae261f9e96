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
}

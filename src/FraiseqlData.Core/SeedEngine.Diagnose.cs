using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData;

/// <summary>What a run could do, said before it.</summary>
public static partial class SeedEngine
{
    /// <summary>
    /// Says of each table of a plan, and of each parent that would be added, whether it can be filled, how many rows fit, what only the server
    /// can judge, and why a table cannot be filled. All tables at once; reads the target afresh, writes nothing.
    /// </summary>
    /// <param name="plan">The plan; whether it skips what cannot be filled makes no difference.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="scripts">Checks script overrides; they are not called.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException">There is nothing to diagnose: the plan is empty or names what there is not, or the server cannot be reached.</exception>
    public static Task<PlanDiagnosis> DiagnoseAsync(
        SeedPlan plan, FqConnection? target = null, IScriptHost? scripts = null, CancellationToken cancellationToken = default) =>
        PreviewAsync(Target(plan, target), async connection =>
        {
            var (run, unfilled) = await RunPreparation.ExamineAsync(connection, plan, scripts, beforeState: null, cancellationToken).ConfigureAwait(false);
            return await PlanDiagnosis.OfAsync(connection, run, unfilled, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
}

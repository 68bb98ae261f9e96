using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData;

/// <summary>What a run could do, said before it.</summary>
public static partial class SeedEngine
{
    /// <summary>
    /// Says of each table of a plan, and of each parent that would be added, whether it can be filled, how many rows fit, what only the server
    /// can judge, and why a table cannot be filled. All tables at once; reads the target afresh, leaves nothing behind.
    /// </summary>
    /// <param name="plan">The plan; whether it skips what cannot be filled makes no difference.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="scripts">Checks script overrides; they are not called.</param>
    /// <param name="probe">
    /// Whether the server is asked for what only it can judge: up to 20 rows are inserted into each table with triggers, rules, row-level security or
    /// checks that call functions, and into the parents that it needs, in a transaction that is rolled back. What triggers do outside of it (numbers
    /// drawn from sequences, other connections, files) is not undone. Otherwise nothing is written.
    /// </param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException">There is nothing to diagnose: the plan is empty or names what there is not, or the server cannot be reached.</exception>
    public static async Task<PlanDiagnosis> DiagnoseAsync(
        SeedPlan plan, FqConnection? target = null, IScriptHost? scripts = null, bool probe = false, CancellationToken cancellationToken = default)
    {
        var database = Target(plan, target);
        var report = probe ? await ProbeAsync(database, plan, scripts, cancellationToken).ConfigureAwait(false) : ProbeReport.Empty;
        return await PreviewAsync(database, async connection =>
        {
            var (run, unfilled) = await RunPreparation.ExamineAsync(connection, plan, scripts, beforeState: null, cancellationToken, report.Refusals).ConfigureAwait(false);
            return await PlanDiagnosis.OfAsync(connection, run, unfilled, report.Warnings, cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    static async Task<ProbeReport> ProbeAsync(FqConnection target, SeedPlan plan, IScriptHost? scripts, CancellationToken cancellationToken)
    {
        try
        {
            return await TableProbe.RunAsync(target, plan, scripts, cancellationToken).ConfigureAwait(false);
        }
        catch (FraiseqlDataException e)
        {
            // What is wrong with the plan is said by the diagnosis proper.
            return new ProbeReport([], [$"No rows were tried in the server: {e.Message}"]);
        }
    }
}

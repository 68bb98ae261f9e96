using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Loading;

/// <summary>
/// Carries a plan out that skips tables which cannot be filled, those included of which only the server can say so: where it refuses a table's rows, all is
/// rolled back, the other tables are tried with a few rows, and the run begins anew without those that refuse them.
/// </summary>
static class SkippingRun
{
    /// <summary>As <see cref="SeedRun.ExecuteAsync"/>.</summary>
    /// <param name="target">The database.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How the run is carried out.</param>
    /// <param name="cancellationToken">Stops the run and rolls back.</param>
    /// <exception cref="FraiseqlDataException">What is wrong with the plan, the server or the session; the database is as before.</exception>
    public static async Task<SeedResult> ExecuteAsync(FqConnection target, SeedPlan plan, RunOptions options, CancellationToken cancellationToken)
    {
        options = options with { Observer = options.Observer is { } observer ? new WarningOnce(observer) : null };
        var refusals = new List<Obstacle>();
        while (true)
        {
            ResolvedPlan? resolved = null;
            try
            {
                return await SeedRun.ExecuteAsync(target, DraftAsync, options, cancellationToken).ConfigureAwait(false);
            }
            catch (FraiseqlDataException e) when (resolved is not null && Refusal.Of(e, resolved) is { IsMistake: false } refusal && !refusals.Exists(o => o.Table.Name == refusal.Table.Name))
            {
                options.Observer?.OnVerbose($"{refusal.Table.Name} takes no rows; all is rolled back, and the run begins anew without it. {e.Message}");
                // What stands in the way of others is learned at once, rather than one table a run.
                if (refusals.Count == 0)
                    refusals.AddRange((await TableProbe.RunAsync(target, plan, options.Scripts, cancellationToken).ConfigureAwait(false)).Refusals);
                if (!refusals.Exists(o => o.Table.Name == refusal.Table.Name))
                    refusals.Add(refusal);
            }

            async Task<RunDraft> DraftAsync(Npgsql.NpgsqlConnection connection, Func<PlanScope, Task> lockTables, CancellationToken cancel)
            {
                var run = await RunPreparation.PrepareAsync(connection, plan, options.Scripts, lockTables, cancel, known: refusals).ConfigureAwait(false);
                resolved = run.Plan;
                return new RunDraft(run.Plan, run.Compile);
            }
        }
    }

    /// <summary>Passes a warning on the first time only: a run that begins anew meets it again.</summary>
    sealed class WarningOnce(IRunObserver observer) : IRunObserver
    {
        readonly HashSet<string> _told = new(StringComparer.Ordinal);

        public void OnProgress(RunProgress progress) => observer.OnProgress(progress);

        public void OnVerbose(string message) => observer.OnVerbose(message);

        public void OnWarning(string message)
        {
            if (_told.Add(message))
                observer.OnWarning(message);
        }
    }
}

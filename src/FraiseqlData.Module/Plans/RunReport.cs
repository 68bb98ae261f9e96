using System.Globalization;
using System.Management.Automation;
using FraiseqlData.Loading;

namespace FraiseqlData.Module;

/// <summary>Shows a run's progress and messages through a cmdlet.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="tell">Has something done on the pipeline thread.</param>
sealed class RunReport(Cmdlet cmdlet, Action<Action> tell) : IRunObserver, IDisposable
{
    const int ActivityId = 1;
    const string Activity = "Seeding";

    // Written on the pipeline thread only.
    bool _shown;

    public void OnProgress(RunProgress progress)
    {
        var record = new ProgressRecord(ActivityId, Activity, string.Create(
            CultureInfo.InvariantCulture, $"{progress.Rows:N0} of {progress.Total:N0} rows, {progress.RowsPerSecond:N0} rows/s"))
        {
            CurrentOperation = string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Table} ({progress.TableNumber} of {progress.TableCount}): {progress.TableRows:N0} of {progress.TableTotal:N0} rows"),
            PercentComplete = progress.Total > 0 ? (int)(100 * progress.Rows / progress.Total) : 0,
            SecondsRemaining = progress.RowsPerSecond > 0 ? (int)Math.Min(int.MaxValue, (progress.Total - progress.Rows) / progress.RowsPerSecond) : -1,
        };
        tell(() =>
        {
            _shown = true;
            cmdlet.WriteProgress(record);
        });
    }

    public void OnVerbose(string message) => tell(() => cmdlet.WriteVerbose(message));

    public void OnWarning(string message) => tell(() => cmdlet.WriteWarning(message));

    /// <summary>Takes the progress away from the screen.</summary>
    public void Complete()
    {
        if (!_shown)
            return;
        _shown = false;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, Activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    public void Dispose()
    {
        try
        {
            Complete();
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes its progress away itself.
        }
    }
}

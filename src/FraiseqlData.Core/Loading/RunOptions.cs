using FraiseqlData.Planning;

namespace FraiseqlData.Loading;

/// <summary>How a run is carried out. What is loaded is the plan's affair.</summary>
public sealed record RunOptions
{
    /// <summary>Hears of progress and of what the user should know; or null.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>Evaluates script overrides; needed when the plan has any.</summary>
    public IScriptHost? Scripts { get; init; }

    /// <summary>Where the rows go, or null for what the plan says.</summary>
    public ISeedBackend? Backend { get; init; }

    /// <summary>Whether the project's functions <c>fn_sync_tv_...</c> are called for the rows, so that read models show them.</summary>
    public bool SyncReadModels { get; init; } = true;

    /// <summary>Up to how many rows a table the result holds as they were at commit; more are read back page by page when asked for.</summary>
    public int SnapshotRows { get; init; } = 10_000;
}

/// <summary>Hears of a run's progress. Called from worker threads, never concurrently.</summary>
public interface IRunObserver
{
    /// <summary>Rows were sent, or a table was begun or finished. At most some five times a second, but always at the end of a table.</summary>
    void OnProgress(RunProgress progress);

    /// <summary>A phase's SQL and duration, for <c>-Verbose</c>.</summary>
    void OnVerbose(string message);

    /// <summary>Something the user should know.</summary>
    void OnWarning(string message);
}

/// <summary>How far a run is.</summary>
/// <param name="Table">The table that is being loaded.</param>
/// <param name="TableNumber">Its place in the load order, from 1.</param>
/// <param name="TableCount">How many tables there are.</param>
/// <param name="TableRows">Rows of the table sent so far.</param>
/// <param name="TableTotal">Rows of the table in all.</param>
/// <param name="Rows">Rows of the run sent so far.</param>
/// <param name="Total">Rows of the run in all.</param>
/// <param name="Elapsed">Time since the run began.</param>
public sealed record RunProgress(
    Schema.QualifiedName Table, int TableNumber, int TableCount, long TableRows, long TableTotal, long Rows, long Total, TimeSpan Elapsed)
{
    /// <summary>Rows a second since the run began.</summary>
    public double RowsPerSecond => Elapsed.TotalSeconds > 0 ? Rows / Elapsed.TotalSeconds : 0;
}

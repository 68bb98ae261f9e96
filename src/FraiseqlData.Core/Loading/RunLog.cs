using System.Diagnostics;
using FraiseqlData.Generation;
using FraiseqlData.Planning;

namespace FraiseqlData.Loading;

/// <summary>Tells an observer how far a run is, at most five times a second and at the end of each table, and collects the warnings.</summary>
/// <param name="observer">Who hears of it, or null.</param>
/// <param name="clock">Runs since the run began.</param>
sealed class RunLog(IRunObserver? observer, Stopwatch clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    readonly List<string> _warnings = [];
    ResolvedTable? _table;
    long _tableRows;
    long _rows;
    TimeSpan _told = -Pause;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The run's plan, when it is resolved.</summary>
    public ResolvedPlan? Plan { get; set; }

    public void Verbose(string message) => observer?.OnVerbose(message);

    public void Warn(string message)
    {
        _warnings.Add(message);
        observer?.OnWarning(message);
    }

    public void BeginTable(TableProgram program)
    {
        (_table, _tableRows) = (program.Table, 0);
        TellIfDue();
    }

    public void RowsSent(long rows)
    {
        _tableRows += rows;
        _rows += rows;
        TellIfDue();
    }

    /// <summary>The table's rows were undone and are sent again.</summary>
    public void Restart() => (_rows, _tableRows) = (_rows - _tableRows, 0);

    public void EndTable() => Tell();

    void TellIfDue()
    {
        if (clock.Elapsed - _told >= Pause)
            Tell();
    }

    void Tell()
    {
        _told = clock.Elapsed;
        observer?.OnProgress(new RunProgress(_table!.Table.Name, _table.Order, Plan!.Tables.Count, _tableRows, _table.Count, _rows, Plan.TotalRows, _told));
    }
}

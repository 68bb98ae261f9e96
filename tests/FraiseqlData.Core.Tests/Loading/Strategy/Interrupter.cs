using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Loading;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>Does something at the message of that number.</summary>
sealed class Interrupter(int at, Action act) : IRunObserver
{
    const string Kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";

    int _seen;

    public int Seen => _seen;

    /// <summary>Ends the sessions of a database that are in a transaction, or without one cancels the work.</summary>
    public static Interrupter Of(int at, TestDatabase? killed, CancellationTokenSource stop) =>
        new(at, killed is null ? stop.Cancel : () => killed.ScalarAsync<long>(Kill).GetAwaiter().GetResult());

    public void OnProgress(RunProgress progress)
    {
    }

    public void OnVerbose(string message)
    {
        if (_seen++ == at)
            act();
    }

    public void OnWarning(string message)
    {
    }
}

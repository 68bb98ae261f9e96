using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FraiseqlData.Servers;

/// <summary>Stops at the end of the process the servers that nobody has stopped.</summary>
/// <remarks>The one static collection of the engine: the end of a process is an event of the whole process, and whoever started a server may no longer be there to hear it.</remarks>
static class ExitCleanup
{
    static readonly ConcurrentDictionary<ThrowawayServer, byte> Running = new();

    // Since .NET 10 these signals end a process without the event that other ends raise. SIGINT is left alone: at a prompt it ends a command, not the process.
    static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
    ];

    static ExitCleanup() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        StopAll();
        foreach (var signal in Signals)
            signal.Dispose();
    };

    /// <summary>From now on the server is stopped at the process's end.</summary>
    public static void Add(ThrowawayServer server) => Running[server] = 0;

    /// <summary>The server has stopped.</summary>
    public static void Remove(ThrowawayServer server) => _ = Running.TryRemove(server, out _);

    static void OnSignal(PosixSignalContext context)
    {
        // Somebody who cancels the signal ends the process in his own time.
        if (!context.Cancel)
            StopAll();
    }

    static void StopAll() => Parallel.ForEach(Running.Keys, server => server.StopAtExit());
}

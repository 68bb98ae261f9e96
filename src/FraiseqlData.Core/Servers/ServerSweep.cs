using System.Diagnostics;
using System.Globalization;

namespace FraiseqlData.Servers;

/// <summary>Removes the servers of processes that ended without stopping them.</summary>
static class ServerSweep
{
    /// <summary>Ends and deletes every server of the caller whose owner has ended; touches nothing else.</summary>
    /// <param name="account">The account that servers run as, or null for the caller's own.</param>
    /// <param name="cancellation">Stops between two servers.</param>
    public static async Task RunAsync(ServerAccount? account, CancellationToken cancellation)
    {
        foreach (var folder in await ServerFolder.OwnAsync(account, cancellation).ConfigureAwait(false))
        {
            if (folder.Owner() is not { } marker || !marker.Owner.HasEnded())
                continue;
            if (folder.ServerId() is { } id && await RunsFromAsync(id, folder, cancellation).ConfigureAwait(false))
            {
                var control = new ServerBinaries(marker.BinaryDirectory, "").Program("pg_ctl");
                await EndAsync(account, control, id, cancellation).ConfigureAwait(false);
            }
            // Another process may be sweeping too; whoever comes last finds nothing.
            _ = folder.TryDelete();
        }
    }

    /// <summary>Whether the process is a server on exactly that folder, not one that only got the number later.</summary>
    static async Task<bool> RunsFromAsync(int id, ServerFolder folder, CancellationToken cancellation)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return new FileInfo($"/proc/{id}/cwd").LinkTarget == folder.Data;
            if (!OperatingSystem.IsWindows())
            {
                var command = await ServerProgram.RunAsync(
                    null, "ps", ["-o", "command=", "-p", id.ToString(CultureInfo.InvariantCulture)], null, cancellation).ConfigureAwait(false);
                return command.Output.Contains(folder.Data, StringComparison.Ordinal);
            }
            using var process = Process.GetProcessById(id);
            return process.ProcessName.Equals("postgres", StringComparison.OrdinalIgnoreCase)
                && process.StartTime <= File.GetLastWriteTime(Path.Combine(folder.Data, "postmaster.pid")).AddSeconds(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    static async Task EndAsync(ServerAccount? account, string control, int id, CancellationToken cancellation)
    {
        // QUIT lets the server free its shared memory, which killing it would leave behind.
        if (File.Exists(control))
        {
            _ = await ServerProgram.RunAsync(
                account, control, ["kill", "QUIT", id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellation).ConfigureAwait(false);
        }
        for (var wait = 0; wait < 50 && ProcessIdentity.Of(id) is not null; wait++)
            await Task.Delay(100, cancellation).ConfigureAwait(false);
    }
}

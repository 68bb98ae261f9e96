namespace FraiseqlData.Servers;

/// <summary>The throwaway servers that one owner (a session of a shell, a test run) has started.</summary>
public sealed class ServerRegistry : IAsyncDisposable
{
    readonly object _lock = new();
    readonly List<ThrowawayServer> _servers = [];

    /// <summary>The servers that run, in the order in which they were started.</summary>
    public IReadOnlyList<ThrowawayServer> Servers
    {
        get
        {
            lock (_lock)
            {
                _ = _servers.RemoveAll(s => !s.IsRunning);
                return Array.AsReadOnly([.. _servers]);
            }
        }
    }

    /// <summary>Starts a server and remembers it.</summary>
    /// <param name="options">How it is made, or null for the defaults.</param>
    /// <param name="cancellation">Stops the start; nothing is left behind.</param>
    /// <exception cref="Errors.FraiseqlDataException">The server cannot be started; see <see cref="ThrowawayServer.StartAsync"/>.</exception>
    public async Task<ThrowawayServer> StartAsync(ThrowawayServerOptions? options = null, CancellationToken cancellation = default)
    {
        var server = await ThrowawayServer.StartAsync(options, cancellation).ConfigureAwait(false);
        lock (_lock)
            _servers.Add(server);
        return server;
    }

    /// <summary>Stops all servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in Servers)
            await server.DisposeAsync().ConfigureAwait(false);
    }
}

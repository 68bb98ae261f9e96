using System.Globalization;
using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Servers;

/// <summary>A PostgreSQL server of one's own in a temporary folder; it is deleted when it is stopped or the process ends.</summary>
/// <remarks>It listens on this machine only, asks for a random password, and prefers speed to the safety of its data.</remarks>
public sealed class ThrowawayServer : IAsyncDisposable
{
    readonly ServerCluster _cluster;
    readonly string _password;
    int _stopped;

    internal ThrowawayServer(ServerCluster cluster, int processId, FqConnection connection, string password)
    {
        _cluster = cluster;
        _password = password;
        ProcessId = processId;
        Connection = connection;
        StartedAt = DateTimeOffset.Now;
        ExitCleanup.Add(this);
    }

    /// <summary>The server's version, for example <c>15.20</c>.</summary>
    public string Version => _cluster.Binaries.Version;

    /// <summary>The folder of the programs that it runs from.</summary>
    public string BinaryDirectory => _cluster.Binaries.Directory;

    /// <summary>The folder of its data; other programs should leave it alone.</summary>
    public string DataDirectory => _cluster.Folder.Data;

    /// <summary>The address it listens on.</summary>
    public string Host => Connection.Host;

    /// <summary>The port it listens on.</summary>
    public int Port => Connection.Port;

    /// <summary>The id of the server's main process.</summary>
    public int ProcessId { get; }

    /// <summary>When it was ready to take connections.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The connection to its database, as its superuser.</summary>
    public FqConnection Connection { get; }

    /// <summary>Whether it was not stopped yet and its process lives.</summary>
    public bool IsRunning => Volatile.Read(ref _stopped) == 0 && _cluster.Folder.ServerId() == ProcessId && ProcessIdentity.Of(ProcessId) is not null;

    /// <summary>The server in one line: its version and address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {Version} at {Host}:{Port}");

    /// <summary>Makes and starts a server, and removes those that ended processes have left.</summary>
    /// <param name="options">How it is made, or null for the defaults.</param>
    /// <param name="cancellation">Stops the start; nothing is left behind.</param>
    /// <exception cref="FraiseqlDataException"><c>FqServerBinariesNotFound</c>, <c>FqServerAccountNotFound</c> or <c>FqServerStartFailed</c>.</exception>
    public static Task<ThrowawayServer> StartAsync(ThrowawayServerOptions? options = null, CancellationToken cancellation = default) =>
        ServerStart.RunAsync(options ?? new ThrowawayServerOptions(), cancellation);

    /// <summary>The address of its database with the password, for other programs. A method, so that it is shown only where it is asked for.</summary>
    public string GetUri() => string.Create(
        CultureInfo.InvariantCulture, $"postgresql://{Connection.User}:{_password}@{Host}:{Port}/{Uri.EscapeDataString(Connection.Database)}");

    /// <summary>Runs SQL statements in its database; all of them or none take effect, unless they say COMMIT themselves.</summary>
    /// <param name="sql">The statements, without psql's own commands.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FraiseqlDataException">A statement failed.</exception>
    public Task RunScriptAsync(string sql, CancellationToken cancellation = default) => ServerDatabases.ExecuteAsync(Connection, sql, cancellation);

    /// <summary>Stops the server and deletes its data; open sessions are ended. A second call does nothing.</summary>
    /// <param name="cancellation">Gives up waiting; the server is then stopped at the process's end.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        try
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
            await _cluster.StopAsync("fast", cancellation).ConfigureAwait(false);
            await _cluster.Folder.DeleteAsync().ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref _stopped, 0);
            throw;
        }
        ExitCleanup.Remove(this);
    }

    /// <summary>Stops the server and deletes its data.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Stops without waiting for the server to put its data in order: it is deleted anyway, and the process wants to end.</summary>
    internal void StopAtExit()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            _cluster.StopAsync("immediate", patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or FraiseqlDataException or IOException or System.ComponentModel.Win32Exception)
        {
            // What stays is swept by the next start.
            return;
        }
        _ = _cluster.Folder.TryDelete();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FraiseqlData.Connections;
using FraiseqlData.Errors;

namespace FraiseqlData.Servers;

/// <summary>Makes a cluster and starts its server.</summary>
static class ServerStart
{
    // A port that was free a moment ago may be taken by the time the server asks for it.
    const int PortAttempts = 5;

    /// <summary>Starts a server as asked.</summary>
    public static async Task<ThrowawayServer> RunAsync(ThrowawayServerOptions options, CancellationToken cancellation)
    {
        var account = ServerAccount.ForCaller();
        await ServerSweep.RunAsync(account, cancellation).ConfigureAwait(false);
        var binaries = await BinariesAsync(options, cancellation).ConfigureAwait(false);
        var folder = await ServerFolder.CreateAsync(account, binaries, cancellation).ConfigureAwait(false);
        var cluster = new ServerCluster(folder, account, binaries);
        try
        {
            var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            await cluster.InitialiseAsync(password, cancellation).ConfigureAwait(false);
            var port = await StartAsync(cluster, options, cancellation).ConfigureAwait(false);
            var id = folder.ServerId() ?? throw cluster.Failed("it ended as soon as it had started");
            var connection = Connect(port, password);
            if (options.Database != connection.Database)
            {
                await ServerDatabases.CreateAsync(connection, options.Database, cancellation).ConfigureAwait(false);
                await connection.DisposeAsync().ConfigureAwait(false);
                connection = connection.WithDatabase(options.Database);
            }
            return new ThrowawayServer(cluster, id, connection, password);
        }
        catch
        {
            await cluster.StopAsync("immediate", CancellationToken.None).ConfigureAwait(false);
            await folder.DeleteAsync().ConfigureAwait(false);
            throw;
        }
    }

    static async Task<ServerBinaries> BinariesAsync(ThrowawayServerOptions options, CancellationToken cancellation)
    {
        // Somebody who names a folder wants that one and no other.
        if ((options.BinaryDirectory ?? Environment.GetEnvironmentVariable("FQ_PGBIN")) is not { Length: > 0 } directory)
        {
            return await ServerBinaries.FindAsync(BinaryPlaces.All(), options.MajorVersion, cancellation).ConfigureAwait(false)
                ?? await ServerDownload.GetAsync(options.MajorVersion, cancellation).ConfigureAwait(false);
        }
        return await ServerBinaries.FindAsync([directory], options.MajorVersion, cancellation).ConfigureAwait(false)
            ?? throw new FraiseqlDataException(
                "FqServerBinariesNotFound",
                ErrorKind.NotFound,
                $"There are no server programs (initdb, postgres, pg_ctl) of PostgreSQL {(options.MajorVersion is { } major ? major : $"{ServerBinaries.OldestVersion} or later")} in '{directory}'.",
                "Set FQ_PGBIN to the folder that holds them, or to nothing to have them looked for.",
                directory);
    }

    static async Task<int> StartAsync(ServerCluster cluster, ThrowawayServerOptions options, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port ?? FreePort();
            await cluster.ConfigureAsync(port, options.Settings, cancellation).ConfigureAwait(false);
            var answer = await cluster.StartAsync(cancellation).ConfigureAwait(false);
            if (answer.ExitCode == 0)
                return port;
            if (options.Port is not null || attempt == PortAttempts || !cluster.LogText().Contains("Address already in use", StringComparison.Ordinal))
                throw cluster.Failed($"pg_ctl ended with code {answer.ExitCode}");
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Nothing of the environment is taken: it speaks of the user's own servers. Npgsql itself reads what is not set, so it is set.</summary>
    static FqConnection Connect(int port, string password)
    {
        var settings = new ConnectionSettings()
            .With("host", "127.0.0.1")
            .With("port", port.ToString(CultureInfo.InvariantCulture))
            .With("dbname", "postgres")
            .With("user", ServerCluster.Superuser)
            .With("password", password)
            .With("sslmode", "disable")
            .With("gssencmode", "disable")
            .With("require_auth", "scram-sha-256")
            .With("options", " ");
        var bare = new ConnectionEnvironment { Variable = _ => null, ReadFile = _ => null, Exists = _ => false, UserName = ServerCluster.Superuser };
        return new ConnectionResolver(bare).Resolve(settings, "throwaway server");
    }
}

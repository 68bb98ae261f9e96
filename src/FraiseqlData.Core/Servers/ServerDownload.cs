using FraiseqlData.Errors;
using MysticMind.PostgresEmbed;

namespace FraiseqlData.Servers;

/// <summary>Gets server programs where none are installed.</summary>
static class ServerDownload
{
    const int DefaultMajorVersion = 17;

    /// <summary>Downloads the programs, or takes them from the cache of an earlier download.</summary>
    /// <param name="majorVersion">The major version wanted, or null for the default.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="FraiseqlDataException"><c>FqServerBinariesNotFound</c>: nothing is installed and nothing could be downloaded.</exception>
    public static async Task<ServerBinaries> GetAsync(int? majorVersion, CancellationToken cancellation)
    {
        var version = majorVersion ?? DefaultMajorVersion;
        Exception? cause = null;
        try
        {
            var server = new PgServer(new PgServerOptions
            {
                PgVersion = version.ToString(System.Globalization.CultureInfo.InvariantCulture),
                BinariesDir = Cache(),
                DbDir = Cache(),
                DownloadRetryCount = 1,
            });
            await using (server.ConfigureAwait(false))
            {
                await server.InstallAsync(cancellation).ConfigureAwait(false);
                if (await ServerBinaries.FindAsync([server.PgBinDir], null, cancellation).ConfigureAwait(false) is { } found)
                    return found;
            }
        }
        catch (Exception e) when (e is PostgresEmbedException or HttpRequestException or IOException or UnauthorizedAccessException
            or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            cause = e;
        }
        throw NotFound(version, cause);
    }

    static FraiseqlDataException NotFound(int version, Exception? cause) => new(
        "FqServerBinariesNotFound",
        ErrorKind.NotFound,
        $"No PostgreSQL server programs (initdb, postgres, pg_ctl) were found, and PostgreSQL {version} could not be downloaded"
            + (cause is null ? "." : $": {cause.GetBaseException().Message.TrimEnd('.')}."),
        "Install PostgreSQL 14 or later, or set FQ_PGBIN to the folder that holds initdb and postgres.",
        null,
        cause);

    /// <summary>A folder that outlives the process; root's is one that the server's account can read and nobody else can write.</summary>
    static string Cache() =>
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            ? "/var/cache/fraiseqldata"
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "FraiseqlData", "postgres");
}

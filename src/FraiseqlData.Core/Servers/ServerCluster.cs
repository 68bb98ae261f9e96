using System.Globalization;
using System.Text;
using FraiseqlData.Errors;

namespace FraiseqlData.Servers;

/// <summary>A cluster of PostgreSQL in a folder of its own, and what is done to it with PostgreSQL's programs.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Account">The account that the server runs as, or null for the caller's.</param>
/// <param name="Binaries">The programs.</param>
sealed record ServerCluster(ServerFolder Folder, ServerAccount? Account, ServerBinaries Binaries)
{
    /// <summary>The role that initdb makes.</summary>
    public const string Superuser = "postgres";

    /// <summary>Makes the cluster; every role has to give a password, since other users of the machine can reach the port.</summary>
    public async Task InitialiseAsync(string password, CancellationToken cancellation)
    {
        var passwordFile = Path.Combine(Folder.Path, "password");
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(passwordFile, file))
            await writer.WriteAsync(password).ConfigureAwait(false);
        if (Account is not null)
            _ = await ServerProgram.RunAsync(null, "chown", [Account.Name, passwordFile], null, cancellation).ConfigureAwait(false);

        var answer = await ServerProgram.RunAsync(
            Account,
            Binaries.Program("initdb"),
            [
                "--pgdata=" + Folder.Data,
                "--username=" + Superuser,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The only UTF-8 locale that every Linux has; elsewhere it may be missing.
                OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C",
                "--no-sync",
                "--no-instructions",
            ],
            Folder.Data,
            cancellation).ConfigureAwait(false);
        File.Delete(passwordFile);
        if (answer.ExitCode != 0)
            throw Failed($"initdb ended with code {answer.ExitCode}: {answer.Output}");
    }

    /// <summary>Writes the server's settings; the last value of each counts, so that this may be done again.</summary>
    public async Task ConfigureAsync(int port, IReadOnlyDictionary<string, string> more, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        void Set(string name, string value) => text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        Set("listen_addresses", "127.0.0.1");
        Set("port", port.ToString(CultureInfo.InvariantCulture));
        Set("unix_socket_directories", Folder.Socket ?? "");
        Set("unix_socket_permissions", "0700");
        Set("fsync", "off");
        Set("synchronous_commit", "off");
        Set("full_page_writes", "off");
        Set("max_connections", "100");
        Set("shared_buffers", "128MB");
        Set("max_wal_size", "4GB");
        Set("log_min_messages", "warning");
        foreach (var (name, value) in more.OrderBy(s => s.Key, StringComparer.Ordinal))
            Set(name, value);
        await File.AppendAllTextAsync(Path.Combine(Folder.Data, "postgresql.conf"), text.ToString(), cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts the server in a session of its own (a Ctrl+C at the terminal is not for it) and waits until it takes connections.</summary>
    public Task<ProgramAnswer> StartAsync(CancellationToken cancellation) =>
        Control(["start", "--wait", "--timeout=60", "--silent", "--log=" + Folder.Log], cancellation);

    /// <summary>Stops the server, if it runs, and waits for its end.</summary>
    /// <param name="mode">How pg_ctl stops it: fast or immediate.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task StopAsync(string mode, CancellationToken cancellation)
    {
        if (Folder.ServerId() is null)
            return;
        var answer = await Control(["stop", "--wait", "--timeout=60", "--silent", "--mode=" + mode], cancellation).ConfigureAwait(false);
        if (answer.ExitCode != 0 && Folder.ServerId() is { } id && ProcessIdentity.Of(id) is not null)
        {
            throw new FraiseqlDataException(
                "FqServerStopFailed",
                ErrorKind.InvalidOperation,
                $"The throwaway server in {Folder.Data} does not stop: {answer.Output}",
                $"End process {id}; its folder is deleted at the next start.",
                Folder.Data);
        }
    }

    /// <summary>The error of a server that does not start, with the last lines of its log.</summary>
    public FraiseqlDataException Failed(string reason)
    {
        var log = LogText().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(5);
        return new FraiseqlDataException(
            "FqServerStartFailed",
            ErrorKind.InvalidOperation,
            $"The throwaway server (PostgreSQL {Binaries.Version} from {Binaries.Directory}) did not start: {reason}. {string.Join(" ", log)}".TrimEnd(),
            "Check that the installation is whole and the temporary folder has space; FQ_PGBIN names another installation.",
            Binaries.Directory);
    }

    /// <summary>What the server has logged.</summary>
    public string LogText()
    {
        try
        {
            using var log = new StreamReader(new FileStream(Folder.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return log.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    Task<ProgramAnswer> Control(string[] arguments, CancellationToken cancellation) =>
        ServerProgram.RunAsync(Account, Binaries.Program("pg_ctl"), [.. arguments, "--pgdata=" + Folder.Data], Folder.Data, cancellation);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace FraiseqlData.Servers;

/// <summary>The temporary folder of one throwaway server: the marker of who owns it, the data, the socket and the log.</summary>
/// <param name="Path">The folder's path.</param>
sealed record ServerFolder(string Path)
{
    /// <summary>What the names of all these folders begin with.</summary>
    public const string Prefix = "fraiseqldata-pg-";

    const string MarkerName = "owner.json";

    // The longest name of a socket that every Unix takes, less ".s.PGSQL.65535".
    const int LongestSocketFolder = 103 - 15;

    /// <summary>The cluster's folder.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>The server's log.</summary>
    public string Log => System.IO.Path.Combine(Path, "data", "server.log");

    /// <summary>The folder of the Unix socket, or null where there is none.</summary>
    public string? Socket => OperatingSystem.IsWindows() || Data.Length > LongestSocketFolder ? null : Data;

    /// <summary>The id of the server that runs from this folder by its own account, or null.</summary>
    public int? ServerId()
    {
        try
        {
            var lines = File.ReadAllLines(System.IO.Path.Combine(Data, "postmaster.pid"));
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a new folder that this process owns; the data's part belongs to the account that runs the server.</summary>
    /// <param name="account">The account that runs the server, or null for the caller's.</param>
    /// <param name="binaries">The programs that the server runs from.</param>
    /// <param name="cancellation">Asked only before the first step, so that no folder is left half made.</param>
    public static async Task<ServerFolder> CreateAsync(ServerAccount? account, ServerBinaries binaries, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var name = Prefix + Convert.ToHexString(RandomNumberGenerator.GetBytes(5)).ToLowerInvariant();
        var folder = new ServerFolder(System.IO.Path.Combine(Root(account), name));
        // Others may pass through to the data, which its own account protects, but neither list nor write.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | (account is null ? UnixFileMode.None : UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Make(folder.Path, mode);
        var marker = new Marker(ProcessIdentity.Current(), binaries.Directory);
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(folder.Path, MarkerName), JsonSerializer.Serialize(marker), CancellationToken.None).ConfigureAwait(false);
        Make(folder.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (account is not null)
            _ = await ServerProgram.RunAsync(null, "chown", [account.Name, folder.Data], null, CancellationToken.None).ConfigureAwait(false);
        return folder;
    }

    /// <summary>The folders of this kind that the caller made, now or in earlier processes.</summary>
    public static async Task<IReadOnlyList<ServerFolder>> OwnAsync(ServerAccount? account, CancellationToken cancellation)
    {
        var root = Root(account);
        if (OperatingSystem.IsWindows())
            return [.. Directory.EnumerateDirectories(root, Prefix + "*").Select(d => new ServerFolder(d))];
        // In a temporary folder that all users share, a marker is to be believed only where the caller itself wrote it.
        string[] question = [root, "-maxdepth", "1", "-type", "d", "-name", Prefix + "*", "-user", Environment.UserName];
        ProgramAnswer answer;
        try
        {
            answer = await ServerProgram.RunAsync(null, "find", question, null, cancellation).ConfigureAwait(false);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A system without find is swept by its own means.
            return [];
        }
        return [.. answer.Output.Split('\n').Where(l => System.IO.Path.GetFileName(l).StartsWith(Prefix, StringComparison.Ordinal))
            .Select(l => new ServerFolder(l.Trim()))];
    }

    /// <summary>Who owns the folder, or null where the marker cannot be read (yet).</summary>
    public Marker? Owner()
    {
        try
        {
            return JsonSerializer.Deserialize<Marker>(File.ReadAllText(System.IO.Path.Combine(Path, MarkerName)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Deletes the folder; on Windows files may be held for a moment after the server's end.</summary>
    public async Task DeleteAsync()
    {
        for (var attempt = 0; !TryDelete() && attempt < 20; attempt++)
            await Task.Delay(100).ConfigureAwait(false);
    }

    /// <summary>Deletes the folder if that is possible now.</summary>
    public bool TryDelete()
    {
        try
        {
            // The marker goes last: what cannot be deleted now can then be found again.
            foreach (var path in new[] { Data, Path })
            {
                if (Directory.Exists(path))
                    Directory.Delete(path, recursive: true);
            }
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static string Root(ServerAccount? account)
    {
        var temp = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath());
        // The other account must be able to pass through every folder above.
        return account is null || Reachable(temp) ? temp : "/tmp";
    }

    static bool Reachable(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    static void Make(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            _ = Directory.CreateDirectory(path);
        else
            // The mode is set again since the caller's umask takes from the first.
            File.SetUnixFileMode(Directory.CreateDirectory(path, mode).FullName, mode);
    }

    /// <summary>What the marker says.</summary>
    /// <param name="Owner">The process that started the server.</param>
    /// <param name="BinaryDirectory">The programs that the server runs from.</param>
    internal sealed record Marker(ProcessIdentity Owner, string BinaryDirectory);
}

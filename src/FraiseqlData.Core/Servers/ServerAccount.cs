using FraiseqlData.Errors;

namespace FraiseqlData.Servers;

/// <summary>The unprivileged account that runs the server when the caller is root, whom PostgreSQL refuses.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="Prefix">What goes before a command to run it as that account.</param>
sealed record ServerAccount(string Name, IReadOnlyList<string> Prefix)
{
    static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>Null where the caller can run the server itself.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqServerAccountNotFound</c>: the caller is root and there is no way to be less.</exception>
    public static ServerAccount? ForCaller()
    {
        // On Windows pg_ctl gives up an administrator's privileges by itself.
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return null;
        var accounts = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").Select(l => l.Split(':')).Where(f => f.Length > 3).ToList() : [];
        foreach (var name in Candidates)
        {
            if (accounts.FirstOrDefault(a => a[0] == name) is { } account && Prefixes(account).FirstOrDefault(p => File.Exists(p[0])) is { } prefix)
                return new ServerAccount(name, prefix);
        }
        throw new FraiseqlDataException(
            "FqServerAccountNotFound",
            ErrorKind.InvalidOperation,
            "PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' with setpriv, runuser or su to run it as.",
            "Start the server as an ordinary user.");
    }

    static IEnumerable<string[]> Prefixes(string[] account)
    {
        foreach (var folder in new[] { "/usr/bin", "/bin", "/usr/sbin", "/sbin" })
        {
            // util-linux's setpriv; busybox has one of that name that knows no accounts, but it is a link.
            if (new FileInfo($"{folder}/setpriv").LinkTarget is null)
                yield return [$"{folder}/setpriv", "--reuid=" + account[2], "--regid=" + account[3], "--clear-groups", "--"];
            yield return [$"{folder}/runuser", "-u", account[0], "--"];
        }
        foreach (var folder in new[] { "/usr/bin", "/bin" })
            yield return [$"{folder}/su", account[0], "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"];
    }
}

namespace FraiseqlData.Servers;

/// <summary>Where PostgreSQL's server programs are usually installed.</summary>
static class BinaryPlaces
{
    // A star stands for one folder's name; it is the version, or the version follows in it.
    static readonly string[] Unix =
    [
        "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
        "/usr/pgsql-*/bin", // Red Hat and SUSE with PostgreSQL's own packages
        "/usr/lib/postgresql*/bin", // SUSE, Alpine
        "/usr/libexec/postgresql*", // Alpine
        "/usr/local/pgsql/bin", // from source
        "/opt/postgresql/*/bin",
    ];

    static readonly string[] Mac =
    [
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin",
        "/opt/homebrew/opt/postgresql/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "/Library/PostgreSQL/*/bin",
        "/opt/local/lib/postgresql*/bin",
    ];

    /// <summary>The folders of PATH and the usual places of this system, newest version first.</summary>
    public static IEnumerable<string> All()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        string[] patterns = OperatingSystem.IsWindows() ? [.. Windows()] : OperatingSystem.IsMacOS() ? Mac : Unix;
        foreach (var folder in patterns.SelectMany(Expand))
            yield return folder;
    }

    /// <summary>The folders that a pattern with one star matches, the highest version first.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Directory.Exists(pattern) ? [pattern] : [];
        var start = pattern.LastIndexOfAny(['/', '\\'], star);
        var end = pattern.IndexOfAny(['/', '\\'], star) is var e and >= 0 ? e : pattern.Length;
        var parent = pattern[..start];
        if (!Directory.Exists(parent))
            return [];
        return Directory.EnumerateDirectories(parent, pattern[(start + 1)..end])
            .OrderByDescending(Version).ThenBy(d => d, StringComparer.Ordinal)
            .Select(d => d + pattern[end..])
            .Where(Directory.Exists);
    }

    static IEnumerable<string> Windows() =>
        new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86 }
            .Select(Environment.GetFolderPath)
            .Where(f => f.Length > 0)
            .Select(f => f + @"\PostgreSQL\*\bin");

    static Version Version(string folder)
    {
        var digits = string.Concat(Path.GetFileName(folder).Select(c => char.IsAsciiDigit(c) || c == '.' ? c : ' ')).Trim().Trim('.');
        var text = digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0";
        return System.Version.TryParse(text, out var version) ? version : new Version(0, 0);
    }
}

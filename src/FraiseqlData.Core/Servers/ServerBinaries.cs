using System.Globalization;
using System.Text.RegularExpressions;

namespace FraiseqlData.Servers;

/// <summary>An installation of PostgreSQL's server programs.</summary>
/// <param name="Directory">The folder that holds initdb, postgres and pg_ctl, links resolved.</param>
/// <param name="Version">What <c>postgres --version</c> says of itself, for example <c>15.20</c>.</param>
sealed partial record ServerBinaries(string Directory, string Version)
{
    /// <summary>The oldest major version that is supported.</summary>
    public const int OldestVersion = 14;

    /// <summary>The major version, for example 15.</summary>
    public int MajorVersion => int.Parse(LeadingDigits().Match(Version).Value, CultureInfo.InvariantCulture);

    /// <summary>The path of one of the programs.</summary>
    public string Program(string name) => Path.Combine(Directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The first usable installation among the folders; null where there is none.</summary>
    /// <param name="folders">Where to look, in order.</param>
    /// <param name="majorVersion">The major version wanted, or null for any that is supported.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<ServerBinaries?> FindAsync(IEnumerable<string> folders, int? majorVersion, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (Resolve(folder) is { } directory && seen.Add(directory)
                && await AtAsync(directory, cancellation).ConfigureAwait(false) is { } found
                && (majorVersion is { } wanted ? found.MajorVersion == wanted : found.MajorVersion >= OldestVersion))
            {
                return found;
            }
        }
        return null;
    }

    /// <summary>The installation in exactly that folder, or null where it is none that runs.</summary>
    public static async Task<ServerBinaries?> AtAsync(string directory, CancellationToken cancellation)
    {
        var binaries = new ServerBinaries(directory, "");
        if (!Complete(directory))
            return null;
        try
        {
            var answer = await ServerProgram.RunAsync(null, binaries.Program("postgres"), ["--version"], null, cancellation).ConfigureAwait(false);
            var version = VersionNumber().Match(answer.Output);
            return answer.ExitCode == 0 && version.Success ? binaries with { Version = version.Value } : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A program for another machine, or one that may not be run.
            return null;
        }
    }

    /// <summary>The folder where the server programs really are: distributions put links or wrappers of only some of them on PATH.</summary>
    static string? Resolve(string folder)
    {
        if (Complete(folder) && !IsLink(folder, "postgres"))
            return folder;
        foreach (var name in new[] { "postgres", "initdb", "pg_ctl" })
        {
            var file = Path.Combine(folder, name);
            try
            {
                if (File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName is { } target
                    && Path.GetDirectoryName(target) is { } home && Complete(home))
                {
                    return home;
                }
            }
            catch (IOException)
            {
                // A circle of links is no installation.
            }
        }
        return null;
    }

    static bool IsLink(string folder, string name) => new FileInfo(Path.Combine(folder, name)).LinkTarget is not null;

    static bool Complete(string folder)
    {
        var binaries = new ServerBinaries(folder, "");
        return File.Exists(binaries.Program("initdb")) && File.Exists(binaries.Program("postgres")) && File.Exists(binaries.Program("pg_ctl"));
    }

    [GeneratedRegex(@"\d+(\.\d+)*(beta\d+|rc\d+|devel)?")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"^\d+")]
    private static partial Regex LeadingDigits();
}

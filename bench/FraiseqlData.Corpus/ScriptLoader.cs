using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FraiseqlData.Servers;

namespace FraiseqlData.Corpus;

/// <summary>Runs a script with psql and collects what it reports: a statement that fails does not stop the others.</summary>
public sealed partial class ScriptLoader(ThrowawayServer server)
{
    /// <summary>Runs a script.</summary>
    /// <param name="script">The script's file.</param>
    /// <param name="database">The database it is run in.</param>
    /// <returns>The errors, each with its line.</returns>
    public async Task<IReadOnlyList<string>> LoadAsync(string script, string database)
    {
        var start = new ProcessStartInfo(Psql(), ["-X", "-q", "-f", Path.GetFullPath(script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Connection.User;
        start.Environment["PGPASSWORD"] = ServerAddress.Password(server);
        start.Environment["PGDATABASE"] = database;
        start.Environment["LC_MESSAGES"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        _ = await output;
        await process.WaitForExitAsync();
        return Errors(errors);
    }

    /// <summary>The errors in what psql wrote, without the file's name.</summary>
    public static IReadOnlyList<string> Errors(string output) =>
        [.. ErrorLine().Matches(output).Select(m => $"line {m.Groups["line"].Value}: {m.Groups["text"].Value.Trim()}")];

    string Psql()
    {
        var beside = Path.Combine(server.BinaryDirectory, "psql");
        return File.Exists(beside) ? beside : "psql";
    }

    [GeneratedRegex("""^psql:.*?:(?<line>\d+): (?:ERROR|FATAL|error):\s+(?<text>.*)$""", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}

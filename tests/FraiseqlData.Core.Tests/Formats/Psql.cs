using System.Diagnostics;
using FraiseqlData.Core.Tests.Infrastructure;
using Xunit;

namespace FraiseqlData.Core.Tests.Formats;

/// <summary>The real psql, from beside the server's programs or from PATH.</summary>
static class Psql
{
    /// <summary>Runs a script; skips the test where there is no psql, and fails it in CI.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(TestDatabase database, string script, params string[] arguments)
    {
        var server = await PostgresServer.GetAsync();
        var name = OperatingSystem.IsWindows() ? "psql.exe" : "psql";
        string[] folders = [server.BinaryDirectory, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        if (folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists) is not { } program)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "There is no psql.");
            Assert.Fail("psql is missing.");
            return default;
        }
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
            return await RunFileAsync(server.GetUri(), program, database.Connection.Database, file, arguments);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static async Task<(int ExitCode, string Output)> RunFileAsync(string uri, string program, string database, string file, string[] arguments)
    {
        var address = new UriBuilder(uri) { Path = database };
        var start = new ProcessStartInfo(program, ["--no-psqlrc", "--quiet", "--file", file, .. arguments, address.Uri.AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}

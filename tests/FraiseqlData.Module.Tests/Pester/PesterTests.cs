using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Pester;

/// <summary>Runs the suite in tests/Pester through pwsh, where both are found.</summary>
public sealed class PesterTests(TestServer server)
{
    const int NoPester = 3;

    static string Folder { get; } = Path.Combine(PackagedModule.TopLevel, "tests", "Pester");

    [Fact]
    public async Task Suite_passes_and_leaves_no_server()
    {
        // Skips where there is no PostgreSQL; the suite's own servers come from the same programs.
        _ = server.CreateDatabase();
        var report = Path.Combine(Path.GetTempPath(), $"fraiseqldata-pester-{Guid.NewGuid():N}.json");
        try
        {
            await RunAsync(report, TestContext.Current.CancellationToken);

            var suite = JsonSerializer.Deserialize<Suite>(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))!;
            suite.Errors.ShouldBeEmpty();
            suite.Tests.Where(t => t.Result != "Passed").Select(t => $"{t.Name}: {t.Result}: {t.Message}").ShouldBeEmpty();
            suite.Tests.Select(t => t.File).Distinct().Order(StringComparer.Ordinal)
                .ShouldBe(Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
            suite.ServersLeft.ShouldBe(0);
        }
        finally
        {
            File.Delete(report);
        }
    }

    static async Task RunAsync(string report, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-File", Path.Combine(Folder, "run.ps1"), "-ReportPath", report])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process pwsh;
        try
        {
            pwsh = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("pwsh is not found on PATH.");
            return;
        }
        using (pwsh)
        {
            pwsh.StandardInput.Close();
            try
            {
                var output = await Task.WhenAll(pwsh.StandardOutput.ReadToEndAsync(cancellation), pwsh.StandardError.ReadToEndAsync(cancellation));
                await pwsh.WaitForExitAsync(cancellation);
                if (pwsh.ExitCode == NoPester)
                    Assert.Skip(output[0].Trim());
                pwsh.ExitCode.ShouldBe(0, string.Join('\n', output));
            }
            finally
            {
                if (!pwsh.HasExited)
                    pwsh.Kill(entireProcessTree: true);
            }
        }
    }

    sealed record Suite(string[] Errors, int ServersLeft, Test[] Tests);

    sealed record Test(string File, string Name, string Result, string? Message);
}

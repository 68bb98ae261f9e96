using System.Diagnostics;
using System.Text;

namespace FraiseqlData.Servers;

/// <summary>What a program said and how it ended.</summary>
readonly record struct ProgramAnswer(int ExitCode, string Output);

/// <summary>Runs PostgreSQL's programs, as another account where need be.</summary>
static class ServerProgram
{
    /// <summary>Runs a program to its end and collects what it prints.</summary>
    /// <param name="account">The account to run as; null runs as the caller.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="folder">The folder to run in, or null for the caller's.</param>
    /// <param name="cancellation">Ends the program.</param>
    public static async Task<ProgramAnswer> RunAsync(
        ServerAccount? account, string program, IReadOnlyList<string> arguments, string? folder, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = Start(account, program, arguments, folder) };
        var output = new StringBuilder();
        void Add(object _, DataReceivedEventArgs line)
        {
            lock (output)
                _ = output.AppendLine(line.Data);
        }
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        _ = process.Start();
        if (process.StartInfo.RedirectStandardOutput)
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        lock (output)
            return new ProgramAnswer(process.ExitCode, output.ToString().Trim());
    }

    static ProcessStartInfo Start(ServerAccount? account, string program, IReadOnlyList<string> arguments, string? folder)
    {
        // On Windows the server that pg_ctl starts would inherit the pipes and keep them open as long as it lives.
        var leavesServer = OperatingSystem.IsWindows() && arguments.Contains("start");
        string[] command = [.. account?.Prefix ?? [], program, .. arguments];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = !leavesServer,
            RedirectStandardError = !leavesServer,
            RedirectStandardInput = false,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        // libpq's variables are for the user's own servers, and messages are read here.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            _ = start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}

using System.Diagnostics;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>Seeders of Node that are installed for the occasion, in a folder that later runs find again.</summary>
sealed class Peers
{
    static readonly string[] Packages = ["drizzle-seed@0.3.1", "drizzle-orm", "pg", "seedcoherent@0.20.0"];
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    // More of them only make these slower.
    const long MostRows = 100_000;

    readonly string _folder;

    Peers(string folder) => _folder = folder;

    public IReadOnlyList<Contestant> Contestants => [Of("drizzle-seed 0.3.1", DrizzleCommand), Of("seedcoherent 0.20.0", CoherentCommand)];

    /// <summary>Null, with a word about it, where there is no Node or the packages are not to be had.</summary>
    public static async Task<Peers?> InstallAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "fraiseqldata-peers");
        try
        {
            _ = Directory.CreateDirectory(folder);
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "seedcoherent")))
                await RunAsync(folder, ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", .. Packages]);
            File.Copy(Path.Combine(Program.TopLevel, "bench", "FraiseqlData.Benchmarks", "Load", "drizzle.mjs"), Path.Combine(folder, "drizzle.mjs"), overwrite: true);
            return new Peers(folder);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            Console.WriteLine($"Peers are left out: {e.Message}");
            return null;
        }
    }

    string[] DrizzleCommand(Arena arena) => ["node", Path.Combine(_folder, "drizzle.mjs"), arena.Uri, arena.Subject.Peers!, .. Tables(arena).Select(t => FormattableString.Invariant($"{t.Rows}"))];

    string[] CoherentCommand(Arena arena) =>
        ["node", Path.Combine(_folder, "node_modules", "seedcoherent", "dist", "cli.js"), arena.Uri, "--seed", "42", "--rows", .. Tables(arena).Select(t => FormattableString.Invariant($"{t.Table}={t.Rows}"))];

    Contestant Of(string name, Func<Arena, string[]> command) => new(name, async arena =>
    {
        var (cpu, peak) = (TimeSpan.Zero, 0L);
        var sample = await arena.MeasureAsync(name, Tables(arena).Sum(t => t.Rows), client: 0, () => RunAsync(_folder, command(arena), id =>
            (cpu, peak) = (Max(cpu, ProcessMeter.Cpu(id)), Math.Max(peak, ProcessMeter.Peak(id)))));
        foreach (var (table, rows) in Tables(arena))
        {
            var found = await arena.ScalarAsync<long>($"SELECT count(*) FROM {table}");
            if (found != rows)
                throw new InvalidOperationException($"{name} put {found} of {rows} rows into {table}.");
        }
        return [sample with { ClientCpu = cpu, PeakBytes = peak }];
    });

    static IEnumerable<(string Table, long Rows)> Tables(Arena arena) => arena.Subject.Tables.Select(t => (t.Table, Math.Min(t.Rows, MostRows)));

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    static async Task RunAsync(string folder, string[] command, Action<int>? watch = null)
    {
        var start = new ProcessStartInfo(command[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var end = process.WaitForExitAsync();
        for (var clock = Stopwatch.StartNew(); !end.IsCompleted; _ = await Task.WhenAny(end, Task.Delay(20)))
        {
            watch?.Invoke(process.Id);
            if (clock.Elapsed > Patience)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{command[0]} {command[1]} took too long.");
            }
        }
        await end;
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with code {process.ExitCode}: {(await error).Trim()} {(await output).Trim()}");
    }
}

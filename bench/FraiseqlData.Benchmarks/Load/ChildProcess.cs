using System.Diagnostics;
using FraiseqlData.Connections;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>
/// The engine and its cmdlets in processes of their own, so that the start counts and memory is theirs alone. For each line on its input such a
/// process carries the plan out once and answers with a line; the first run is measured from the process' start, and one of those that come when
/// the runtime has compiled the code for good.
/// </summary>
static class ChildProcess
{
    const string Done = "done";

    // Until then code is compiled anew, as often run, beside the rows.
    const int UntilWarm = 3;

    static string TopLevel => Program.TopLevel;

    /// <summary>The engine, called directly.</summary>
    public static Contestant Engine(string name, string strategy) => new(name, arena => RunAsync(
        arena, name, [Environment.ProcessPath!, .. Prefix, "load-child", arena.Uri, strategy, .. arena.Subject.Tables.Select(t => FormattableString.Invariant($"{t.Table}={t.Rows}"))]));

    /// <summary>The cmdlets, in a runspace that the command line hosts.</summary>
    public static Contestant Cmdlets(string name) => new(name, arena =>
    {
        var adds = string.Concat(arena.Subject.Tables.Select(t => FormattableString.Invariant($" | Add-FqTable {t.Table} -Count {t.Rows}")));
        var script = $"while ([Console]::In.ReadLine()) {{ $null = New-FqSeedPlan -Connection '{arena.Uri}'{adds} | Invoke-FqSeed; [Console]::Out.WriteLine('{Done}') }}";
        var tool = Path.Combine(TopLevel, "src", "FraiseqlData.Cli", "bin", Program.Configuration, "net10.0", "fraiseql-data.dll");
        return RunAsync(arena, name, ["dotnet", tool, "run", script]);
    });

    // Under "dotnet program.dll" the process is dotnet's.
    static string[] Prefix => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];

    static async Task<IReadOnlyList<Sample>> RunAsync(Arena arena, string name, IReadOnlyList<string> command)
    {
        Process? process = null;
        try
        {
            var cold = await arena.MeasureAsync(name + ", cold process", arena.Subject.Rows, client: 0, async () =>
            {
                process = Start(command);
                await OrderAsync(process);
            });
            cold = cold with { ClientCpu = ProcessMeter.Cpu(process!.Id), PeakBytes = ProcessMeter.Peak(process.Id) };
            for (var run = 0; run < UntilWarm; run++)
            {
                await arena.ResetAsync();
                await OrderAsync(process);
            }
            await arena.ResetAsync();
            var warm = await arena.MeasureAsync(name, arena.Subject.Rows, process.Id, () => OrderAsync(process));
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return [cold, warm];
        }
        finally
        {
            if (process is { HasExited: false })
                process.Kill(entireProcessTree: true);
            process?.Dispose();
        }
    }

    static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    static async Task OrderAsync(Process process)
    {
        await process.StandardInput.WriteLineAsync("go");
        await process.StandardInput.FlushAsync();
        if (await process.StandardOutput.ReadLineAsync() is not Done)
            throw new InvalidOperationException("The process that was measured failed; its messages are above.");
    }

    /// <summary>What the child does: <c>load-child URI STRATEGY TABLE=ROWS...</c>.</summary>
    public static async Task ServeAsync(string uri, string strategy, IEnumerable<string> tables)
    {
        var connection = FqConnection.Parse(uri);
        var plan = tables.Select(t => t.Split('=')).Aggregate(
            SeedPlan.Create(connection, new PlanOptions { LoadStrategy = Enum.Parse<LoadStrategy>(strategy) }), (p, t) => p.Add(t[0], long.Parse(t[1])));
        while (await Console.In.ReadLineAsync() is not null)
        {
            _ = await SeedEngine.InvokeAsync(plan, options: new RunOptions());
            Console.WriteLine(Done);
        }
    }
}

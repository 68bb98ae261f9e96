using System.Diagnostics;
using FraiseqlData.Planning;

namespace FraiseqlData.Benchmarks;

/// <summary>How long a whole run takes in a process that is warm: reading the schema, planning, loading, reading back, commit.</summary>
static class LoadBenchmark
{
    const int Runs = 7;

    public static async Task RunAsync(int rows)
    {
        await using var server = await UserTable.StartAsync();
        var plan = SeedPlan.Create(server.Connection).Add("tb_user", rows);
        var clock = Stopwatch.StartNew();
        _ = await SeedEngine.InvokeAsync(plan);
        Console.WriteLine($"first run in the process: {clock.Elapsed.TotalMilliseconds:0.0} ms");
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            await server.RunScriptAsync("TRUNCATE tb_user RESTART IDENTITY");
            clock.Restart();
            _ = await SeedEngine.InvokeAsync(plan);
            times.Add(clock.Elapsed);
        }
        Report.Print($"{rows} rows into tb_user", times, $", {rows / Report.Median(times).TotalSeconds:0} rows/s");
    }
}

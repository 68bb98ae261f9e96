using System.Diagnostics;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks;

/// <summary>How long a small run takes in a process that has made some before: five tables of the project's sample, ten rows each, as a test would seed them.</summary>
static class SmallBenchmark
{
    const int Warm = 100;
    const int Runs = 200;

    public static async Task RunAsync()
    {
        await using var server = await ThrowawayServer.StartAsync();
        await server.RunScriptAsync(await File.ReadAllTextAsync(Path.Combine(Program.TopLevel, "samples", "fraiseql-sample.sql")));
        string[] tables = ["tb_manufacturer", "tb_model", "tb_organization", "tb_location", "tb_machine"];
        var (times, processor) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = -Warm; run < Runs; run++)
        {
            var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var plan = SeedPlan.Create(server.Connection);
            foreach (var table in tables)
                plan = await SeedEngine.AddAsync(plan, new PlanEntry { Pattern = table, Count = 10 });
            _ = await SeedEngine.InvokeAsync(plan);
            if (run < 0)
                continue;
            times.Add(clock.Elapsed);
            processor.Add(Environment.CpuUsage.TotalTime - before);
        }
        Report.Print($"{tables.Length} tables, 10 rows each", times);
        Report.Print("of it on this process's processors", processor);
    }
}

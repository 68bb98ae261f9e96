using System.Diagnostics;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks;

/// <summary>How long planning takes in a schema of many tables: reading it, Add-FqTable *, resolving, compiling, rehearsing. Nothing is loaded.</summary>
static class PlanBenchmark
{
    const int Runs = 7;
    const int Rows = 100;

    public static async Task RunAsync(int tables)
    {
        await using var server = await ThrowawayServer.StartAsync();
        await server.RunScriptAsync(WideSchema.Ddl(tables));
        var (reads, plans, processor) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = 0; run <= Runs; run++)
        {
            reads.Add(await TimeAsync(() => SeedEngine.ReadSchemaAsync(server.Connection)));
            var before = Environment.CpuUsage.TotalTime;
            plans.Add(await TimeAsync(() => PlanAsync(server)));
            processor.Add(Environment.CpuUsage.TotalTime - before);
        }
        Console.WriteLine($"first in the process: reading {reads[0].TotalMilliseconds:0} ms, planning {plans[0].TotalMilliseconds:0} ms, of it on processors {processor[0].TotalMilliseconds:0} ms");
        Report.Print($"reading {tables} tables", [.. reads.Skip(1)]);
        Report.Print($"planning {tables} tables", [.. plans.Skip(1)]);
        Report.Print("of it on processors", [.. processor.Skip(1)]);
    }

    static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }

    static async Task PlanAsync(ThrowawayServer server)
    {
        var plan = await SeedEngine.AddAsync(SeedPlan.Create(server.Connection), new PlanEntry { Pattern = "*", Count = Rows });
        _ = await SeedEngine.ResolveAsync(plan);
    }
}

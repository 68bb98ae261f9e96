using System.Diagnostics;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks;

/// <summary>Whether unique keys of very many rows take time or memory that grows: rows are made on one thread and thrown away.</summary>
static class UniqueBenchmark
{
    const int BatchRows = 4096;

    const string Ddl = """
        CREATE TABLE member (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant int NOT NULL CHECK (tenant BETWEEN 1 AND 5000), code varchar(12) NOT NULL,
          email text NOT NULL, joined date NOT NULL, UNIQUE (tenant, code));
        CREATE UNIQUE INDEX ON member (lower(email));
        """;

    public static async Task RunAsync(int rows)
    {
        await using var server = await ThrowawayServer.StartAsync();
        await server.RunScriptAsync(Ddl);
        var clock = Stopwatch.StartNew();
        var run = await SeedEngine.PrepareAsync(SeedPlan.Create(server.Connection).Add("member", rows), target: null, scripts: null, CancellationToken.None);
        var program = run.Compiler.Compile(run.Plan, run.Data)[^1].Segments[0];
        Console.WriteLine($"planning: {clock.Elapsed.TotalMilliseconds:0} ms");
        var batch = program.CreateBatch(BatchRows);
        var (before, processor) = (GC.GetTotalMemory(forceFullCollection: true), Environment.CpuUsage.TotalTime);
        clock.Restart();
        for (var ordinal = 0; ordinal < rows; ordinal += batch.Count)
            program.Fill(batch, ordinal, Math.Min(BatchRows, rows - ordinal));
        processor = Environment.CpuUsage.TotalTime - processor;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{rows} rows with two unique keys made on one thread: {clock.Elapsed.TotalSeconds:0.0} s, {processor.TotalSeconds:0.0} s on processors, {rows / processor.TotalSeconds:0} rows/s; "
            + $"the heap grew by {grown / 1e6:0.0} MB, the process had {process.PeakWorkingSet64 / 1e6:0} MB at the most");
    }
}

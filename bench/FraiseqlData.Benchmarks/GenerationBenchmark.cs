using System.Diagnostics;
using FraiseqlData.Benchmarks.Load;
using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Servers;
using FraiseqlData.Values;

namespace FraiseqlData.Benchmarks;

/// <summary>How fast rows are made on one thread, without a database to put them into.</summary>
static class GenerationBenchmark
{
    const int Runs = 5;
    const int BatchRows = 4096;

    /// <summary>Code that is called often is compiled anew in the background, a tenth of a second after the last that ran for the first time.</summary>
    static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(int rows, string subject)
    {
        foreach (var one in Subject.All(rows, await File.ReadAllTextAsync(Path.Combine(Program.TopLevel, "samples", "fraiseql-sample.sql"))).Where(s => s.Name.Contains(subject, StringComparison.OrdinalIgnoreCase)))
        {
            await using var server = await ThrowawayServer.StartAsync();
            await server.RunScriptAsync(one.Ddl);
            if (one.Before is { } before)
                await server.RunScriptAsync(before);
            foreach (var (table, _) in one.Tables)
                await MeasureAsync(table, server.Connection, rows);
        }
    }

    static async Task MeasureAsync(string table, FqConnection connection, int rows)
    {
        var run = await SeedEngine.PrepareAsync(SeedPlan.Create(connection).Add(table, rows), target: null, scripts: null, CancellationToken.None);
        var program = run.Compiler.Compile(run.Plan, run.Data)[^1].Segments[0];
        foreach (var step in program.Steps)
            Report.Print($"  {step.GetType().Name} {string.Join(",", step.Writes.Select(c => run.Plan.Tables[^1].Table.Columns[c].Name))}", Times(program, rows, (batch, count) => step.Fill(batch, 0, count, 0)));
        var (encoder, buffer) = (RowEncoder.Create(program.Written, program.Codecs), new CopyBuffer());
        Report.Print("  encoding", Times(program, rows, (batch, count) =>
        {
            for (var row = 0; row < count; row++)
                encoder.Encode(batch, row, buffer);
            buffer.Clear();
        }));
        var times = Times(program, rows, fill: null);
        Report.Print($"{rows} rows of {table} made on one thread", times, $", {rows / Report.Median(times).TotalSeconds:0} rows/s");
    }

    /// <summary>The processor time of some runs that make all rows: by the whole program, or by a part of it.</summary>
    public static List<TimeSpan> Times(SegmentProgram program, int rows, Action<RowBatch, int>? fill)
    {
        var batch = program.CreateBatch(BatchRows);
        // What one step reads, or the encoder, was made before.
        program.Fill(batch, 0, Math.Min(BatchRows, rows));
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            Run();
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            // Time on the processor: other work on the machine does not count.
            var before = Environment.CpuUsage.TotalTime;
            Run();
            times.Add(Environment.CpuUsage.TotalTime - before);
        }
        return times;

        void Run()
        {
            for (var ordinal = 0; ordinal < rows; ordinal += BatchRows)
            {
                var count = Math.Min(BatchRows, rows - ordinal);
                if (fill is null)
                {
                    program.Fill(batch, ordinal, count);
                    continue;
                }
                batch.Reset(ordinal, ordinal + 1, count);
                fill(batch, count);
            }
        }
    }
}

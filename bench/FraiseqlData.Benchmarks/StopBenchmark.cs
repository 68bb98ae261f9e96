using System.Diagnostics;
using FraiseqlData.Planning;

namespace FraiseqlData.Benchmarks;

/// <summary>How long a run takes to end after it was told to stop in the middle of a load, its rollback included.</summary>
static class StopBenchmark
{
    const int Runs = 9;
    const int Rows = 5_000_000;

    public static async Task RunAsync()
    {
        await using var server = await UserTable.StartAsync();
        var plan = SeedPlan.Create(server.Connection).Add("tb_user", Rows);
        var times = new List<TimeSpan>();
        for (var run = 0; run <= Runs; run++)
        {
            using var stop = new CancellationTokenSource();
            var load = SeedEngine.InvokeAsync(plan, cancellationToken: stop.Token);
            await Task.Delay(700);
            var clock = Stopwatch.StartNew();
            await stop.CancelAsync();
            try
            {
                _ = await load;
                throw new InvalidOperationException("The load ended before it was stopped: give it more rows.");
            }
            catch (OperationCanceledException)
            {
                // The first one also compiles the way out.
                if (run > 0)
                    times.Add(clock.Elapsed);
            }
        }
        Report.Print("stop in the middle of a load", times);
    }
}

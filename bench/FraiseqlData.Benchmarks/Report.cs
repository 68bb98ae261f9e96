namespace FraiseqlData.Benchmarks;

/// <summary>Prints times so that they can be compared: least, median, greatest.</summary>
static class Report
{
    public static void Print(string what, IReadOnlyList<TimeSpan> times, string rate = "")
    {
        var sorted = times.Select(t => t.TotalMilliseconds).Order().ToList();
        Console.WriteLine($"{what}: {times.Count} runs, min {sorted[0]:0.0} ms, median {sorted[sorted.Count / 2]:0.0} ms, max {sorted[^1]:0.0} ms{rate}");
    }

    public static TimeSpan Median(IReadOnlyList<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}

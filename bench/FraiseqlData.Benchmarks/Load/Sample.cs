namespace FraiseqlData.Benchmarks.Load;

/// <summary>What one measurement came to.</summary>
/// <param name="Contestant">Who was measured.</param>
/// <param name="Rows">How many rows were written.</param>
/// <param name="Time">From the order to the commit.</param>
/// <param name="ClientCpu">Time of the client on processors.</param>
/// <param name="ServerCpu">Time of the server on processors.</param>
/// <param name="PeakBytes">The client's greatest working set; 0 where the server did the work alone.</param>
sealed record Sample(string Contestant, long Rows, TimeSpan Time, TimeSpan ClientCpu, TimeSpan ServerCpu, long PeakBytes)
{
    public double Rate => Rows / Time.TotalSeconds;
}

/// <summary>The medians of a contestant's measurements.</summary>
sealed record Line(string Contestant, int Runs, double Rate, double Seconds, double ClientCpu, double ServerCpu, double PeakMegabytes)
{
    public static Line Of(IGrouping<string, Sample> samples) => new(
        samples.Key, samples.Count(), Median(samples, s => s.Rate), Median(samples, s => s.Time.TotalSeconds), Median(samples, s => s.ClientCpu.TotalSeconds),
        Median(samples, s => s.ServerCpu.TotalSeconds), samples.Max(s => s.PeakBytes) / 1e6);

    static double Median(IEnumerable<Sample> samples, Func<Sample, double> value)
    {
        var sorted = samples.Select(value).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}

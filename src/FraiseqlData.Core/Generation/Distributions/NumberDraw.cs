using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Distributions;

/// <summary>Draws numbers by a distribution.</summary>
abstract class NumberDraw
{
    /// <summary>Draws a number from a cell's stream.</summary>
    public abstract double Of(ref CellRandom random);

    /// <summary>The draw of a distribution that was checked.</summary>
    public static NumberDraw Of(Distribution distribution) => distribution.Kind switch
    {
        DistributionKind.Uniform => new UniformDraw((long)Math.Ceiling(distribution.Min!.Value), (long)Math.Floor(distribution.Max!.Value)),
        DistributionKind.Normal => new BellDraw(distribution.Mean!.Value, distribution.Deviation!.Value, distribution.Min, distribution.Max, isLogarithmic: false),
        DistributionKind.LogNormal => BellDraw.Logarithmic(distribution.Mean!.Value, distribution.Deviation!.Value, distribution.Min, distribution.Max),
        DistributionKind.Poisson => ListDraw.Poisson(distribution.Mean!.Value, distribution.Min ?? 0, distribution.Max),
        DistributionKind.Zipf => new ZipfDraw(distribution.Exponent, distribution.Min ?? 1, distribution.Max!.Value),
        _ => new ListDraw(distribution.Values, distribution.Weights ?? [.. distribution.Values.Select(_ => 1.0)]),
    };
}

/// <summary>Whole numbers, each equally often.</summary>
sealed class UniformDraw(long min, long max) : NumberDraw
{
    public override double Of(ref CellRandom random) => random.Between(min, max);
}

/// <summary>Numbers of a list, by their weights.</summary>
sealed class ListDraw(IReadOnlyList<double> values, IReadOnlyList<double> weights) : NumberDraw
{
    // Beyond so many deviations from the mean lies less than one in a billion.
    const double Reach = 7;

    readonly WeightedPick _pick = new(weights);

    public override double Of(ref CellRandom random) => values[_pick.Of(random.NextDouble())];

    /// <summary>A Poisson distribution as a list of what is likely at all.</summary>
    public static ListDraw Poisson(double mean, double min, double? max)
    {
        var reach = Reach * Math.Sqrt(mean) + 2 * Reach;
        var low = (long)Math.Max(Math.Ceiling(min), Math.Floor(mean - reach));
        var high = (long)Math.Min(Math.Floor(max ?? double.MaxValue), Math.Ceiling(mean + reach));
        var (values, logs) = (new List<double>(), new List<double>());
        for (var (n, log) = (low, LogOfPower(mean, low)); n <= high; log += Math.Log(mean / ++n))
        {
            values.Add(n);
            logs.Add(log);
        }
        // Only their relations matter, and the greatest one alone may be too small for a double.
        var most = logs.Max();
        return new ListDraw(values, [.. logs.Select(l => Math.Exp(l - most))]);
    }

    /// <summary>The logarithm of mean^n / n!.</summary>
    static double LogOfPower(double mean, long n)
    {
        var log = 0.0;
        for (var i = 1L; i <= n; i++)
            log += Math.Log(mean / i);
        return log;
    }
}

/// <summary>Numbers by Zipf's law: the least one most often.</summary>
sealed class ZipfDraw(double exponent, double min, double max) : NumberDraw
{
    readonly ZipfPick _pick = new(exponent);
    readonly long _count = (long)Math.Floor(max - min) + 1;

    public override double Of(ref CellRandom random) => min + _pick.Of(0, CellRandom.For(random.NextUInt64(), 0), _count);
}

/// <summary>
/// Numbers of a normal distribution (Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958), or those whose logarithms have one.
/// What lies outside of the bounds is drawn again.
/// </summary>
/// <param name="mean">The mean of the numbers, or of their logarithms.</param>
/// <param name="deviation">The standard deviation of the numbers, or of their logarithms.</param>
/// <param name="min">The least number, or null.</param>
/// <param name="max">The greatest number, or null.</param>
/// <param name="isLogarithmic">Whether the logarithms have the distribution.</param>
sealed class BellDraw(double mean, double deviation, double? min, double? max, bool isLogarithmic) : NumberDraw
{
    const int MostDraws = 64;

    /// <summary>A log-normal distribution whose numbers have a mean and a standard deviation.</summary>
    public static BellDraw Logarithmic(double mean, double deviation, double? min, double? max)
    {
        var variance = Math.Log(1 + deviation / mean * (deviation / mean));
        return new BellDraw(Math.Log(mean) - variance / 2, Math.Sqrt(variance), min, max, isLogarithmic: true);
    }

    public override double Of(ref CellRandom random)
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var length = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var number = mean + deviation * length * Math.Cos(2 * Math.PI * random.NextDouble());
            number = isLogarithmic ? Math.Exp(number) : number;
            if (number >= (min ?? double.MinValue) && number <= (max ?? double.MaxValue))
                return number;
        }
        // Bounds so close together that hardly any draw falls between them: there the curve is flat.
        return min is { } low && max is { } high ? low + random.NextDouble() * (high - low) : min ?? max ?? mean;
    }
}

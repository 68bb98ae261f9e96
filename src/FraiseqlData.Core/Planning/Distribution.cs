using System.Globalization;

namespace FraiseqlData.Planning;

/// <summary>How numbers are spread: how many rows each parent gets.</summary>
/// <param name="Kind">The kind of distribution; it says which of the other members count.</param>
public sealed record Distribution(DistributionKind Kind)
{
    /// <summary>The least number; null for none, but 1 for <see cref="DistributionKind.Zipf"/>.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest number; null for none.</summary>
    public double? Max { get; init; }

    /// <summary>For <see cref="DistributionKind.Normal"/>, <see cref="DistributionKind.LogNormal"/> and <see cref="DistributionKind.Poisson"/>: the mean of the numbers.</summary>
    public double? Mean { get; init; }

    /// <summary>For <see cref="DistributionKind.Normal"/> and <see cref="DistributionKind.LogNormal"/>: the standard deviation of the numbers, from 0.</summary>
    public double? Deviation { get; init; }

    /// <summary>For <see cref="DistributionKind.Zipf"/>: how steeply frequency falls; above 0, at most 10.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>For <see cref="DistributionKind.Listed"/>: the numbers that are drawn.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>For <see cref="DistributionKind.Listed"/>: how often each number is drawn, relative to the others; null for equally often.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>One of these numbers, each equally often; a single one for always the same.</summary>
    public static Distribution Of(params IReadOnlyList<double> values) => new(DistributionKind.Listed) { Values = values };

    /// <summary>Every whole number of a range equally often.</summary>
    public static Distribution Between(double min, double max) => new(DistributionKind.Uniform) { Min = min, Max = max };

    /// <summary>The distribution in words.</summary>
    public override string ToString() => Kind switch
    {
        DistributionKind.Listed when Values.Count == 1 => Text(Values[0]),
        DistributionKind.Listed when Weights is null && Values.Count > 2 && Values.Zip(Values.Skip(1)).All(p => p.Second == p.First + 1) => $"{Text(Values[0])} to {Text(Values[^1])}",
        DistributionKind.Listed => string.Join(" or ", Values.Select(v => Text(v))),
        DistributionKind.Uniform => $"{Text(Min)} to {Text(Max)}",
        _ => string.Join(' ', new[]
        {
            DistributionReader.NameOf(Kind), Mean is null ? null : $"around {Text(Mean)}", Min is null ? null : $"from {Text(Min)}", Max is null ? null : $"up to {Text(Max)}",
        }.OfType<string>()),
    };

    /// <summary>Why no number can be drawn, and what to do about it; null where some can.</summary>
    internal (string Why, string Action)? Problem => Kind switch
    {
        _ when !new[] { Min, Max, Mean, Deviation, Exponent }.Concat(Values.Cast<double?>()).All(n => n is null || double.IsFinite(n.Value)) => ("its numbers are not finite", "Use finite numbers."),
        _ when Min > Max => ($"min ({Text(Min)}) is greater than max ({Text(Max)})", "Swap them."),
        DistributionKind.Listed => ListProblem,
        DistributionKind.Uniform when Min is null || Max is null => ("a uniform distribution needs min and max", "Give both."),
        DistributionKind.Zipf when Max is null => ("a zipf distribution needs max", "Give the greatest number."),
        DistributionKind.Zipf when !(Exponent > 0 && Exponent <= MostExponent) => ($"{Text(Exponent)} is no exponent of a zipf distribution", "Use a number above 0, at most 10."),
        DistributionKind.Zipf or DistributionKind.Uniform => null,
        _ when Mean is null => ($"a {DistributionReader.NameOf(Kind)} distribution needs a mean", "Give mean."),
        DistributionKind.Poisson or DistributionKind.LogNormal when Mean <= 0 => ($"the mean of a {DistributionReader.NameOf(Kind)} distribution is above 0, not {Text(Mean)}", "Correct the mean."),
        DistributionKind.Poisson when Mean > MostPoissonMean => ($"{Text(Mean)} is too great a mean for a poisson distribution", "Use a normal distribution."),
        DistributionKind.Normal or DistributionKind.LogNormal when Deviation is null => ($"a {DistributionReader.NameOf(Kind)} distribution needs a deviation", "Give deviation."),
        _ when Deviation < 0 => ($"a deviation is not negative ({Text(Deviation)})", "Use a number from 0."),
        _ when Mean < Min || Mean > Max => ($"its mean ({Text(Mean)}) lies outside of min and max, so hardly any number can be drawn", "Put the mean between them."),
        _ => null,
    };

    const double MostExponent = 10;
    const double MostPoissonMean = 1_000_000;

    (string, string)? ListProblem =>
        Values.Count == 0 ? ("it has no numbers", "Give at least one.")
        : Weights is null ? null
        : Weights.Count != Values.Count ? (string.Create(CultureInfo.InvariantCulture, $"it has {Values.Count} numbers, but {Weights.Count} weights"), "Give one weight for each number.")
        : Weights.Any(w => !double.IsFinite(w) || w < 0) ? ("weights are numbers from 0", "Correct the weights.")
        : Weights.All(w => w == 0) || !double.IsFinite(Weights.Sum()) ? ("its weights are all 0, or too great", "Give at least one number a weight above 0.")
        : null;

    static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Kinds of distributions.</summary>
public enum DistributionKind
{
    /// <summary>One of some numbers, by their weights or equally often.</summary>
    Listed,
    /// <summary>Every whole number from min to max equally often.</summary>
    Uniform,
    /// <summary>Around a mean, symmetrically.</summary>
    Normal,
    /// <summary>Positive, most below the mean and few far above it: prices, incomes, durations.</summary>
    LogNormal,
    /// <summary>How many things happen that happen independently of each other, a mean number of times.</summary>
    Poisson,
    /// <summary>The least number most often: the n-th about n^-exponent as often as the first.</summary>
    Zipf,
}

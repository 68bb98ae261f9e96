using System.Globalization;
using FraiseqlData.Generation.Distributions;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Sources;

/// <summary>The generators that spread numbers by a distribution: <c>normal</c>, <c>lognormal</c>, <c>poisson</c>, <c>zipf</c>.</summary>
static class Spread
{
    static readonly Dictionary<string, DistributionKind> Kinds = new()
    {
        ["normal"] = DistributionKind.Normal,
        ["lognormal"] = DistributionKind.LogNormal,
        ["poisson"] = DistributionKind.Poisson,
        ["zipf"] = DistributionKind.Zipf,
    };

    /// <summary>Whether a generator is one of these.</summary>
    public static bool IsName(string name) => Kinds.ContainsKey(name);

    /// <summary>The source, or null where the column holds no numbers.</summary>
    /// <param name="request">For whom; its domain is narrowed by <c>min</c> and <c>max</c> already.</param>
    /// <param name="name">The generator.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqDistributionInvalid</c>, <c>FqGeneratorParameter</c>.</exception>
    public static TypedSource? Source(SourceRequest request, string name, ParameterReader parameters)
    {
        if (Numbers.Source(request, null) is not { } values || values is not IOrderedSource { Step: > 0 } ordered)
            return null;
        var (kind, step) = (Kinds[name], (double)ordered.Step);
        // What the column itself allows limits the numbers as the parameters do.
        double? Bound(bool isGiven, long number) => isGiven ? number : null;
        var low = Bound(request.Domain.Min is not null, ordered.Whole.Low);
        var high = Bound(request.Domain.Max is not null, ordered.Whole.High);
        var distribution = new Distribution(kind)
        {
            Min = low * step,
            Max = high * step,
            Mean = parameters.Real("mean"),
            Deviation = parameters.Real("deviation") ?? parameters.Real("sd"),
            Exponent = parameters.Real("exponent") ?? 1,
        };
        DistributionReader.Check($"{request.Table.Name}.{request.Column.Name}", distribution);
        // In steps of the column; counts are whole numbers, whatever the step.
        var isWhole = kind is DistributionKind.Poisson or DistributionKind.Zipf;
        var draw = NumberDraw.Of(isWhole ? distribution : distribution with { Min = low, Max = high, Mean = distribution.Mean / step, Deviation = distribution.Deviation / step });
        return ShapedSources.Of(values, isWhole ? new ScaledDraw(draw, 1 / step) : draw);
    }

    /// <summary>What the parameters of these generators mean.</summary>
    public static IReadOnlyDictionary<string, string> Parameters(string name) => Kinds[name] switch
    {
        DistributionKind.Poisson => new Dictionary<string, string> { ["mean"] = "The mean of the numbers, above 0." },
        DistributionKind.Zipf => new Dictionary<string, string> { ["exponent"] = "How steeply frequency falls: above 0, at most 10; default 1. The least number comes most often; max is needed." },
        _ => new Dictionary<string, string>
        {
            ["mean"] = string.Create(CultureInfo.InvariantCulture, $"The mean of the numbers{(name == "lognormal" ? ", above 0" : "")}."),
            ["deviation"] = "The standard deviation of the numbers, from 0; 'sd' for short.",
            ["sd"] = "The same as deviation.",
        },
    };

    sealed class ScaledDraw(NumberDraw draw, double scale) : NumberDraw
    {
        public override double Of(ref CellRandom random) => draw.Of(ref random) * scale;
    }
}

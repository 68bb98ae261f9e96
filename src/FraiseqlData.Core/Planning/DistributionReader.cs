using System.Collections;
using System.Globalization;
using FraiseqlData.Errors;

namespace FraiseqlData.Planning;

/// <summary>
/// Reads distributions as people write them: <c>3</c>, <c>1..5</c>, a list of numbers, <c>@{ distribution = 'zipf'; max = 20 }</c>, or numbers with their
/// weights: <c>@{ 0 = 10; 2 = 60; 300 = 1 }</c>.
/// </summary>
public static class DistributionReader
{
    const string Kind = "distribution";
    const int MostListed = 1_000_000;

    static readonly Dictionary<string, DistributionKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["uniform"] = DistributionKind.Uniform,
        ["normal"] = DistributionKind.Normal,
        ["log-normal"] = DistributionKind.LogNormal,
        ["poisson"] = DistributionKind.Poisson,
        ["zipf"] = DistributionKind.Zipf,
        ["weighted"] = DistributionKind.Listed,
    };

    static readonly Dictionary<DistributionKind, string[]> Parts = new()
    {
        [DistributionKind.Listed] = ["values", "weights"],
        [DistributionKind.Uniform] = ["min", "max"],
        [DistributionKind.Normal] = ["mean", "deviation", "min", "max"],
        [DistributionKind.LogNormal] = ["mean", "deviation", "min", "max"],
        [DistributionKind.Poisson] = ["mean", "min", "max"],
        [DistributionKind.Zipf] = ["exponent", "min", "max"],
    };

    /// <summary>Reads a distribution.</summary>
    /// <param name="subject">What it is for, for messages.</param>
    /// <param name="given">A number, a list of numbers, a text such as <c>1..5</c>, or a map.</param>
    /// <exception cref="FraiseqlDataException"><c>FqDistributionInvalid</c>: it has no meaning, or no number can be drawn from it.</exception>
    public static Distribution Read(string subject, object? given)
    {
        var read = given switch
        {
            IReadOnlyDictionary<string, object?> map => OfMap(subject, map),
            string text when text.Split("..") is [var from, var to] => Distribution.Between(Number(subject, from), Number(subject, to)),
            IEnumerable list and not string => Distribution.Of([.. list.Cast<object?>().Select(n => Number(subject, n))]),
            _ => Distribution.Of(Number(subject, given)),
        };
        Check(subject, read);
        return read;
    }

    /// <summary>Refuses a distribution from which no number can be drawn, whoever made it.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqDistributionInvalid</c>.</exception>
    internal static void Check(string subject, Distribution distribution)
    {
        if (distribution.Problem is { } problem)
            throw Invalid(subject, problem.Why, problem.Action);
        if (distribution.Values.Count > MostListed)
            throw Invalid(subject, "it lists too many numbers", "Use @{ distribution = 'uniform'; min = ...; max = ... }.");
    }

    /// <summary>The name of a kind, as people write it.</summary>
    internal static string NameOf(DistributionKind kind) => Kinds.First(k => k.Value == kind).Key;

    internal static FraiseqlDataException Invalid(string subject, string why, string action) =>
        new("FqDistributionInvalid", ErrorKind.InvalidArgument, $"The distribution for '{subject}' is impossible: {why}.", action, subject);

    static Distribution OfMap(string subject, IReadOnlyDictionary<string, object?> given)
    {
        var map = new Dictionary<string, object?>(given, StringComparer.OrdinalIgnoreCase);
        if (!map.ContainsKey(Kind) && !map.ContainsKey("values"))
            return Weighted(subject, map);
        var name = (map.GetValueOrDefault(Kind) ?? "weighted").ToString()!.Replace('_', '-');
        if (!Kinds.TryGetValue(name.Equals("lognormal", StringComparison.OrdinalIgnoreCase) ? "log-normal" : name, out var kind))
        {
            var nearest = NearestNames.Of(name, Kinds.Keys);
            throw Invalid(subject, $"there is no distribution '{name}'", nearest.Count > 0 ? NearestNames.DidYouMean(nearest).Trim() : $"Use one of {string.Join(", ", Kinds.Keys)}.");
        }
        if (map.Remove("sd", out var deviation))
            map["deviation"] = deviation;
        if (map.Keys.FirstOrDefault(k => !k.Equals(Kind, StringComparison.OrdinalIgnoreCase) && !Parts[kind].Contains(k, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Invalid(
                subject, $"'{unknown}' has no meaning for {NameOf(kind)}", $"It takes {string.Join(", ", Parts[kind])}.");
        }
        if (kind == DistributionKind.Listed && map.GetValueOrDefault("values") is IReadOnlyDictionary<string, object?> weighted)
            return Weighted(subject, weighted);
        double? Of(string part) => map.GetValueOrDefault(part) is { } value ? Number(subject, value) : null;
        return new Distribution(kind)
        {
            Min = Of("min"),
            Max = Of("max"),
            Mean = Of("mean"),
            Deviation = Of("deviation"),
            Exponent = Of("exponent") ?? 1,
            Values = Numbers(subject, map.GetValueOrDefault("values")) ?? [],
            Weights = Numbers(subject, map.GetValueOrDefault("weights")),
        };
    }

    /// <summary>Numbers with their weights. A map's own order may differ from process to process.</summary>
    static Distribution Weighted(string subject, IReadOnlyDictionary<string, object?> map)
    {
        if (map.Keys.FirstOrDefault(k => !IsNumber(k)) is { } unknown)
            throw Invalid(subject, $"'{unknown}' is neither a number nor 'distribution'", "Use @{ distribution = 'zipf'; max = 20 }, or numbers with their weights: @{ 0 = 10; 2 = 60; 300 = 1 }.");
        var pairs = map.Select(p => (Value: Number(subject, p.Key), Weight: Number(subject, p.Value))).OrderBy(p => p.Value).ToList();
        return Distribution.Of([.. pairs.Select(p => p.Value)]) with { Weights = [.. pairs.Select(p => p.Weight)] };
    }

    static double[]? Numbers(string subject, object? given) =>
        given is null ? null : given is IEnumerable list and not string ? [.. list.Cast<object?>().Select(n => Number(subject, n))] : [Number(subject, given)];

    static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static double Number(string subject, object? value)
    {
        try
        {
            return value is null or bool ? throw new InvalidCastException() : Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Invalid(subject, $"'{value}' is no number", "Use numbers, such as 1..5 or @{ distribution = 'poisson'; mean = 3 }.");
        }
    }
}

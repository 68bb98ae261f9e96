using System.Globalization;
using FraiseqlData.Generation.Distributions;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Sources;

/// <summary>
/// The generators <c>date</c> and <c>timestamp</c>: moments from one day to another, more often in some months, on some days of the week, at some hours.
/// </summary>
static class Season
{
    static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    static readonly string[] Hours = [.. Enumerable.Range(0, 24).Select(h => h.ToString(CultureInfo.InvariantCulture))];
    static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>What the parameters mean.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>
    {
        ["from"] = "The first day or moment; the same as min.",
        ["to"] = "The last day or moment; a day counts to its end.",
        ["months"] = "How often each month comes: a map such as @{ dec = 3; 'jun-aug' = 0.5 }, others 1; or 12 numbers.",
        ["weekdays"] = "How often each day of the week comes: a map such as @{ 'sat-sun' = 0.2 }, others 1; or 7 numbers from Monday.",
        ["hours"] = "How often each hour comes: a map such as @{ '9-17' = 5; '0-5' = 0 }, others 1; or 24 numbers.",
    };

    /// <summary>Whether a generator is one of these.</summary>
    public static bool IsName(string name) => name is "date" or "timestamp";

    /// <summary>The parameters with <c>from</c> and <c>to</c> as the bounds that all generators know.</summary>
    public static IReadOnlyDictionary<string, object?> Bounded(SourceRequest request, IReadOnlyDictionary<string, object?> parameters)
    {
        if (!parameters.ContainsKey("from") && !parameters.ContainsKey("to"))
            return parameters;
        var bounded = new Dictionary<string, object?>(parameters);
        if (bounded.Remove("from", out var from) && !bounded.TryAdd("min", from))
            throw new ParameterReader(request, parameters).Bad("from", "min says the same already");
        if (bounded.Remove("to", out var to) && !bounded.TryAdd("max", EndOf(request, parameters, to)))
            throw new ParameterReader(request, parameters).Bad("to", "max says the same already");
        return bounded;
    }

    /// <summary>The source, or null where the column holds no moments.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqDistributionInvalid</c>: no day has a weight above 0. <c>FqGeneratorParameter</c>.</exception>
    public static TypedSource? Source(SourceRequest request, ParameterReader parameters)
    {
        if (!Dates.IsMoment(request.Type) || Dates.Source(request, null) is not { } values)
            return null;
        var (months, weekdays) = (parameters.Weights("months", Months, first: 1), parameters.Weights("weekdays", Days, first: 1));
        var hours = parameters.Weights("hours", Hours, first: 0);
        if (months is null && weekdays is null && hours is null)
            return values;
        var ordered = (IOrderedSource)values;
        var perDay = TimeSpan.TicksPerDay / (long)ordered.Step;
        var (first, last) = (ordered.Natural.Low / perDay, ordered.Natural.High / perDay);
        var weights = new double[last - first + 1];
        for (var i = 0; i < weights.Length; i++)
        {
            var day = DateOnly.FromDayNumber((int)(first + i));
            weights[i] = (months?[day.Month - 1] ?? 1) * (weekdays?[((int)day.DayOfWeek + 6) % 7] ?? 1);
        }
        if (weights.All(w => w == 0) || hours is not null && hours.All(w => w == 0))
        {
            throw DistributionReader.Invalid(
                $"{request.Table.Name}.{request.Column.Name}", $"no {(weights.All(w => w == 0) ? "day" : "hour")} from {DateOnly.FromDayNumber((int)first):yyyy-MM-dd} to {DateOnly.FromDayNumber((int)last):yyyy-MM-dd} has a weight above 0",
                "Give one of the months, weekdays and hours a weight above 0.");
        }
        return ShapedSources.Of(values, new DayDraw(first, perDay, new WeightedPick(weights), new WeightedPick(hours ?? [.. Enumerable.Repeat(1.0, 24)]), ordered.Natural.Low, ordered.Natural.High));
    }

    /// <summary>A day, where it is a moment that is asked for, counts to its end.</summary>
    static object? EndOf(SourceRequest request, IReadOnlyDictionary<string, object?> parameters, object? to) =>
        new ParameterReader(request, parameters).Converted("to", to) is DateTime { TimeOfDay.Ticks: 0 } day ? day.AddDays(1).AddSeconds(-1) : to;

    /// <summary>Draws a day, then an hour of it, then a moment of that.</summary>
    sealed class DayDraw(long first, long perDay, WeightedPick days, WeightedPick hours, long low, long high) : NumberDraw
    {
        public override double Of(ref CellRandom random)
        {
            var number = (first + days.Of(random.NextDouble())) * perDay;
            if (perDay >= 24)
                number += hours.Of(random.NextDouble()) * (perDay / 24) + random.Between(0, perDay / 24 - 1);
            return Math.Clamp(number, low, high);
        }
    }
}

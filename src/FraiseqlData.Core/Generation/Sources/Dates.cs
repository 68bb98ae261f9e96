using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>The days that look natural for a column, relative to the reference date.</summary>
/// <param name="From">Days from the reference date to the first natural day; negative for the past.</param>
/// <param name="To">Days from the reference date to the last natural day.</param>
/// <param name="Midnight">Whether only whole days are natural.</param>
sealed record DateRange(int From, int To, bool Midnight = false)
{
    /// <summary>The two years before the reference date.</summary>
    public static DateRange Recent { get; } = new(-730, -1);
}

/// <summary>Sources of dates, times and intervals.</summary>
static class Dates
{
    const long SecondsPerDay = 86_400;

    /// <summary>Intervals are no longer than that, a million years in round numbers.</summary>
    const long MostDays = 365_000_000;

    public static bool IsMoment(PgType type) => type.Name.Name is "date" or "timestamp" or "timestamptz";

    /// <summary>Whether a source gives moments.</summary>
    public static bool IsMoment(ValueSource source) => source is TypedSource { ValueType: var type } && (type == typeof(DateTime) || type == typeof(DateOnly));

    /// <summary>Makes a source, or null where the natural days do not meet the column's domain.</summary>
    public static TypedSource? Source(SourceRequest request, DateRange? range)
    {
        var reference = request.Options.ReferenceDate;
        switch (request.Type.Name.Name)
        {
            case "date":
                var day = (long)DateOnly.FromDateTime(reference).DayNumber;
                return Build(request, range, new LongRange(DayOf(1900), DayOf(2100) - 1), day, 1, TimeSpan.TicksPerDay, DayPosition, n => DateOnly.FromDayNumber((int)n));
            case "timestamp" or "timestamptz":
                var kind = request.Type.Name.Name == "timestamptz" ? DateTimeKind.Utc : DateTimeKind.Unspecified;
                var unit = range is { Midnight: true } ? SecondsPerDay : 1;
                var ticks = unit * TimeSpan.TicksPerSecond;
                return Build(
                    request,
                    range,
                    new LongRange(DayOf(1900) * SecondsPerDay / unit, DayOf(2100) * SecondsPerDay / unit - 1),
                    reference.Ticks / ticks,
                    SecondsPerDay / unit,
                    ticks,
                    v => v switch
                    {
                        DateTime moment => (decimal)moment.Ticks / ticks,
                        DateTimeOffset moment => (decimal)moment.UtcTicks / ticks,
                        DateOnly date => (decimal)date.DayNumber * TimeSpan.TicksPerDay / ticks,
                        _ => null,
                    },
                    n => new DateTime(n * ticks, kind));
            default:
                return null;
        }
    }

    /// <summary>Times of day, whole minutes first.</summary>
    public static TypedSource? Time(SourceRequest request)
    {
        var space = Bounds.Space(request.Domain, v => v is TimeOnly time ? (decimal)time.Ticks / TimeSpan.TicksPerSecond : null, 0, SecondsPerDay - 1);
        return space.Count == 0 ? null : new LongSource<TimeOnly>(space, 0, SecondsPerDay - 1, n => new TimeOnly(n * TimeSpan.TicksPerSecond), false, request.Key)
        {
            Name = request.Name,
            Reason = request.Reason,
        };
    }

    /// <summary>Times of day with a zone: always UTC, so that different times are different values.</summary>
    public static TypedSource TimeWithZone(SourceRequest request) => Text(request, SecondsPerDay - 1, 0, SecondsPerDay - 1, n =>
        new TimeOnly(n * TimeSpan.TicksPerSecond).ToString("HH':'mm':'ss'+00'", CultureInfo.InvariantCulture));

    /// <summary>
    /// Intervals of up to thirty days in days and time alone, or of months alone, so that no two forms mean the same; steps are those that the column's fields keep.
    /// </summary>
    public static TypedSource? Interval(SourceRequest request)
    {
        var fields = IntervalFields.Of(request.Modifier);
        var space = Bounds.Space(request.Domain, v => v is IntervalValue i ? (decimal)i.Length / fields.Microseconds : null, -fields.Within(MostDays), fields.Within(MostDays));
        var least = fields.IsMonths ? 1 : Math.Max(1, 60_000_000 / fields.Microseconds);
        var most = fields.IsMonths ? 30 : 30 * fields.StepsPerDay;
        return space.Count == 0 ? null
            : new LongSource<string>(space, least, most, n => fields.Value(n).ToString(), false, request.Key) { Name = request.Name, Reason = request.Reason };
    }

    static LongSource<string> Text(SourceRequest request, long most, long low, long high, Func<long, string> convert) =>
        new(new LongSpace(low, most), low, high, convert, false, request.Key) { Name = request.Name, Reason = request.Reason };

    static LongSource<T>? Build<T>(
        SourceRequest request, DateRange? range, LongRange limits, long reference, long perDay, long step, Func<object, decimal?> position, Func<long, T> convert)
        where T : notnull
    {
        var whole = Bounds.Space(request.Domain, position, limits.Low, limits.High);
        if (whole.Count == 0)
            whole = Bounds.Space(request.Domain, position, 0, (DateOnly.MaxValue.DayNumber + 1L) * perDay - 1);
        if (whole.Count == 0)
            return null;
        var days = range ?? DateRange.Recent;
        var (first, last) = (reference + days.From * perDay, reference + (days.To + 1) * perDay - 1);
        if (range is not null && whole.Clip(first, last).Count == 0)
            return null;
        if (range is null && request.Domain is { Min: not null, Max: not null })
            (first, last) = (whole.Low, whole.High);
        else if (first > whole.High || last < whole.Low)
            (first, last) = first > whole.High ? (whole.High - 730 * perDay, whole.High) : (whole.Low, whole.Low + 730 * perDay);
        var inOrder = request.AsKey && typeof(T) == typeof(DateOnly);
        return new LongSource<T>(whole, first, last, convert, inOrder, request.Key) { Name = request.Name, Reason = request.Reason, Step = step };
    }

    static decimal? DayPosition(object value) => value switch
    {
        DateOnly date => date.DayNumber,
        DateTime moment => (decimal)moment.Ticks / TimeSpan.TicksPerDay,
        _ => null,
    };

    static long DayOf(int year) => new DateOnly(year, 1, 1).DayNumber;

    readonly record struct LongRange(long Low, long High);
}

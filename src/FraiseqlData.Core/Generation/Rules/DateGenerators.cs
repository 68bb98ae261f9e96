using System.Globalization;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of moments, for date and timestamp columns, for numbers (seconds since 1970, or milliseconds in a bigint) and for text.</summary>
static class DateGenerators
{
    const int YearDays = 365;

    public static IEnumerable<Generator> All =>
    [
        Of("past", new(-730, -1)),
        Of("recent", new(-90, -1)),
        Of("future", new(1, YearDays)),
        Of("start_date", new(-YearDays, -1)),
        Of("hire_date", new(-15 * YearDays, -14, Midnight: true)),
        Of("birth_date", new(-80 * YearDays, -18 * YearDays, Midnight: true)),
        Of("death_date", new(-10 * YearDays, -1, Midnight: true)),
        Of("founded_date", new(-90 * YearDays, -2 * YearDays, Midnight: true)),
    ];

    static Generator Of(string name, DateRange range) => new(name, request => request.Type.Name.Name switch
    {
        "date" or "timestamp" or "timestamptz" => Dates.Source(request, range),
        "int4" => Epoch(request, range, 1),
        "int8" => Epoch(request, range, 1000),
        _ when Texts.IsText(request.Type) => Text(request, range),
        _ => null,
    });

    static TypedSource? Epoch(SourceRequest request, DateRange range, long perSecond)
    {
        var day = (request.Options.ReferenceDate - DateTime.UnixEpoch).Days;
        var (low, high) = ((day + range.From) * 86_400L * perSecond, (day + range.To + 1) * 86_400L * perSecond - 1);
        return Numbers.Source(request, new NumberRange(low, high, 0));
    }

    static LongSource<string>? Text(SourceRequest request, DateRange range)
    {
        var day = DateOnly.FromDateTime(request.Options.ReferenceDate).DayNumber;
        string Iso(long n) => DateOnly.FromDayNumber((int)n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var space = new LongSpace(day + range.From, day + range.To);
        return request.Domain.Refused.Count > 0 || Texts.ShapeOf(request).Fit(Iso(space.Low)) is null ? null
            : new LongSource<string>(space, space.Low, space.High, Iso, false, request.Key) { Name = request.Name, Reason = request.Reason };
    }
}

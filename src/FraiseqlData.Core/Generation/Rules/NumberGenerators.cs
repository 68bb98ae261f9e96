using System.Globalization;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of numbers, for number columns and, as digits, for text columns.</summary>
static class NumberGenerators
{
    public static IEnumerable<Generator> All =>
    [
        Of("age", new(18, 85, 0)),
        Of("price", new(1.5m, 499.99m)),
        Of("cost", new(1m, 99.99m)),
        Of("shipping_rate", new(0.49m, 24.99m)),
        Of("amount", new(5m, 2500m)),
        Of("balance", new(0m, 15000m)),
        Of("salary", new(24000m, 120000m, 0)),
        Of("hourly_rate", new(15m, 120m)),
        Of("tax", new(0.5m, 400m)),
        Of("tax_rate", new(0m, 25m, 2)),
        Of("discount", new(0m, 50m)),
        Of("percent", new(0m, 100m, 1, Hard: true)),
        Of("exchange_rate", new(0.5m, 1.9999m, 4)),
        Of("rate", new(0.1m, 20m)),
        Of("quantity", new(1, 50, 0)),
        new("flag", r => Numbers.IsNumber(r.Type) ? Numbers.Source(r, new NumberRange(0, 1, 0, Hard: true)) : null),
        Of("pieces", new(1, 8, 0)),
        Of("small_price", new(0.49m, 2.99m)),
        Of("rental_rate", new(0.99m, 4.99m)),
        Of("rental_days", new(3, 7, 0)),
        Of("few_days", new(0, 9, 0)),
        Of("discount_percent", new(0m, 50m, 1, Hard: true)),
        Of("commission_rate", new(1m, 15m, 1)),
        Of("revenue", new(8000m, 900000m)),
        Of("bonus", new(250m, 8000m, 0)),
        Of("film_minutes", new(74, 168, 0)),
        Of("song_seconds", new(140, 360, 0)),
        Of("song_milliseconds", new(140_000, 360_000, 0)),
        Of("body_weight", new(48m, 115m, 1)),
        Of("body_height", new(152, 198, 0)),
        Of("heart_rate", new(55, 105, 0)),
        Of("blood_pressure", new(102, 158, 0)),
        Of("blood_pressure_low", new(62, 96, 0)),
        Of("body_temperature", new(36.1m, 38.9m, 1)),
        Of("stock", new(0, 500, 0)),
        Of("weight", new(0.1m, 120m)),
        Of("height", new(20, 220, 0)),
        Of("length", new(1m, 200m, 1)),
        Of("volume", new(0.1m, 500m, 1)),
        Of("area", new(20m, 400m, 1)),
        Of("distance", new(1m, 900m, 1)),
        Of("temperature", new(-15m, 38m, 1)),
        Of("speed", new(5m, 130m, 1)),
        Of("voltage", new(5m, 400m, 0)),
        Of("latitude", new(-60m, 70m, 6, Hard: true)),
        Of("longitude", new(-170m, 170m, 6, Hard: true)),
        Of("altitude", new(0m, 2500m, 1)),
        Of("rating", new(1m, 5m, 1, Hard: true)),
        Of("embedding", new(-1m, 1m, 4, Hard: true)),
        Of("score", new(0m, 100m, 1)),
        Of("position", new(1, 20, 0)),
        Of("views", new(0, 25000, 0)),
        Of("attempts", new(0, 5, 0)),
        Of("hours", new(1m, 40m, 1)),
        Of("minutes", new(5, 240, 0)),
        Of("seconds", new(10, 3600, 0)),
        Of("milliseconds", new(5, 2000, 0)),
        Of("days", new(1, 60, 0)),
        Of("months", new(1, 36, 0)),
        Of("years", new(1, 20, 0)),
        new("year", r => Make(r, new NumberRange(r.Options.ReferenceDate.Year - 30, r.Options.ReferenceDate.Year - 1, 0), true)),
        new("expiry_year", r => Make(r, new NumberRange(r.Options.ReferenceDate.Year, r.Options.ReferenceDate.Year + 8, 0), true)),
        Of("month", new(1, 12, 0, Hard: true)),
        Of("day", new(1, 28, 0, Hard: true)),
        Of("week", new(1, 52, 0, Hard: true)),
        Of("quarter", new(1, 4, 0, Hard: true)),
        Of("weekday_number", new(1, 7, 0, Hard: true)),
        Of("pages", new(24, 640, 0)),
        Of("rooms", new(1, 8, 0)),
        Of("employees", new(3, 5000, 0)),
        Of("population", new(1200, 900000, 0)),
        Of("port", new(1024, 49151, 0, Hard: true)),
        Of("http_status", null, 200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 422, 500, 503),
        Of("song_bytes", new(3_000_000, 11_000_000, 0)),
        Of("file_size", new(2_000, 9_000_000, 0)),
        Of("version_number", new(1, 12, 0)),
        Of("build_number", new(100, 9999, 0)),
    ];

    static Generator Of(string name, NumberRange range) => new(name, request => Make(request, range, range.Decimals == 0));

    static Generator Of(string name, NumberRange? _, params int[] values) => new(name, request => request.Type.Name.Name switch
    {
        "int2" => Fitting(request, [.. values.Select(v => (short)v)]),
        "int4" => Fitting(request, values),
        "int8" => Fitting(request, [.. values.Select(v => (long)v)]),
        _ when Texts.IsText(request.Type) && Texts.ShapeOf(request) is { MaxLength: >= 3, Matcher: null } => Fitting(request, [.. values.Select(v => v.ToString(CultureInfo.InvariantCulture))]),
        _ => null,
    });

    static ListSource<T>? Fitting<T>(SourceRequest request, T[] values)
        where T : notnull
    {
        var space = Bounds.Space(request.Domain, v => Bounds.OfNumber(v, 1), long.MinValue, long.MaxValue);
        var fitting = values.Where(v => v is string || Bounds.OfNumber(v, 1) is { } n && n >= space.Low && n <= space.High && !request.Domain.Refused.Contains(v)).ToArray();
        return fitting.Length == 0 ? null : ListSources.Of(request, fitting);
    }

    static TypedSource? Make(SourceRequest request, NumberRange range, bool asText)
    {
        if (Numbers.IsNumber(request.Type))
            return Numbers.Source(request, range);
        if (!asText || !Texts.IsText(request.Type) || request.Domain is not { Refused.Count: 0, Patterns.Count: 0 })
            return null;
        var shape = Texts.ShapeOf(request);
        var space = new LongSpace((long)range.Low, (long)range.High);
        string Text(long n) => n.ToString(CultureInfo.InvariantCulture);
        return shape.Fit(Text(space.Low)) is null || shape.Fit(Text(space.High)) is null ? null
            : new LongSource<string>(space, space.Low, space.High, Text, false, request.Key) { Name = request.Name, Reason = request.Reason };
    }
}

using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>The numbers that look natural for a column.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The greatest.</param>
/// <param name="Decimals">Digits behind the point, where the column has room for them.</param>
/// <param name="Hard">Whether numbers outside make no sense at all (a month, a latitude), not even to be distinct.</param>
sealed record NumberRange(decimal Low, decimal High, int Decimals = 2, bool Hard = false);

/// <summary>Sources of numbers for every numeric type.</summary>
static class Numbers
{
    const int MostDecimals = 12;

    /// <summary>The names of the numeric types (catalog names).</summary>
    public static bool IsNumber(PgType type) =>
        type.Name.Name is "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "money" && type.Kind == PgTypeKind.Base;

    /// <summary>Makes a source, or null where the natural numbers do not meet the column's domain.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="range">The natural numbers; null for a type rule, which takes any.</param>
    public static TypedSource? Source(SourceRequest request, NumberRange? range) => request.Type.Name.Name switch
    {
        "int2" => Build(request, range, 1, short.MinValue, short.MaxValue, n => (short)n),
        "int4" => Build(request, range, 1, int.MinValue, int.MaxValue, n => (int)n),
        "int8" => Build(request, range, 1, long.MinValue / 2, long.MaxValue / 2, n => n),
        "numeric" => Numeric(request, range),
        "money" => Decimal(request, range, 2, 9_000_000_000_000_000),
        "float4" => Float(request, range, 1 << 23, (n, unit) => (float)(n / unit)),
        "float8" => Float(request, range, 1L << 52, (n, unit) => n / unit),
        _ => null,
    };

    static TypedSource? Numeric(SourceRequest request, NumberRange? range)
    {
        var precision = request.Column.Precision;
        var scale = Math.Min(request.Column.Scale ?? range?.Decimals ?? 2, MostDecimals);
        if (precision is null && Finer(request, scale) is var finer)
            scale = finer;
        var digits = Math.Min(precision is { } p ? p - ((request.Column.Scale ?? 0) - scale) : 18, 18);
        var most = 1L;
        for (var i = 0; i < digits; i++)
            most *= 10;
        return Decimal(request, range, scale, most - 1);
    }

    /// <summary>More decimals where the domain is so narrow that few values would be left.</summary>
    static int Finer(SourceRequest request, int scale)
    {
        if (request.Domain is not { Min: { } min, Max: { } max } || Bounds.OfNumber(min, 1) is not { } low || Bounds.OfNumber(max, 1) is not { } high)
            return scale;
        for (var step = Pow10(-scale); scale < 6 && (high - low) / step < 100; step /= 10)
            scale++;
        return scale;
    }

    static TypedSource? Decimal(SourceRequest request, NumberRange? range, int scale, long most)
    {
        if (scale <= 0)
        {
            var unit = Pow10(-scale);
            return Build(request, range, unit, -most, most, n => n * unit);
        }
        return Build(request, range, Pow10(-scale), -most, most, n =>
        {
            var size = (ulong)Math.Abs(n);
            return new decimal((int)size, (int)(size >> 32), 0, n < 0, (byte)scale);
        });
    }

    static TypedSource? Float<T>(SourceRequest request, NumberRange? range, long most, Func<long, double, T> convert)
        where T : notnull
    {
        var scale = Finer(request, Math.Min(range?.Decimals ?? 2, 6));
        var unit = (double)Pow10(scale);
        // A bound that is no binary fraction may be met from the wrong side after rounding.
        var domain = request.Domain;
        domain = domain with { MinExclusive = Inexact(domain.Min, domain.MinExclusive), MaxExclusive = Inexact(domain.Max, domain.MaxExclusive) };
        return Build(request with { Domain = domain }, range, Pow10(-scale), -most, most, n => convert(n, unit));
    }

    static bool Inexact(IComparable? bound, bool exclusive) =>
        exclusive || (bound is not null && Bounds.OfNumber(bound, 1) is { } value && value != decimal.Truncate(value));

    static LongSource<T>? Build<T>(SourceRequest request, NumberRange? range, decimal step, long low, long high, Func<long, T> convert)
        where T : notnull
    {
        decimal? Position(object value) => Bounds.OfNumber(value, step);
        if (range is { Hard: true })
        {
            low = Math.Max(low, Bounds.Saturate(decimal.Ceiling(range.Low / step)));
            high = Math.Min(high, Bounds.Saturate(decimal.Floor(range.High / step)));
        }
        var whole = Bounds.Space(request.Domain, Position, low, high);
        if (whole.Count == 0)
            return null;
        var (first, last) = range is null ? Free(request, whole, step) : (Bounds.Saturate(range.Low / step), Bounds.Saturate(range.High / step));
        if (range is not null && whole.Clip(first, last).Count == 0)
            return null;
        return new LongSource<T>(whole, first, last, convert, request.AsKey, request.Key) { Name = request.Name, Reason = request.Reason, Step = step };
    }

    /// <summary>What a type rule takes: 1 to 1000 unless the domain says otherwise.</summary>
    static (long Low, long High) Free(SourceRequest request, LongSpace whole, decimal step)
    {
        var (one, thousand) = (Bounds.Saturate(1 / step), Bounds.Saturate(1000 / step));
        if (one == 0)
            (one, thousand) = (1, 1000);
        return (request.Domain.Min, request.Domain.Max) switch
        {
            (not null, not null) => (whole.Low, whole.High),
            (not null, null) => (whole.Low, whole.High - whole.Low > thousand ? whole.Low + thousand : whole.High),
            (null, not null) => (whole.High <= one ? Math.Max(whole.Low, whole.High - thousand) : one, whole.High),
            _ => (one, request.AsKey ? whole.High : thousand),
        };
    }

    static decimal Pow10(int exponent)
    {
        var value = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            value *= 10;
        return exponent < 0 ? 1 / value : value;
    }
}

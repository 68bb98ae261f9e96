using System.Globalization;
using FraiseqlData.Constraints;
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
    const int UsualDecimals = 2;
    const int MostDecimals = 12;
    const int FinestDecimals = 20;
    const decimal MostMoney = 92_233_720_368_547_758.07m;

    /// <summary>The names of the numeric types (catalog names).</summary>
    public static bool IsNumber(PgType type) =>
        type.Name.Name is "int2" or "int4" or "int8" or "numeric" or "float4" or "float8" or "money" && type.Kind == PgTypeKind.Base;

    /// <summary>Makes a source, or null where the natural numbers do not meet the column's domain.</summary>
    /// <param name="request">For whom.</param>
    /// <param name="range">The natural numbers; null for a type rule, which takes any.</param>
    public static TypedSource? Source(SourceRequest request, NumberRange? range) => request.Type.Name.Name switch
    {
        "int2" => Build(request, range, 1, 0, short.MinValue, short.MaxValue, n => (short)n),
        "int4" => Build(request, range, 1, 0, int.MinValue, int.MaxValue, n => (int)n),
        "int8" => Int8(request, range),
        "numeric" => Numeric(request, range),
        "money" => Decimal(request, range, 2, 9_000_000_000_000_000, MostMoney),
        "float4" => Float(request, range, 1 << 23, n => (float)n),
        "float8" => Float(request, range, 1L << 52, n => n),
        _ => null,
    };

    /// <summary>A space holds half of the numbers at the most: the half that the domain lies in.</summary>
    static LongSource<long>? Int8(SourceRequest request, NumberRange? range)
    {
        var (low, high) = request.Domain switch
        {
            { Min: long and > long.MaxValue / 2 } => (long.MaxValue / 2, long.MaxValue),
            { Max: long and < long.MinValue / 2 } => (long.MinValue, long.MinValue / 2),
            _ => (long.MinValue / 2, long.MaxValue / 2),
        };
        return Build(request, range, 1, 0, low, high, n => n);
    }

    static TypedSource? Numeric(SourceRequest request, NumberRange? range)
    {
        var (precision, limit) = (request.Column.Precision, Math.Min(request.Column.Scale ?? FinestDecimals, FinestDecimals));
        // A column may have room for more decimals than what it holds has: pieces are whole.
        var most = range is null ? MostDecimals : range.Decimals == 0 ? 0 : Math.Max(range.Decimals, UsualDecimals);
        var scale = Finer(request, Math.Min(Math.Min(request.Column.Scale ?? range?.Decimals ?? UsualDecimals, most), MostDecimals), limit);
        var digits = Math.Min(precision is { } p ? p - ((request.Column.Scale ?? 0) - scale) : 18, 18);
        var steps = 1L;
        for (var i = 0; i < digits; i++)
            steps *= 10;
        var whole = (precision ?? 28) - (request.Column.Scale ?? 0);
        return Decimal(request, range, scale, steps - 1, whole <= 28 ? Pow10(whole) - Pow10(-scale) : decimal.MaxValue);
    }

    /// <summary>More decimals where the domain is so narrow that few values would be left.</summary>
    static int Finer(SourceRequest request, int scale, int limit)
    {
        if (request.Domain is not { Min: { } min, Max: { } max } || Bounds.OfNumber(min, 1) is not { } low || Bounds.OfNumber(max, 1) is not { } high)
            return scale;
        for (var step = Pow10(-scale); scale < limit && (high - low) < 100 * step; step /= 10)
            scale++;
        return scale;
    }

    /// <param name="request">For whom.</param>
    /// <param name="range">The natural numbers, or null.</param>
    /// <param name="scale">Decimals; below 0 for zeros before the point.</param>
    /// <param name="most">How many steps the space goes to either side.</param>
    /// <param name="greatest">The greatest value that the column takes.</param>
    static TypedSource? Decimal(SourceRequest request, NumberRange? range, int scale, long most, decimal greatest)
    {
        var step = Pow10(-scale);
        if (Origin(request.Domain, most * step, step) is var origin and not 0)
        {
            var left = greatest - Math.Abs(origin);
            var room = left > most * step ? most : (long)(left / step);
            return Build(request, range, step, origin, origin > 0 ? 0 : -room, origin > 0 ? room : 0, n => origin + n * step);
        }
        if (scale <= 0)
            return Build(request, range, step, 0, -most, most, n => n * step);
        return Build(request, range, step, 0, -most, most, n =>
        {
            var size = (ulong)Math.Abs(n);
            return new decimal((int)size, (int)(size >> 32), 0, n < 0, (byte)scale);
        });
    }

    /// <summary>Where the steps are counted from when the whole domain lies beyond them; otherwise 0.</summary>
    static decimal Origin(ColumnDomain domain, decimal reach, decimal step) => (domain.Min, domain.Max) switch
    {
        (decimal min, _) when min > reach => min - min % step,
        (_, decimal max) when max < -reach => max - max % step,
        _ => 0,
    };

    static TypedSource? Float<T>(SourceRequest request, NumberRange? range, long most, Func<double, T> convert)
        where T : notnull
    {
        var scale = Finer(request, Math.Min(range?.Decimals ?? 2, 6), 6);
        var unit = (double)Pow10(scale);
        // A bound that is no binary fraction may be met from the wrong side after rounding.
        var domain = request.Domain;
        domain = domain with { MinExclusive = Inexact(domain.Min, domain.MinExclusive), MaxExclusive = Inexact(domain.Max, domain.MaxExclusive) };
        return Build(request with { Domain = domain }, range, Pow10(-scale), 0, -most, most, n => convert(n / unit))
            ?? (range is null ? Grid(request, convert) : null);
    }

    /// <summary>Values between the ends of a domain that has none with few decimals.</summary>
    static LongSource<T>? Grid<T>(SourceRequest request, Func<double, T> convert)
        where T : notnull
    {
        const int Cells = 1 << 16;
        double? min = request.Domain.Min is { } low ? Convert.ToDouble(low, CultureInfo.InvariantCulture) : null;
        double? max = request.Domain.Max is { } high ? Convert.ToDouble(high, CultureInfo.InvariantCulture) : null;
        var greatest = typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;
        var from = min ?? Math.Max(max!.Value * 2, -greatest);
        var cell = ((max ?? Math.Min(from * 2, greatest)) - from) / Cells;
        // The ends themselves may be refused, or lie on the wrong side after rounding.
        return !(cell > 0) || convert(from + cell).Equals(convert(from)) ? null
            : new LongSource<T>(new LongSpace(1, Cells - 1), 1, Cells - 1, n => convert(from + cell * n), false, request.Key) { Name = request.Name, Reason = request.Reason };
    }

    static bool Inexact(IComparable? bound, bool exclusive) =>
        exclusive || (bound is not null && Bounds.OfNumber(bound, 1) is { } value && value != decimal.Truncate(value));

    static LongSource<T>? Build<T>(SourceRequest request, NumberRange? range, decimal step, decimal origin, long low, long high, Func<long, T> convert)
        where T : notnull
    {
        decimal? Position(object value) => origin == 0 ? Bounds.OfNumber(value, step) : (Convert.ToDecimal(value, CultureInfo.InvariantCulture) - origin) / step;
        if (range is { Hard: true })
        {
            low = Math.Max(low, Bounds.Saturate(decimal.Ceiling(range.Low / step)));
            high = Math.Min(high, Bounds.Saturate(decimal.Floor(range.High / step)));
        }
        var whole = Bounds.Space(request.Domain, Position, low, high);
        if (whole.Count == 0)
            return null;
        var (first, last) = range is null ? Free(request, whole, step) : (Bounds.Saturate((range.Low - origin) / step), Bounds.Saturate((range.High - origin) / step));
        if (range is not null && whole.Clip(first, last).Count == 0)
            return null;
        return new LongSource<T>(whole, first, last, convert, request.AsKey, request.Key) { Name = request.Name, Reason = request.Reason, Step = origin == 0 ? step : 0 };
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

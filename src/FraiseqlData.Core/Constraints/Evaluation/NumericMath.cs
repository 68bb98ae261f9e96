using System.Numerics;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>numeric's arithmetic, exact; null where a result does not fit a decimal.</summary>
static class NumericMath
{
    const int MaxScale = 28;
    const int GroupDigits = 4;
    const int MinSignificantDigits = 16;

    const int SmallDigits = 8;

    static readonly decimal[] Powers = [.. Enumerable.Range(0, MaxScale + 1).Select(n => (decimal)BigInteger.Pow(10, n))];

    static readonly BigInteger MaxUnscaled = (BigInteger.One << 96) - 1;

    public static object Of(decimal? value) => value is { } known ? known : NoValue.Unknown;

    public static decimal? Add(decimal a, decimal b)
    {
        if (IsSmall(a) && IsSmall(b) && Math.Abs(a.Scale - b.Scale) <= SmallDigits)
            return a + b;
        var scale = Math.Max(a.Scale, b.Scale);
        return Make(Unscaled(a, scale) + Unscaled(b, scale), scale);
    }

    public static decimal? Subtract(decimal a, decimal b) => Add(a, -b);

    public static decimal? Multiply(decimal a, decimal b) => a != 0 && b != 0 && IsTiny(a) && IsTiny(b) && a.Scale + b.Scale <= MaxScale ? a * b : Make(Unscaled(a, a.Scale) * Unscaled(b, b.Scale), a.Scale + b.Scale);

    /// <summary>Division with the scale that PostgreSQL gives the quotient: 16 significant digits, at least the operands' scales.</summary>
    public static decimal? Divide(decimal a, decimal b)
    {
        var (weightA, firstA) = Leading(a);
        var (weightB, firstB) = Leading(b);
        var quotientWeight = weightA - weightB - (firstA <= firstB ? 1 : 0);
        var scale = Math.Max(Math.Max(MinSignificantDigits - (quotientWeight * GroupDigits), 0), Math.Max((int)a.Scale, b.Scale));
        var common = Math.Max(a.Scale, b.Scale);
        return Make(RoundedQuotient(Unscaled(a, common) * BigInteger.Pow(10, scale), Unscaled(b, common)), scale);
    }

    public static decimal? Remainder(decimal a, decimal b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return Make(BigInteger.Remainder(Unscaled(a, scale), Unscaled(b, scale)), scale);
    }

    /// <summary>Rounds half away from zero; the result has exactly that scale. A negative scale rounds before the point.</summary>
    public static decimal? Round(decimal value, int scale)
    {
        if (scale == value.Scale)
            return value;
        if (scale is >= 0 and <= MaxScale && scale < value.Scale)
            return decimal.Round(value, scale, MidpointRounding.AwayFromZero);
        if (scale > value.Scale && scale - value.Scale <= SmallDigits && scale <= MaxScale && IsSmall(value))
            return value + new decimal(0, 0, 0, false, (byte)scale);
        if (scale >= value.Scale)
            return Make(Unscaled(value, Math.Min(scale, MaxScale)), Math.Min(scale, MaxScale));
        var rounded = RoundedQuotient(Unscaled(value, value.Scale), BigInteger.Pow(10, value.Scale - scale));
        return scale >= 0 ? Make(rounded, scale) : Make(rounded * BigInteger.Pow(10, -scale), 0);
    }

    /// <summary>Cuts towards zero; the result has exactly that scale.</summary>
    public static decimal? Truncate(decimal value, int scale)
    {
        if (scale >= value.Scale)
            return Round(value, scale);
        var cut = BigInteger.Divide(Unscaled(value, value.Scale), BigInteger.Pow(10, value.Scale - scale));
        return scale >= 0 ? Make(cut, scale) : Make(cut * BigInteger.Pow(10, -scale), 0);
    }

    /// <summary>The value under numeric(precision, scale): rounded, an error where it is too large.</summary>
    public static object Fit(decimal value, int precision, int scale) =>
        precision < 0 ? value
        : Round(value, scale) is not { } rounded ? NoValue.Unknown
        : precision - scale > MaxScale || rounded == 0 || (precision - scale >= 0 ? Math.Abs(rounded) < Powers[precision - scale] : scale - precision <= MaxScale && Math.Abs(rounded) < 1 / Powers[scale - precision]) ? rounded
        : NoValue.Error;

    /// <summary>Whether a number has so few digits that .NET adds it to another such one exactly.</summary>
    static bool IsSmall(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        return bits[2] == 0;
    }

    /// <summary>Whether a number has so few digits that .NET multiplies it by another such one exactly.</summary>
    static bool IsTiny(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        return (bits[1] | bits[2]) == 0;
    }

    static BigInteger Unscaled(decimal value, int scale)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        var magnitude = new BigInteger((uint)bits[0]) | (new BigInteger((uint)bits[1]) << 32) | (new BigInteger((uint)bits[2]) << 64);
        var unscaled = magnitude * BigInteger.Pow(10, scale - value.Scale);
        return bits[3] < 0 ? -unscaled : unscaled;
    }

    static decimal? Make(BigInteger unscaled, int scale)
    {
        // Trailing zeros beyond what a decimal holds change no comparison.
        while ((scale > MaxScale || BigInteger.Abs(unscaled) > MaxUnscaled) && scale > 0 && (unscaled % 10).IsZero)
        {
            unscaled /= 10;
            scale--;
        }
        var magnitude = BigInteger.Abs(unscaled);
        if (scale > MaxScale || magnitude > MaxUnscaled)
            return null;
        var mask = new BigInteger(uint.MaxValue);
        return new decimal(
            (int)(uint)(magnitude & mask), (int)(uint)((magnitude >> 32) & mask), (int)(uint)(magnitude >> 64), unscaled.Sign < 0,
                (byte)scale);
    }

    static BigInteger RoundedQuotient(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(BigInteger.Abs(a), BigInteger.Abs(b), out var rest);
        if (rest * 2 >= BigInteger.Abs(b))
            quotient++;
        return a.Sign * b.Sign < 0 ? -quotient : quotient;
    }

    /// <summary>The position and the value of the first non-zero group of four digits; position 0 is the one before the point.</summary>
    static (int Weight, int First) Leading(decimal value)
    {
        if (value == 0)
            return (0, 0);
        var scale = (value.Scale + GroupDigits - 1) / GroupDigits * GroupDigits;
        var rest = BigInteger.Abs(Unscaled(value, scale));
        var weight = -scale / GroupDigits;
        while (rest >= 10_000)
        {
            rest /= 10_000;
            weight++;
        }
        return (weight, (int)rest);
    }
}

using System.Numerics;
using CsCheck;
using FraiseqlData.Constraints.Evaluation;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>Decimals are reckoned with as whole numbers of any size would be, value and scale.</summary>
public sealed class NumericMathTests
{
    // Of few digits, for which .NET's own arithmetic will do, and of many.
    static readonly Gen<decimal> Numbers = Gen.Select(Gen.Int[0, 3], Gen.UInt, Gen.UInt, Gen.UInt, Gen.Bool, Gen.Int[0, 12]).Select((words, low, middle, high, isNegative, scale) =>
        new decimal(words > 0 ? (int)low : (int)(low % 2000), words > 1 ? (int)middle : 0, words > 2 ? (int)(high >> 12) : 0, isNegative, (byte)scale));

    [Fact]
    public void Sums_and_products_are_exact() => Gen.Select(Numbers, Numbers).Sample((a, b) =>
    {
        var scale = Math.Max(a.Scale, b.Scale);
        Same(NumericMath.Add(a, b), Unscaled(a, scale) + Unscaled(b, scale), scale);
        Same(NumericMath.Subtract(a, b), Unscaled(a, scale) - Unscaled(b, scale), scale);
        Same(NumericMath.Multiply(a, b), Unscaled(a, a.Scale) * Unscaled(b, b.Scale), a.Scale + b.Scale);
    });

    [Fact]
    public void Rounding_is_away_from_zero_and_has_the_scale() => Gen.Select(Numbers, Gen.Int[-4, 16]).Sample((value, scale) =>
    {
        var shift = BigInteger.Pow(10, Math.Max(value.Scale - scale, 0));
        var size = BigInteger.Abs(Unscaled(value, value.Scale));
        var rounded = (2 * size + shift) / (2 * shift) * BigInteger.Pow(10, Math.Max(scale - value.Scale, 0)) * BigInteger.Pow(10, Math.Max(-scale, 0));
        Same(NumericMath.Round(value, scale), value < 0 ? -rounded : rounded, Math.Max(scale, 0));
    });

    [Fact]
    public void Numbers_fit_a_precision_or_are_errors() => Gen.Select(Numbers, Gen.Int[1, 20], Gen.Int[-3, 12]).Sample((value, precision, scale) =>
    {
        var fit = NumericMath.Fit(value, precision, scale);
        if (NumericMath.Round(value, scale) is not { } rounded)
            fit.ShouldBe(NoValue.Unknown);
        else if (BigInteger.Abs(Unscaled(rounded, rounded.Scale)) * BigInteger.Pow(10, Math.Max(scale - precision, 0)) < BigInteger.Pow(10, rounded.Scale) * BigInteger.Pow(10, Math.Max(precision - scale, 0)))
            fit.ShouldBe(rounded);
        else
            fit.ShouldBe(rounded == 0 ? rounded : NoValue.Error);
    });

    /// <summary>A decimal holds no more than 28 decimals and 96 bits; trailing zeros beyond that are left out.</summary>
    static void Same(decimal? made, BigInteger unscaled, int scale)
    {
        while ((scale > 28 || BigInteger.Abs(unscaled) >= BigInteger.One << 96) && scale > 0 && unscaled % 10 == 0)
            (unscaled, scale) = (unscaled / 10, scale - 1);
        if (scale > 28 || BigInteger.Abs(unscaled) >= BigInteger.One << 96)
        {
            made.ShouldBeNull();
            return;
        }
        made.ShouldNotBeNull();
        (Unscaled(made.Value, made.Value.Scale), (int)made.Value.Scale).ShouldBe((unscaled, scale));
    }

    static BigInteger Unscaled(decimal value, int scale)
    {
        var bits = decimal.GetBits(value);
        var size = new BigInteger((uint)bits[0]) | (new BigInteger((uint)bits[1]) << 32) | (new BigInteger((uint)bits[2]) << 64);
        return (value < 0 ? -size : size) * BigInteger.Pow(10, scale - value.Scale);
    }
}

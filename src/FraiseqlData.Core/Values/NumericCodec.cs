using System.Globalization;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary><c>numeric</c>, within what a decimal holds.</summary>
sealed class NumericCodec(PgType type, int modifier) : TypeCodec<decimal>(type, modifier)
{
    public override void WriteBinary(decimal value, CopyBuffer buffer) => NumericBinary.Write(value, buffer);

    public override void WriteBinaryText(string text, CopyBuffer buffer)
    {
        if (Special(text) is { } special)
            NumericBinary.WriteSpecial(special, buffer);
        else
            base.WriteBinaryText(text, buffer);
    }

    public override string FromUserPart(object value) => value is string text && Special(text) is not null ? text.Trim() : base.FromUserPart(value);

    public override void AppendText(decimal value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value}");

    public override object Parse(string text)
    {
        // Only what comes back as the same text has kept all its digits.
        var isDecimal = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value.ToString(CultureInfo.InvariantCulture).Equals(text, StringComparison.Ordinal);
        return isDecimal ? value : text;
    }

    protected override decimal Convert(object value)
    {
        if (!UserNumbers.TryDecimal(value, out var number))
            throw new ValueConversionException($"{UserText.Show(value)} is no number that a .NET decimal holds");
        if (TypeModifiers.NumericLimits(Modifier) is var (precision, scale) && Overflows(number, precision, scale))
        {
            throw new ValueConversionException(string.Create(
                CultureInfo.InvariantCulture, $"{number} does not fit numeric({precision},{scale}), which takes numbers below 1e{precision - scale}"));
        }
        return number;
    }

    static bool Overflows(decimal value, int precision, int scale)
    {
        var digits = precision - scale;
        if (digits > 28)
            return false;
        var limit = 1m;
        for (var i = 0; i < Math.Abs(digits) && limit > 0; i++)
            limit = digits > 0 ? limit * 10 : limit / 10;
        // The server rounds to the scale first, away from zero.
        var rounded = scale is >= 0 and <= 28 ? Math.Round(value, scale, MidpointRounding.AwayFromZero) : value;
        return Math.Abs(rounded) >= limit && rounded != 0;
    }

    static string? Special(string text) => text.Trim().ToUpperInvariant() switch
    {
        "NAN" => "NaN",
        "INFINITY" or "+INFINITY" or "INF" or "+INF" => "Infinity",
        "-INFINITY" or "-INF" => "-Infinity",
        _ => null,
    };
}

using System.Globalization;
using System.Numerics;

namespace FraiseqlData.Values;

/// <summary>Reads numbers out of what users give: any .NET number, or text in invariant form. A boolean is no number.</summary>
static class UserNumbers
{
    /// <summary>Reads a whole number of any size up to 128 bits.</summary>
    public static bool TryInteger(object value, out Int128 result)
    {
        switch (value)
        {
            case long number:
                result = number;
                return true;
            case ulong number:
                result = number;
                return true;
            case Int128 number:
                result = number;
                return true;
            case sbyte or byte or short or ushort or int or uint or Enum:
                result = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return true;
            case BigInteger number when number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue:
                result = (Int128)number;
                return true;
            case decimal number when decimal.IsInteger(number):
                result = (Int128)number;
                return true;
            case float or double:
                var real = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                result = double.IsInteger(real) && Math.Abs(real) < 1e37 ? (Int128)real : 0;
                return result != 0 || real == 0;
            case string or char:
                return Int128.TryParse(UserText.Of(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out result);
            default:
                result = 0;
                return false;
        }
    }

    /// <summary>Reads a number that a decimal holds without loss of digits.</summary>
    /// <exception cref="ValueConversionException">It is a number, but has too many digits for a decimal.</exception>
    public static bool TryDecimal(object value, out decimal result)
    {
        switch (value)
        {
            case decimal number:
                result = number;
                return true;
            case float number:
                return TryDecimal(number.ToString("R", CultureInfo.InvariantCulture), out result);
            case double number:
                return TryDecimal(number.ToString("R", CultureInfo.InvariantCulture), out result);
            case BigInteger or Int128:
                return TryDecimal(UserText.Of(value)!, out result);
            case string or char:
                var text = UserText.Of(value)!;
                if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out result) && IsExact(text, result))
                    return true;
                if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
                    throw new ValueConversionException($"{UserText.Show(value)} has more digits than a .NET decimal holds (28)");
                return false;
            default:
                var isInteger = TryInteger(value, out var integer);
                result = isInteger ? (decimal)integer : 0;
                return isInteger;
        }
    }

    /// <summary>Reads a floating-point number, infinities and NaN included.</summary>
    public static bool TryDouble(object value, out double result)
    {
        switch (value)
        {
            case double number:
                result = number;
                return true;
            case float or decimal:
                // By way of text, or 0.1f would become 0.10000000149.
                return double.TryParse(UserText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out result);
            case string or char:
                var text = UserText.Of(value)!.Trim();
                // .NET reads a number too large as infinity; PostgreSQL refuses it.
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out result)
                    && (!double.IsInfinity(result) || !text.AsSpan().ContainsAnyInRange('0', '9'));
            default:
                var isInteger = TryInteger(value, out var integer);
                result = (double)integer;
                return isInteger;
        }
    }

    /// <summary>Whether a decimal read from a text has all its digits: decimal.Parse rounds without a word.</summary>
    static bool IsExact(string text, decimal value)
    {
        var mantissa = text.AsSpan();
        var exponent = mantissa.IndexOfAny('e', 'E');
        if (exponent >= 0)
            mantissa = mantissa[..exponent];
        Span<char> form = stackalloc char[32];
        return value.TryFormat(form, out var length, default, CultureInfo.InvariantCulture)
            && Digits(mantissa).Equals(Digits(form[..length]), StringComparison.Ordinal);
    }

    static string Digits(ReadOnlySpan<char> number)
    {
        var digits = new char[number.Length];
        var count = 0;
        foreach (var character in number)
        {
            if (char.IsAsciiDigit(character))
                digits[count++] = character;
        }
        return new string(digits, 0, count).Trim('0');
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Reads text into values: what PostgreSQL's input functions read, where .NET has the value; unknown otherwise.</summary>
static class LiteralReader
{
    const NumberStyles WholeNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
    const NumberStyles AnyNumber = WholeNumber | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFF"];
    static readonly string[] ZonedFormats = ["yyyy-MM-dd HH:mm:ss.FFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFFzzz", "yyyy-MM-dd HH:mmzz",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFK", "yyyy-MM-ddTHH:mm:ss.FFFFFFzzz"];

    public static object Read(SqlType type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        switch (type.Kind)
        {
            case SqlKind.Bool:
                return text.Trim().ToLowerInvariant() switch
                {
                    "t" or "true" or "y" or "yes" or "on" or "1" => true,
                    "f" or "false" or "n" or "no" or "off" or "0" => false,
                    _ => NoValue.Unknown,
                };
            case SqlKind.Int2 or SqlKind.Int4 or SqlKind.Int8:
                return long.TryParse(text, WholeNumber, invariant, out var whole) ? Arithmetic.Whole(type, whole) : NoValue.Unknown;
            case SqlKind.Numeric:
                return decimal.TryParse(text, AnyNumber, invariant, out var number) && text.Count(char.IsAsciiDigit) <= 28
                    ? NumericMath.Fit(number, type.Length, type.Scale)
                    : NoValue.Unknown;
            case SqlKind.Money:
                // Deparsed with the session's currency sign.
                return decimal.TryParse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Number, invariant, out var money)
                    ? money
                    : NoValue.Unknown;
            case SqlKind.Float4 or SqlKind.Float8:
                return ReadFloat(type, text.Trim());
            case SqlKind.Text or SqlKind.CaselessText or SqlKind.PaddedText:
                return Texts.Cut(type, text);
            case SqlKind.Bits:
                return text.All(c => c is '0' or '1') ? type.Length < 0 || text.Length <= type.Length ? text : text[..type.Length]
                    : NoValue.Unknown;
            case SqlKind.Enum:
                return type.Labels.Contains(text, StringComparer.Ordinal) ? text : NoValue.Error;
            case SqlKind.Uuid:
                return Guid.TryParse(text, out var guid) ? guid : NoValue.Unknown;
            case SqlKind.Date or SqlKind.Timestamp or SqlKind.TimestampTz when text.Trim().ToLowerInvariant() is "infinity" or "-infinity":
                // The ends of .NET's time line lie as far off for every value that it holds.
                return text.Contains('-', StringComparison.Ordinal) ? DateTime.MinValue : DateTime.MaxValue;
            case SqlKind.Date or SqlKind.Timestamp:
                return DateTime.TryParseExact(text, MomentFormats, invariant, DateTimeStyles.None, out var moment)
                    ? type.Kind == SqlKind.Date ? moment.Date : Moments.Round(moment, type.Length)
                    : NoValue.Unknown;
            case SqlKind.TimestampTz:
                return DateTime.TryParseExact(text, ZonedFormats, invariant, DateTimeStyles.AdjustToUniversal, out var zoned)
                    ? Moments.Round(zoned, type.Length)
                    : NoValue.Unknown;
            case SqlKind.Time:
                return TimeOnly.TryParseExact(text, ["HH:mm:ss.FFFFFF", "HH:mm"], invariant, DateTimeStyles.None, out var time)
                    ? Moments.Round(time, type.Length)
                    : NoValue.Unknown;
            case SqlKind.Interval:
                return IntervalReader.TryRead(text, out var interval) ? interval : NoValue.Unknown;
            case SqlKind.Json:
                return ReadJson(text);
            case SqlKind.Array:
                return ListLiterals.ReadArray(type, text);
            case SqlKind.Range:
                return ListLiterals.ReadRange(type, text);
            case SqlKind.Composite:
                return ListLiterals.ReadComposite(type, text);
            case SqlKind.Bytes:
                return text.StartsWith("\\x", StringComparison.Ordinal) && text.Length % 2 == 0 && text.Skip(2).All(char.IsAsciiHexDigit)
                    ? Convert.FromHexString(text.AsSpan(2))
                    : NoValue.Unknown;
            default:
                return NoValue.Unknown;
        }
    }

    public static object ReadJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? (object)JsonNull.Instance;
        }
        catch (JsonException)
        {
            return NoValue.Unknown;
        }
    }

    static object ReadFloat(SqlType type, string text)
    {
        double? named = text.ToLowerInvariant() switch
        {
            "nan" => double.NaN,
            "infinity" or "inf" or "+infinity" => double.PositiveInfinity,
            "-infinity" or "-inf" => double.NegativeInfinity,
            _ => null,
        };
        if (named is { } special)
            return special;
        if (!double.TryParse(text, AnyNumber, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return NoValue.Unknown;
        return type.Kind == SqlKind.Float8 ? value : (double)float.Parse(text, AnyNumber, CultureInfo.InvariantCulture);
    }
}

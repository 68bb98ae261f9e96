using System.Globalization;

namespace FraiseqlData.Values;

/// <summary>Reads dates and times out of what users give, without a look at the clock or the culture.</summary>
static class UserTime
{
    static readonly string[] Dates = ["yyyy-M-d", "yyyyMMdd", "yyyy/M/d", "M/d/yyyy"];
    static readonly string[] Times = ["H:m", "H:m:s", "H:m:s.FFFFFFF"];
    static readonly string[] Separators = ["' '", "'T'"];
    static readonly string[] Moments =
        [.. Dates, .. from date in Dates from time in Times from separator in Separators select date + separator + time];

    /// <summary>
    /// Reads a date, a time of day on it, and an offset from UTC if there is one. A slashed date has the month first, as PowerShell writes it.
    /// </summary>
    public static bool TryMoment(object value, out DateTime clock, out TimeSpan? offset)
    {
        (clock, offset) = value switch
        {
            DateTime { Kind: DateTimeKind.Utc } time => (time, TimeSpan.Zero),
            DateTime { Kind: DateTimeKind.Local } time => (time, TimeZoneInfo.Local.GetUtcOffset(time)),
            DateTime time => (time, (TimeSpan?)null),
            DateTimeOffset time => (time.DateTime, time.Offset),
            DateOnly date => (date.ToDateTime(TimeOnly.MinValue), null),
            _ => default,
        };
        if (value is string text)
        {
            var rest = SplitOffset(text.AsSpan().Trim(), out offset).TrimEnd();
            return DateTime.TryParseExact(rest, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out clock);
        }
        clock = DateTime.SpecifyKind(clock, DateTimeKind.Unspecified);
        return value is DateTime or DateTimeOffset or DateOnly;
    }

    /// <summary>Reads a time of day.</summary>
    public static bool TryTime(object value, out TimeOnly time)
    {
        switch (value)
        {
            case TimeOnly given:
                time = given;
                return true;
            case TimeSpan span when span >= TimeSpan.Zero && span < TimeSpan.FromDays(1):
                time = TimeOnly.FromTimeSpan(span);
                return true;
            case DateTime or DateTimeOffset:
                _ = TryMoment(value, out var clock, out _);
                time = TimeOnly.FromDateTime(clock);
                return true;
            case string text when DateTime.TryParseExact(text.Trim(), Times, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var parsed):
                time = TimeOnly.FromDateTime(parsed);
                return true;
            default:
                time = default;
                return false;
        }
    }

    /// <summary>Cuts an offset (<c>Z</c>, <c>+02</c>, <c>+02:00</c>, <c>-0330</c>, <c>+01:02:03</c>) off a text that has a time of day.</summary>
    public static ReadOnlySpan<char> SplitOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.EndsWith("Z", StringComparison.OrdinalIgnoreCase))
        {
            offset = TimeSpan.Zero;
            return text[..^1];
        }
        var time = text.IndexOf(':');
        var sign = time < 0 ? -1 : text[time..].LastIndexOfAny('+', '-') + time;
        if (sign <= time || time < 0)
            return text;
        Span<char> digits = stackalloc char[6];
        digits.Fill('0');
        var count = 0;
        foreach (var character in text[(sign + 1)..])
        {
            if (char.IsAsciiDigit(character) && count < digits.Length)
                digits[count++] = character;
            else if (character != ':' || count % 2 != 0)
                return text;
        }
        if (count < 2 || count % 2 != 0 || !TimeSpan.TryParseExact(digits, "hhmmss", CultureInfo.InvariantCulture, out var parsed))
            return text;
        offset = text[sign] == '-' ? -parsed : parsed;
        return text[..sign];
    }
}

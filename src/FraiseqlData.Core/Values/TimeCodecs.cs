using System.Globalization;
using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Values;

/// <summary>
/// Types on the time line. Infinity, years BC and years beyond 9999 have no .NET value: such text stays text when read,
/// and as a part of a range or composite it is passed on.
/// </summary>
abstract class TimeLineCodec<T>(PgType type, int modifier) : TypeCodec<T>(type, modifier)
    where T : struct
{
    public sealed override void WriteBinaryText(string text, CopyBuffer buffer)
    {
        if (Infinity(text) is { } sign)
            WriteInfinity(sign, buffer);
        else
            base.WriteBinaryText(text, buffer);
    }

    public sealed override string FromUserPart(object value) =>
        value is string text && Infinity(text) is { } sign ? (sign > 0 ? "infinity" : "-infinity") : base.FromUserPart(value);

    protected abstract void WriteInfinity(int sign, CopyBuffer buffer);

    static int? Infinity(string text) => text.Trim().ToLowerInvariant() switch
    {
        "infinity" or "+infinity" => 1,
        "-infinity" => -1,
        _ => null,
    };
}

/// <summary><c>date</c>.</summary>
sealed class DateCodec(PgType type, int modifier) : TimeLineCodec<DateOnly>(type, modifier)
{
    static readonly int Epoch = new DateOnly(2000, 1, 1).DayNumber;

    public override void WriteBinary(DateOnly value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(int));
        buffer.WriteInt32(value.DayNumber - Epoch);
    }

    public override void AppendText(DateOnly value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value:yyyy-MM-dd}");

    public override object Parse(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : text;

    protected override DateOnly Convert(object value) => value is DateOnly date
        ? date
        : UserTime.TryMoment(value, out var clock, out _)
            ? DateOnly.FromDateTime(clock)
            : throw new ValueConversionException($"{UserText.Show(value)} is no date that .NET can hold (years 1 to 9999)");

    protected override void WriteInfinity(int sign, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(int));
        buffer.WriteInt32(sign > 0 ? int.MaxValue : int.MinValue);
    }
}

/// <summary><c>timestamp</c> and <c>timestamp with time zone</c>; the latter's values are in UTC.</summary>
sealed class TimestampCodec(PgType type, int modifier, bool isUtc) : TimeLineCodec<DateTime>(type, modifier)
{
    static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).Ticks;

    readonly DateTimeKind _kind = isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified;

    public override void WriteBinary(DateTime value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(long));
        // Rounded down, also before the epoch, as the text form is.
        buffer.WriteInt64((value.Ticks / TimeSpan.TicksPerMicrosecond) - (Epoch / TimeSpan.TicksPerMicrosecond));
    }

    public override void AppendText(DateTime value, StringBuilder text)
    {
        _ = text.Append(CultureInfo.InvariantCulture, $"{value:yyyy-MM-dd HH:mm:ss.FFFFFF}");
        if (isUtc)
            _ = text.Append("+00");
    }

    public override object Parse(string text)
    {
        var clock = isUtc && text.EndsWith("+00", StringComparison.Ordinal) ? text.AsSpan(0, text.Length - 3) : text;
        return DateTime.TryParseExact(clock, "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? DateTime.SpecifyKind(time, _kind)
            : text;
    }

    protected override DateTime Convert(object value)
    {
        if (!UserTime.TryMoment(value, out var clock, out var offset))
            throw new ValueConversionException($"{UserText.Show(value)} is no point in time that .NET can hold (years 1 to 9999)");
        if (!isUtc || offset is not { } ahead)
            return DateTime.SpecifyKind(clock, _kind);
        var ticks = clock.Ticks - ahead.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : throw new ValueConversionException($"{UserText.Show(value)} is in UTC no point in time that .NET can hold (years 1 to 9999)");
    }

    protected override void WriteInfinity(int sign, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(long));
        buffer.WriteInt64(sign > 0 ? long.MaxValue : long.MinValue);
    }
}

/// <summary><c>time</c>.</summary>
sealed class TimeCodec(PgType type, int modifier) : TypeCodec<TimeOnly>(type, modifier)
{
    public override void WriteBinary(TimeOnly value, CopyBuffer buffer)
    {
        buffer.WriteInt32(sizeof(long));
        buffer.WriteInt64(value.Ticks / TimeSpan.TicksPerMicrosecond);
    }

    public override void AppendText(TimeOnly value, StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{value:HH:mm:ss.FFFFFF}");

    public override object Parse(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : text;

    protected override TimeOnly Convert(object value) => UserTime.TryTime(value, out var time)
        ? time
        : throw new ValueConversionException($"{UserText.Show(value)} is no time of day from 00:00 to 23:59:59.999999");
}

/// <summary><c>time with time zone</c>, as text such as <c>04:05:06.7+02</c>; an offset left out is UTC.</summary>
sealed class ZonedTimeCodec(PgType type, int modifier) : StringCodec(type, modifier)
{
    static readonly TimeSpan MaxOffset = TimeSpan.FromHours(16);

    public override void WriteBinary(string value, CopyBuffer buffer)
    {
        if (!TryRead(value, out var time, out var offset))
            throw new ValueConversionException($"'{value}' is no time with time zone");
        buffer.WriteInt32(sizeof(long) + sizeof(int));
        buffer.WriteInt64(time / TimeSpan.TicksPerMicrosecond);
        // West of Greenwich is positive.
        buffer.WriteInt32(-(int)offset.TotalSeconds);
    }

    protected override string Convert(object value)
    {
        if (value is string given && TryRead(given, out _, out _))
            return given.Trim();
        if (value is string || !UserTime.TryTime(value, out var time))
            throw new ValueConversionException($"{UserText.Show(value)} is no time with time zone");
        var offset = value is DateTimeOffset moment ? moment.Offset : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.FFFFFF}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }

    static bool TryRead(string text, out long ticks, out TimeSpan offset)
    {
        var clock = UserTime.SplitOffset(text.AsSpan().Trim(), out var given).TrimEnd();
        offset = given ?? TimeSpan.Zero;
        ticks = TimeSpan.TicksPerDay;
        if (offset.Duration() >= MaxOffset)
            return false;
        if (clock is "24:00" or "24:00:00")
            return true;
        var isTime = TimeOnly.TryParseExact(clock, ["H:m", "H:m:s", "H:m:s.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        ticks = time.Ticks;
        return isTime;
    }
}

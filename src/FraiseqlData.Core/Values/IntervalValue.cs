using System.Globalization;
using System.Text;

namespace FraiseqlData.Values;

/// <summary>An interval as PostgreSQL stores it: months, days and microseconds, which do not convert into each other.</summary>
readonly record struct IntervalValue(int Months, int Days, long Microseconds) : IComparable<IntervalValue>, IComparable
{
    const long MicrosecondsPerDay = 86_400_000_000;
    const int DaysPerMonth = 30;

    const ulong MicrosecondsPerSecond = 1_000_000;

    public static IntervalValue From(TimeSpan span) => new(0, span.Days, (span.Ticks - (span.Days * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerMicrosecond);

    /// <summary>What intervals are compared by: microseconds, a month having 30 days and a day 24 hours.</summary>
    public Int128 Length => (((Int128)Months * DaysPerMonth) + Days) * MicrosecondsPerDay + Microseconds;

    public int CompareTo(IntervalValue other) => Length.CompareTo(other.Length);

    public int CompareTo(object? obj) => obj is IntervalValue other ? CompareTo(other) : throw new ArgumentException("It is no interval.", nameof(obj));

    /// <summary>The text that <c>interval_out</c> writes under <c>IntervalStyle = postgres</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var afterNegative = false;
        Append(text, Months / 12, "year", ref afterNegative);
        Append(text, Months % 12, "mon", ref afterNegative);
        Append(text, Days, "day", ref afterNegative);
        if (Microseconds == 0 && text.Length > 0)
            return text.ToString();
        var size = Microseconds < 0 ? 0 - (ulong)Microseconds : (ulong)Microseconds;
        var (seconds, fraction) = (size / MicrosecondsPerSecond, size % MicrosecondsPerSecond);
        var sign = Microseconds < 0 ? "-" : afterNegative ? "+" : "";
        if (text.Length > 0)
            _ = text.Append(' ');
        _ = text.Append(
            CultureInfo.InvariantCulture,
            $"{sign}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{fraction / 1e6m:.######}");
        return text.ToString();
    }

    static void Append(StringBuilder text, int value, string unit, ref bool afterNegative)
    {
        if (value == 0)
            return;
        var sign = afterNegative && value > 0 ? "+" : "";
        _ = text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{sign}{value} {unit}{(value == 1 ? "" : "s")}");
        afterNegative = value < 0;
    }
}

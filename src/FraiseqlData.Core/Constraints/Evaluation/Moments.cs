using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Arithmetic on dates, times and intervals as PostgreSQL does it.</summary>
static class Moments
{
    public const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Moves a moment, stopping at the ends of what .NET can hold.</summary>
    public static DateTime Shift(DateTime moment, TimeSpan by) =>
        by >= TimeSpan.Zero
            ? moment > DateTime.MaxValue - by ? DateTime.MaxValue : moment + by
            : moment < DateTime.MinValue - by ? DateTime.MinValue : moment + by;

    /// <summary>A moment with no more fractional digits of a second than <paramref name="digits"/> (-1 for all): half a step is rounded up.</summary>
    public static DateTime Round(DateTime moment, int digits) =>
        Step(digits) is var step && moment.Ticks > DateTime.MaxValue.Ticks - step ? moment
            : new DateTime((moment.Ticks + (step / 2)) / step * step, moment.Kind);

    /// <summary>A time of day with no more fractional digits of a second than that; one that would become 24:00 is unknown here.</summary>
    public static object Round(TimeOnly time, int digits) =>
        Step(digits) is var step && (time.Ticks + (step / 2)) / step * step is var ticks && ticks < TimeSpan.TicksPerDay
            ? new TimeOnly(ticks)
            : NoValue.Unknown;

    static long Step(int digits)
    {
        var step = digits < 0 ? 1 : TimeSpan.TicksPerSecond;
        for (var i = 0; i < digits && i < 6; i++)
            step /= 10;
        return step;
    }

    /// <summary>Adds an interval: months first (the day is cut to the month's last), then days, then time.</summary>
    public static object Add(DateTime moment, IntervalValue interval)
    {
        try
        {
            return moment.AddMonths(interval.Months).AddDays(interval.Days).AddTicks(interval.Microseconds * TimeSpan.TicksPerMicrosecond);
        }
        catch (ArgumentOutOfRangeException)
        {
            return NoValue.Unknown;
        }
    }

    public static IntervalValue Negate(IntervalValue i) => new(-i.Months, -i.Days, -i.Microseconds);

    /// <summary>The difference of two timestamps: days and time, never months.</summary>
    public static IntervalValue Difference(DateTime a, DateTime b)
    {
        var microseconds = (a - b).Ticks / TimeSpan.TicksPerMicrosecond;
        return new IntervalValue(0, (int)(microseconds / MicrosecondsPerDay), microseconds % MicrosecondsPerDay);
    }

    /// <summary><c>age(a, b)</c>: years, months and days by the calendar.</summary>
    public static IntervalValue Age(DateTime a, DateTime b)
    {
        if (a < b)
            return Negate(Age(b, a));
        var months = ((a.Year - b.Year) * 12) + a.Month - b.Month;
        var days = a.Day - b.Day;
        var time = (a.TimeOfDay - b.TimeOfDay).Ticks / TimeSpan.TicksPerMicrosecond;
        if (time < 0)
        {
            time += MicrosecondsPerDay;
            days--;
        }
        if (days < 0)
        {
            // The borrowed month is the one that the earlier moment lies in.
            days += DateTime.DaysInMonth(b.Year, b.Month);
            months--;
        }
        return new IntervalValue(months, days, time);
    }

    /// <summary><c>date_trunc</c> on a local moment, or null for a unit that is not known here.</summary>
    public static DateTime? Truncate(string unit, DateTime m) => unit switch
    {
        "second" or "seconds" => m.AddTicks(-(m.Ticks % TimeSpan.TicksPerSecond)),
        "minute" or "minutes" => m.AddTicks(-(m.Ticks % TimeSpan.TicksPerMinute)),
        "hour" or "hours" => m.AddTicks(-(m.Ticks % TimeSpan.TicksPerHour)),
        "day" or "days" => m.Date,
        "week" or "weeks" => m.Date.AddDays(-(((int)m.DayOfWeek + 6) % 7)),
        "month" or "months" => new DateTime(m.Year, m.Month, 1, 0, 0, 0, m.Kind),
        "quarter" => new DateTime(m.Year, ((m.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, m.Kind),
        "year" or "years" => new DateTime(m.Year, 1, 1, 0, 0, 0, m.Kind),
        _ => null,
    };

    /// <summary>A field of a local moment, or null for a field that is not known here.</summary>
    public static decimal? Field(string field, DateTime m) => field switch
    {
        "year" or "years" => m.Year,
        "month" or "months" or "mon" => m.Month,
        "day" or "days" => m.Day,
        "hour" or "hours" => m.Hour,
        "minute" or "minutes" => m.Minute,
        "second" or "seconds" => (m.Ticks % TimeSpan.TicksPerMinute) / 10 / 1_000_000m,
        "dow" => (int)m.DayOfWeek,
        "isodow" => m.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)m.DayOfWeek,
        "doy" => m.DayOfYear,
        "quarter" => ((m.Month - 1) / 3) + 1,
        "week" => System.Globalization.ISOWeek.GetWeekOfYear(m),
        "isoyear" => System.Globalization.ISOWeek.GetYear(m),
        "epoch" => (m - DateTime.UnixEpoch).Ticks / 10 / 1_000_000m,
        _ => null,
    };

    /// <summary>A field of an interval, or null for a field that is not known here.</summary>
    public static decimal? Field(string field, IntervalValue i) => field switch
    {
        "year" or "years" => i.Months / 12,
        "month" or "months" or "mon" => i.Months % 12,
        "day" or "days" => i.Days,
        "hour" or "hours" => i.Microseconds / 3_600_000_000,
        "minute" or "minutes" => i.Microseconds / 60_000_000 % 60,
        "second" or "seconds" => i.Microseconds % 60_000_000 / 1_000_000m,
        // A year counts 365.25 days here, a month 30.
        "epoch" => (i.Months / 12 * 31_557_600m) + (i.Months % 12 * 2_592_000m) + (i.Days * 86_400m) + (i.Microseconds / 1_000_000m),
        _ => null,
    };
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>The smallest field that an interval column keeps; the server cuts off what is smaller.</summary>
readonly record struct IntervalFields
{
    // Bits of the modifier's upper half (src/include/utils/datetime.h and timestamp.h).
    const int FullRange = 0x7FFF;
    const int Month = 1 << 1;
    const int Year = 1 << 2;
    const int Day = 1 << 3;
    const int Hour = 1 << 10;
    const int Minute = 1 << 11;
    const int Second = 1 << 12;

    const long Seconds = 1_000_000;
    const long SecondsPerDay = 86_400;

    readonly int _months;

    IntervalFields(int months, long seconds) => (_months, Microseconds) = (months, (months * 30 * SecondsPerDay + seconds) * Seconds);

    /// <summary>Whether the column keeps whole months or years only.</summary>
    public bool IsMonths => _months > 0;

    /// <summary>The field's length as it counts in comparisons.</summary>
    public long Microseconds { get; }

    /// <summary>How often the field fits a day; 0 for longer ones.</summary>
    public long StepsPerDay => SecondsPerDay * Seconds / Microseconds;

    /// <summary>The field of an interval type's modifier, -1 for none.</summary>
    public static IntervalFields Of(int modifier) => (modifier < 0 ? FullRange : (modifier >> 16) & FullRange) switch
    {
        var fields when (fields & Second) != 0 => new(0, 1),
        var fields when (fields & Minute) != 0 => new(0, 60),
        var fields when (fields & Hour) != 0 => new(0, 3600),
        var fields when (fields & Day) != 0 => new(0, SecondsPerDay),
        var fields when (fields & Month) != 0 => new(1, 0),
        var fields when (fields & Year) != 0 => new(12, 0),
        _ => new(0, 1),
    };

    /// <summary>How many of the field lie within so many days.</summary>
    public long Within(long days) => IsMonths ? days / (30 * _months) : days * StepsPerDay;

    /// <summary>The interval of so many of the field.</summary>
    public IntervalValue Value(long number)
    {
        if (IsMonths)
            return new((int)(number * _months), 0, 0);
        var (days, rest) = Math.DivRem(number, StepsPerDay);
        return new(0, (int)days, rest * Microseconds);
    }
}

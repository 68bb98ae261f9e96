namespace FraiseqlData.Generation.Sources;

/// <summary>The smallest field that an interval column keeps; the server cuts off what is smaller.</summary>
/// <param name="Name">The field's name as a unit.</param>
/// <param name="Seconds">Its length, 0 for months and years.</param>
readonly record struct IntervalFields(string Name, long Seconds)
{
    // Bits of the modifier's upper half (src/include/utils/datetime.h and timestamp.h).
    const int FullRange = 0x7FFF;
    const int Month = 1 << 1;
    const int Year = 1 << 2;
    const int Day = 1 << 3;
    const int Hour = 1 << 10;
    const int Minute = 1 << 11;
    const int Second = 1 << 12;

    /// <summary>Whether the column keeps whole months or years only.</summary>
    public bool IsMonths => Seconds == 0;

    /// <summary>The field of an interval type's modifier, -1 for none.</summary>
    public static IntervalFields Of(int modifier) => (modifier < 0 ? FullRange : (modifier >> 16) & FullRange) switch
    {
        var fields when (fields & Second) != 0 => new("seconds", 1),
        var fields when (fields & Minute) != 0 => new("minutes", 60),
        var fields when (fields & Hour) != 0 => new("hours", 3600),
        var fields when (fields & Day) != 0 => new("days", 86_400),
        var fields when (fields & Month) != 0 => new("mons", 0),
        var fields when (fields & Year) != 0 => new("years", 0),
        _ => new("seconds", 1),
    };
}

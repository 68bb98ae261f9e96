namespace FraiseqlData.Generation.Groups;

/// <summary>The moments of a row: created ≤ updated ≤ deleted, created ≤ start &lt; end. Whole seconds.</summary>
/// <param name="Created">When the row was made.</param>
/// <param name="Updated">When it was changed last.</param>
/// <param name="Deleted">When it was or would be deleted.</param>
/// <param name="Start">When what it tells of begins.</param>
/// <param name="End">When that ends.</param>
readonly record struct Period(DateTime Created, DateTime Updated, DateTime Deleted, DateTime Start, DateTime End);

/// <summary>What is given of the moments of a row; the others are drawn around it.</summary>
readonly record struct PeriodParts(DateTime? Created = null, DateTime? Updated = null, DateTime? Deleted = null, DateTime? Start = null, DateTime? End = null);

/// <summary>Draws moments that follow each other.</summary>
/// <param name="reference">The moment that nothing but starts and ends comes after; never the clock.</param>
/// <param name="span">How long before the reference rows may have been made.</param>
/// <param name="longest">The longest time from start to end; at least two seconds.</param>
/// <param name="wholeDays">Whether moments are days (at midnight); start and end are then different days.</param>
sealed class Periods(DateTime reference, TimeSpan span, TimeSpan longest, bool wholeDays = false)
{
    static readonly TimeSpan LongestLead = TimeSpan.FromDays(30);

    readonly long _unit = wholeDays ? TimeSpan.TicksPerDay : TimeSpan.TicksPerSecond;

    /// <summary>The two years before a reference date, with starts and ends up to a quarter of a year apart.</summary>
    public static Periods Before(DateTime reference, bool wholeDays = false) => new(reference, TimeSpan.FromDays(730), TimeSpan.FromDays(90), wholeDays);

    /// <summary>Draws moments.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="given">What is given; the rest holds the laws as far as the given moments do.</param>
    /// <param name="notBefore">The moment that nothing comes before, such as when the parent was made; null for none.</param>
    public Period Draw(ref CellRandom random, in PeriodParts given = default, DateTime? notBefore = null)
    {
        var earliest = notBefore is { } floor && floor > reference - span ? Up(floor) : reference - span;
        var latest = Least(reference, given.Updated, given.Deleted, given.Start, given.End);
        var created = given.Created ?? (latest < earliest && notBefore is null ? Between(latest - span, latest, ref random) : Between(earliest, latest, ref random));
        var updated = given.Updated ?? Between(created, Least(reference, given.Deleted), ref random);
        var deleted = given.Deleted ?? Between(updated, reference, ref random);
        // Half of what follows soon, half at any time up to the longest.
        var start = given.Start ?? (given.End is { } end
            ? Between(Later(created, end - longest), Earlier(end, end - new TimeSpan(_unit)), ref random)
            : Between(created, created + LongestLead, ref random));
        return new Period(created, updated, deleted, start, given.End ?? Between(start + new TimeSpan(_unit), start + (random.Chance(0.5) ? longest / 8 : longest), ref random));
    }

    /// <summary>A whole moment from one to another, both included; the first where there is none.</summary>
    DateTime Between(DateTime from, DateTime to, ref CellRandom random)
    {
        var first = Up(from);
        return to <= first ? first : first.AddTicks(random.Between(0, (to - first).Ticks / _unit) * _unit);
    }

    DateTime Up(DateTime moment) => moment.AddTicks((_unit - moment.Ticks % _unit) % _unit);

    static DateTime Least(DateTime moment, params ReadOnlySpan<DateTime?> others)
    {
        foreach (var other in others)
            moment = other is { } earlier && earlier < moment ? earlier : moment;
        return moment;
    }

    static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}

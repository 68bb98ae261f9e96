using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A moment that has to agree with the others of its row.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Name">What its name says.</param>
/// <param name="Before">The places, in the row's moments, of those that do not come later.</param>
/// <param name="Own">Draws the moment where it is made here; null where another step gives it.</param>
sealed record MomentMember(int Column, MomentName Name, IReadOnlyList<int> Before, SourceStep? Own)
{
    /// <summary>The moment of a cell in ticks, or null for NULL and for values that are no moments.</summary>
    public static long? TicksOf(ColumnVector vector, int row) => vector.IsNull(row) ? null : vector switch
    {
        ColumnVector<DateTime> times => times[row].Ticks,
        ColumnVector<DateOnly> dates => dates[row].DayNumber * TimeSpan.TicksPerDay,
        _ => null,
    };

    /// <summary>
    /// A number for the moment, drawn from what looks natural but not before the given one; where nothing natural lies behind it,
    /// within a month of it.
    /// </summary>
    public static long NotBefore(IOrderedSource source, long floor, ref CellRandom random)
    {
        const long Month = 30 * TimeSpan.TicksPerDay;
        var step = (long)source.Step;
        // A date of the same day is not before.
        var first = step == TimeSpan.TicksPerDay ? floor / step : (floor + step - 1) / step;
        var space = source.Natural.Clip(first, long.MaxValue);
        if (space.Count == 0)
            space = source.Whole.Clip(first, first + Math.Max(1, Month / step));
        return space.Count == 0 ? source.Natural.At(random.Next(source.Natural.Count)) : space.At(random.Next(space.Count));
    }
}

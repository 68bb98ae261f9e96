using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>A moment that has to agree with the others of its row.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Name">What its name says.</param>
/// <param name="Before">The places, in the row's moments, of those that do not come later.</param>
/// <param name="CanBeNull">Whether it may be NULL.</param>
/// <param name="Own">Draws the moment where it is made here; null where another step gives it.</param>
/// <param name="Pace">How soon it comes after what it follows.</param>
/// <param name="Latest">When it comes at the latest, in ticks: what is over has ended by now.</param>
/// <param name="Twin">The place, in the row's moments, of the one of which this is the same day or time; negative for none.</param>
sealed record MomentMember(int Column, MomentName Name, int[] Before, bool CanBeNull, SourceStep? Own, MomentPace Pace, long Latest = long.MaxValue, int Twin = -1)
{
    // Of several moments the first is early.
    const int EarlyDraws = 4;
    const long Month = 30 * TimeSpan.TicksPerDay;
    const long Year = 365 * TimeSpan.TicksPerDay;

    static readonly string[] DueEvents = ["due", "deadline", "required", "promised", "expected", "needed"];

    readonly IOrderedSource? _source = Own?.Source as IOrderedSource;
    readonly long _step = Own?.Source is IOrderedSource source ? (long)source.Step : 0;
    readonly long _mostSteps = StepsIn(MostOf(Pace), Own);
    readonly long _lastNumber = StepsIn(IsOpen(Pace, CanBeNull) ? long.MaxValue : Latest, Own);
    readonly int _draws = Pace == MomentPace.Early ? EarlyDraws : 1;
    readonly bool _isOpen = Latest < long.MaxValue && IsOpen(Pace, CanBeNull);

    /// <summary>Whether nothing in the row comes before it, so that only its parents limit it.</summary>
    public bool IsFirst { get; } = (Name.Kind == MomentKind.Life || IsDue(Name)) && Before.Length == 0;

    /// <summary>Whether it is the end of work that is done: there is none without a beginning.</summary>
    public bool EndsWork { get; } = Name.Kind == MomentKind.End && Before.Length > 0 && MomentNames.IsDone(Name.Period);

    /// <summary>Whether a person begins to work then.</summary>
    public bool IsHiring { get; } = MomentNames.IsHiring(Name);

    /// <summary>Whether it is when the row was changed last.</summary>
    public bool IsLast { get; } = MomentOrder.IsLast(Name);

    static long StepsIn(long ticks, SourceStep? own) => ticks < long.MaxValue && own?.Source is IOrderedSource { Step: > 0 and var step } ? ticks / (long)step : long.MaxValue;

    /// <summary>The longest time after what it follows, in ticks.</summary>
    static long MostOf(MomentPace pace) => pace switch
    {
        MomentPace.Together => 10 * TimeSpan.TicksPerMinute,
        MomentPace.SameDay => 8 * TimeSpan.TicksPerHour,
        MomentPace.Next => 5 * TimeSpan.TicksPerDay,
        MomentPace.Days => 14 * TimeSpan.TicksPerDay,
        MomentPace.Soon => Month,
        _ => long.MaxValue,
    };

    /// <summary>Whether what would come later than the latest has not come yet, and is NULL.</summary>
    static bool IsOpen(MomentPace pace, bool canBeNull) => canBeNull && (pace is MomentPace.SameDay or MomentPace.Next or MomentPace.Days or MomentPace.Soon);

    /// <summary>Whether it is when something is due, soon after it was ordered.</summary>
    public static bool IsDue(MomentName name) => name.Kind == MomentKind.End && DueEvents.Contains(name.Event);

    /// <summary>Whether it ends something by a date that is set beforehand.</summary>
    public static bool IsExpiry(MomentName name) => name.Kind == MomentKind.End && name.Event.StartsWith("expir", StringComparison.Ordinal);

    /// <summary>The moment of a cell in ticks, or null for NULL and for values that are no moments.</summary>
    public static long? TicksOf(ColumnVector vector, int row) => vector.IsNull(row) ? null : vector switch
    {
        ColumnVector<DateTime> times => times[row].Ticks,
        ColumnVector<DateOnly> dates => dates[row].DayNumber * TimeSpan.TicksPerDay,
        _ => null,
    };

    /// <summary>The moment in ticks, or null for none.</summary>
    public static long? TicksOf(object? value) => value switch
    {
        DateTime time => time.Ticks,
        DateOnly date => date.DayNumber * TimeSpan.TicksPerDay,
        _ => null,
    };

    /// <summary>Mends a moment that its own column's step has drawn, so that it is not before others.</summary>
    /// <param name="ticks">The moment, in ticks.</param>
    /// <param name="floor">The latest of the moments that do not come later, in ticks; <see cref="long.MinValue"/> for none.</param>
    /// <param name="isSoon">Whether it comes within a month of them, if not drawn later: or else what stands deep in a tree were all made on one day.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="attempt">The attempt.</param>
    /// <returns>The moment that it has now, in ticks; <see cref="long.MinValue"/> where it has not come yet, and is NULL.</returns>
    public long Mend(long ticks, long floor, bool isSoon, RowBatch batch, int row, int attempt)
    {
        if (ticks <= Latest && (floor == long.MinValue ? _draws == 1 : ticks >= floor && Pace == MomentPace.Any))
            return ticks;
        ticks = Redraw(floor == long.MinValue && _draws == 1 ? Latest - Year : floor, isSoon, batch, row, attempt);
        if (!_isOpen || ticks <= Latest)
            return ticks;
        batch.Columns[Column]!.SetNull(row);
        return long.MinValue;
    }

    /// <summary>Keeps a moment between two others, if the column has a natural one there.</summary>
    /// <returns>The moment that it has now, in ticks.</returns>
    public long Keep(long ticks, long earliest, long latest, RowBatch batch, int row, int attempt)
    {
        if (ticks >= earliest && ticks <= latest)
            return ticks;
        var random = Own!.SecondThoughtOf(batch, row, attempt);
        if (_source!.Natural.Draw(earliest / _step + 1, latest / _step, ref random) is not { } number)
            return ticks;
        _source.WriteNumber(batch.Columns[Column]!, row, number);
        return number * _step;
    }

    /// <summary>Makes a moment one of the day on which another one is.</summary>
    /// <returns>The moment that it has now, in ticks.</returns>
    public long OnDayOf(long other, long floor, RowBatch batch, int row, int attempt)
    {
        var day = other / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay;
        var random = Own!.SecondThoughtOf(batch, row, attempt);
        if (_source!.Whole.Draw((Math.Max(day, Math.Min(floor, day + TimeSpan.TicksPerDay - 1)) + _step - 1) / _step, (day + TimeSpan.TicksPerDay - 1) / _step, ref random) is not { } number)
            return day;
        _source.WriteNumber(batch.Columns[Column]!, row, number);
        return number * _step;
    }

    long Redraw(long floor, bool isSoon, RowBatch batch, int row, int attempt)
    {
        var random = Own!.SecondThoughtOf(batch, row, attempt);
        var most = isSoon ? Math.Min(_mostSteps, Month / _step) : _mostSteps;
        var number = Between(floor, most, ref random);
        for (var draws = 1; draws < _draws; draws++)
            number = Math.Min(number, Between(floor, most, ref random));
        _source!.WriteNumber(batch.Columns[Column]!, row, number);
        return number * _step;
    }

    /// <summary>
    /// A number for a moment, drawn from what looks natural but not before the given one, nor later than a span after it or than the latest;
    /// where nothing natural lies there, until the latest, or within a month where there is none. Where the column takes none of these (it is partitioned
    /// by the moment), within a month of the next one that it takes, else in its last month.
    /// </summary>
    long Between(long floor, long mostSteps, ref CellRandom random)
    {
        // A date of the same day is not before.
        var first = _step == TimeSpan.TicksPerDay ? floor / _step : (floor + _step - 1) / _step;
        var last = Math.Min(mostSteps == long.MaxValue ? long.MaxValue : first + mostSteps, _lastNumber);
        var (whole, month) = (_source!.Whole, Math.Max(1, Month / _step));
        return _source.Natural.Draw(first, last, ref random)
            ?? whole.Draw(first, last < long.MaxValue && last >= first ? last : first + month, ref random)
            ?? (first < whole.High ? whole.At(whole.RankOf(first)) is var next ? whole.Draw(next, next + month, ref random) : null : whole.Draw(whole.High - month, whole.High, ref random))
            ?? _source.Natural.At(random.Next(_source.Natural.Count));
    }
}

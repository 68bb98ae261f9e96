using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation;

/// <summary>
/// The moments of one owner's rows, numbered from the latest one back: distinct, and not before the owner's own beginning as long as there is room.
/// Where rows have an end too, their periods follow each other: each ends when the next later one begins, and the latest goes on.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="start">The column of the moment.</param>
/// <param name="starts">Its source; whole without holes.</param>
/// <param name="end">The column of the end and its source, which counts in the same steps; null where rows have none.</param>
sealed class Timeline(TableContext table, int start, IOrderedSource starts, (int Column, IOrderedSource Source)? end)
{
    const double LeastShare = 0.5;
    const double MostShare = 0.85;
    const long LeastDays = 2;

    readonly long _day = TimeSpan.TicksPerDay / (long)starts.Step;
    readonly bool _isOpen = end is { } last && !table.ColumnAt(last.Column).NotNull && !table.Constraints.DomainOf(table.ColumnAt(last.Column).Name).NotNull;
    readonly bool _isPast = MomentGroup.IsOfPast(table.Table);

    /// <summary>The column of the moment.</summary>
    public int Start => start;

    /// <summary>The column of the end; null where rows have none.</summary>
    public int? End => end?.Column;

    /// <summary>How many moments an owner has at least.</summary>
    public ulong Room => (ulong)Math.Max(0, end is null ? (starts.Natural.Low - starts.Whole.Low) / (_isPast ? 2 : 1) + 1 : (starts.Natural.Low - starts.Whole.Low) / _day / (2 * LeastDays));

    /// <summary>Says where the values of a column come from.</summary>
    public ColumnAccount AccountFor(int column) => ColumnAccount.Of((ValueSource)(column == start ? starts : end!.Value.Source));

    /// <summary>Writes a moment of an owner, and the end of the period that begins then.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="beginning">When the owner began, in ticks; null where nobody knows.</param>
    /// <param name="owner">A number of the owner's own.</param>
    /// <param name="rank">How many later moments the owner has.</param>
    public void Write(RowBatch batch, int row, long? beginning, ulong owner, ulong rank)
    {
        if (end is not { } last)
        {
            starts.WriteNumber(batch.Columns[start]!, row, Scattered(NumberOf(beginning, 1), owner, rank));
            return;
        }
        var (from, next) = Successive(NumberOf(beginning, _day), owner, rank);
        starts.WriteNumber(batch.Columns[start]!, row, from);
        if (rank > 0)
            last.Source.WriteNumber(batch.Columns[last.Column]!, row, Math.Max(from, next - 1));
        else if (_isOpen)
            batch.Columns[last.Column]!.SetNull(row);
        else
            last.Source.WriteNumber(batch.Columns[last.Column]!, row, LastEnd(from, owner));
    }

    /// <summary>The first whole unit of steps that is not before an owner's beginning and leaves room for every row.</summary>
    long NumberOf(long? beginning, long unit)
    {
        var least = end is null ? _isPast ? starts.Whole.Low + (long)Room : starts.Natural.Low : starts.Whole.Low + (long)Room * LeastDays * _day + 1;
        var number = beginning is { } ticks ? (ticks + (long)starts.Step - 1) / (long)starts.Step : starts.Natural.Low;
        // What began today or will begin tells nothing of when its rows happened.
        number = number > starts.Natural.High ? starts.Natural.Low : Math.Max(number, least);
        return (number + unit - 1) / unit * unit;
    }

    /// <summary>Moments that are spread evenly, in any order; where all are taken those before them.</summary>
    long Scattered(long low, ulong owner, ulong rank)
    {
        low = Math.Min(low, starts.Natural.High);
        var count = (ulong)(starts.Natural.High - low) + 1;
        if (rank >= count)
            return low - 1 - (long)(rank - count);
        // Steps of the golden section that meet every moment once.
        var step = Math.Max(1, (ulong)(count * 0.618));
        while (Gcd(step, count) != 1)
            step--;
        return low + (long)(((UInt128)rank * step + CellRandom.Mix(owner)) % count);
    }

    /// <summary>Where a period begins, and where the next later one does: each earlier one takes its share of what is left since the owner's beginning.</summary>
    (long From, long Next) Successive(long low, ulong owner, ulong rank)
    {
        var (first, high) = (low / _day, starts.Natural.High / _day);
        var random = CellRandom.For(owner, 0);
        var next = high + 1;
        var from = first + Share(Math.Max(0, high - first), ref random);
        for (var number = 0UL; number < rank; number++)
        {
            next = from;
            if (from - first < 2 * LeastDays)
                return ((first - LeastDays * (long)(rank - number)) * _day, (number + 1 == rank ? from : first - LeastDays * (long)(rank - number - 1)) * _day);
            from = first + Math.Min(Share(from - first, ref random), from - first - LeastDays);
        }
        return (from * _day, next * _day);
    }

    static long Share(long days, ref CellRandom random) => (long)(days * (LeastShare + (MostShare - LeastShare) * random.NextDouble()));

    /// <summary>When the last period ends where it may not stay open: in the past if all rows are past.</summary>
    long LastEnd(long from, ulong owner)
    {
        var random = CellRandom.For(owner, 1);
        var (natural, whole) = (end!.Value.Source.Natural, end.Value.Source.Whole);
        var now = table.Run.Compiler.Options.ReferenceDate.Ticks / (long)starts.Step;
        return _isPast ? whole.Draw(from + _day - 1, Math.Max(from + _day - 1, now - 1), ref random) ?? from
            : natural.Draw(Math.Max(now, from + _day), long.MaxValue, ref random) ?? whole.Draw(from + _day - 1, Math.Max(now, from) + 365 * _day, ref random) ?? from;
    }

    static ulong Gcd(ulong one, ulong other)
    {
        while (other != 0)
            (one, other) = (other, one % other);
        return one;
    }
}

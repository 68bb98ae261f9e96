using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>A source whose values stand in order like whole numbers; ranges are built on it, and columns that agree with one another.</summary>
interface IOrderedSource
{
    /// <summary>What a step from one number to the next is worth: for numbers their unit (0.01), for moments ticks; 0 where that says nothing.</summary>
    decimal Step { get; }

    /// <summary>All values that the column can take.</summary>
    LongSpace Whole { get; }

    /// <summary>The values that look natural; a part of <see cref="Whole"/>.</summary>
    LongSpace Natural { get; }

    /// <summary>The value that stands for a number.</summary>
    object ObjectAt(long number);

    /// <summary>Writes the value that stands for a number.</summary>
    void WriteNumber(ColumnVector target, int row, long number);
}

/// <summary>Values that are whole numbers in disguise: integers, scaled decimals, days, seconds.</summary>
sealed class LongSource<T> : TypedSource<T>, IOrderedSource
    where T : notnull
{
    readonly Func<long, T> _convert;
    readonly Permutation? _permutation;
    readonly ulong _firstNatural;

    /// <summary>Creates a source.</summary>
    /// <param name="whole">The numbers that the column can take; not empty.</param>
    /// <param name="low">The smallest number that looks natural.</param>
    /// <param name="high">The greatest number that looks natural.</param>
    /// <param name="convert">Makes a number a value, one to one.</param>
    /// <param name="sequential">Whether distinct values come in order rather than mixed.</param>
    /// <param name="key">Decides the order of distinct values.</param>
    public LongSource(LongSpace whole, long low, long high, Func<long, T> convert, bool sequential, ulong key)
    {
        Whole = whole;
        Natural = whole.Clip(low, high) is { Count: > 0 } natural ? natural : Nearest(whole, low);
        _convert = convert;
        _firstNatural = Whole.RankOf(Natural.At(0));
        if (!sequential)
            _permutation = new Permutation(Natural.Count, key);
    }

    public LongSpace Whole { get; }

    public LongSpace Natural { get; }

    public decimal Step { get; init; }

    public override ulong DistinctCapacity => Whole.Count;

    // Whole numbers count something: the least ones come first.
    public override ulong Interchangeable => this is TypedSource<DateTime> or TypedSource<DateOnly> || (Step != 1 && _permutation is not null) ? Natural.Count : 0;

    public object ObjectAt(long number) => _convert(number);

    public void WriteNumber(ColumnVector target, int row, long number) => ((ColumnVector<T>)target)[row] = _convert(number);

    public override T Make(ref CellRandom random) => _convert(Natural.At(random.Next(Natural.Count)));

    public override T MakeDistinct(ulong index, ref CellRandom random) => _convert(NumberAt(index));

    /// <summary>First the natural numbers, then those above them, then those below them, downwards.</summary>
    long NumberAt(ulong index)
    {
        if (index < Natural.Count)
            return Natural.At(_permutation is null ? index : _permutation.At(index));
        var behind = _firstNatural + index;
        return Whole.At(behind < Whole.Count ? behind : _firstNatural - 1 - (behind - Whole.Count));
    }

    static LongSpace Nearest(LongSpace whole, long low)
    {
        // The natural numbers lie outside: take up to a thousand of those that come nearest.
        const ulong Few = 1000;
        var count = Math.Min(whole.Count, Few);
        var first = whole.Low > low ? 0 : whole.Count - count;
        return whole.Clip(whole.At(first), whole.At(first + count - 1));
    }
}

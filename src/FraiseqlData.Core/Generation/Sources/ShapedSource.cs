using FraiseqlData.Generation.Distributions;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values that a distribution chooses among those of another source.</summary>
/// <param name="values">The values; they stand in order like numbers.</param>
/// <param name="draw">Draws a number of these.</param>
sealed class ShapedSource<T>(LongSource<T> values, NumberDraw draw) : TypedSource<T>
    where T : notnull
{
    public override ulong DistinctCapacity => values.DistinctCapacity;

    public override T Make(ref CellRandom random) => (T)values.ObjectAt(values.Whole.Nearest(draw.Of(ref random)));

    public override T MakeDistinct(ulong index, ref CellRandom random) => values.MakeDistinct(index, ref random);
}

/// <summary>Makes sources whose values are spread by a distribution.</summary>
static class ShapedSources
{
    /// <summary>The source that spreads the values of another one, which are whole numbers in disguise; null where they are not.</summary>
    public static TypedSource? Of(TypedSource? values, NumberDraw draw) => values switch
    {
        LongSource<short> s => With(s, draw),
        LongSource<int> s => With(s, draw),
        LongSource<long> s => With(s, draw),
        LongSource<decimal> s => With(s, draw),
        LongSource<float> s => With(s, draw),
        LongSource<double> s => With(s, draw),
        LongSource<DateOnly> s => With(s, draw),
        LongSource<DateTime> s => With(s, draw),
        _ => null,
    };

    static ShapedSource<T> With<T>(LongSource<T> values, NumberDraw draw)
        where T : notnull => new(values, draw) { Name = values.Name, Reason = values.Reason };
}

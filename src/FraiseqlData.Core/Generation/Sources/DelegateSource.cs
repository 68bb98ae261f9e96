namespace FraiseqlData.Generation.Sources;

/// <summary>Draws a value from a cell's stream.</summary>
delegate T Draw<out T>(ref CellRandom random);

/// <summary>A source made of two functions: one that draws, one that gives the value of a number.</summary>
sealed class DelegateSource<T> : TypedSource<T>
    where T : notnull
{
    readonly Draw<T> _draw;
    readonly Func<ulong, T>? _distinct;
    readonly Permutation? _permutation;

    /// <summary>A source without distinct values.</summary>
    public DelegateSource(Draw<T> draw) => _draw = draw;

    /// <summary>A source of <paramref name="count"/> numbered values; draws are picks among the first <paramref name="natural"/>.</summary>
    public DelegateSource(Func<ulong, T> at, ulong count, ulong natural, ulong key)
    {
        (_draw, _distinct, DistinctCapacity) = ((ref CellRandom random) => at(random.Next(natural)), at, count);
        _permutation = new Permutation(natural, key);
    }

    public override ulong DistinctCapacity { get; }

    public override T Make(ref CellRandom random) => _draw(ref random);

    public override T MakeDistinct(ulong index, ref CellRandom random) =>
        _distinct!(index < _permutation!.Count ? _permutation.At(index) : index);
}

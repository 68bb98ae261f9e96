namespace FraiseqlData.Generation.Sources;

/// <summary>Values from a list: an enum's labels, what a check allows, true and false.</summary>
sealed class ListSource<T> : TypedSource<T>
    where T : notnull
{
    readonly IReadOnlyList<T> _values;
    readonly Permutation _permutation;

    /// <summary>Creates a source.</summary>
    /// <param name="values">At least one value; all different to PostgreSQL.</param>
    /// <param name="key">Decides the order of distinct values.</param>
    public ListSource(IReadOnlyList<T> values, ulong key) => (_values, _permutation) = (values, new Permutation((ulong)values.Count, key));

    public override ulong DistinctCapacity => (ulong)_values.Count;

    public override T Make(ref CellRandom random) => _values[random.Next(_values.Count)];

    public override T MakeDistinct(ulong index, ref CellRandom random) => _values[(int)_permutation.At(index)];
}

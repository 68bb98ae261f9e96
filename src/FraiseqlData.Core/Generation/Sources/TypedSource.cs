using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>A source that can also hand its values to another source, which builds arrays, ranges or rows of them.</summary>
abstract class TypedSource : ValueSource
{
    /// <summary>The .NET type of the values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Draws a value as an object.</summary>
    public abstract object MakeObject(ref CellRandom random);

    /// <summary>Gives the distinct value of that index as an object.</summary>
    public abstract object MakeDistinctObject(ulong index, ref CellRandom random);
}

/// <summary>A source of values of type <typeparamref name="T"/>.</summary>
abstract class TypedSource<T> : TypedSource
    where T : notnull
{
    public sealed override Type ValueType => typeof(T);

    /// <summary>Draws a value.</summary>
    public abstract T Make(ref CellRandom random);

    /// <summary>Gives the distinct value of that index.</summary>
    public virtual T MakeDistinct(ulong index, ref CellRandom random) =>
        throw new InvalidOperationException($"The generator {Name} has no distinct values.");

    public override object MakeObject(ref CellRandom random) => Make(ref random);

    public override object MakeDistinctObject(ulong index, ref CellRandom random) => MakeDistinct(index, ref random);

    public override void Write(ColumnVector target, int row, CellRandom random, in CellContext cell) =>
        ((ColumnVector<T>)target)[row] = Make(ref random);

    public override void WriteDistinct(ColumnVector target, int row, ulong index, CellRandom random, in CellContext cell)
    {
        if (index >= DistinctCapacity)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The generator {Name} has {DistinctCapacity} distinct values.");
        ((ColumnVector<T>)target)[row] = MakeDistinct(index, ref random);
    }
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Numbers that go on from row to row: from a start, else the rows' instance numbers.</summary>
sealed class SequenceSource<T>(long? start, long step, Func<long, T> convert) : TypedSource<T>
    where T : notnull
{
    public override ulong DistinctCapacity => 1UL << 40;

    public override T Make(ref CellRandom random) => throw new InvalidOperationException("A sequence needs a row.");

    public override T MakeDistinct(ulong index, ref CellRandom random) => convert((start ?? 1) + (long)index * step);

    public override void Write(ColumnVector target, int row, CellRandom random, in CellContext cell) =>
        ((ColumnVector<T>)target)[row] = convert(start is { } first ? first + cell.Batch.OrdinalOf(cell.Row) * step : cell.Instance * step);
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Values in the locale of their row.</summary>
/// <param name="locales">Says which that is.</param>
/// <param name="sources">One for each locale. Distinct values of two are different, or they are the same source.</param>
sealed class MixedSource(RowLocales locales, IReadOnlyList<ValueSource> sources) : ValueSource
{
    public override ulong DistinctCapacity { get; } = sources.Min(s => s.DistinctCapacity);

    /// <summary>The sources of all locales as one; the first alone where it is the only one.</summary>
    public static ValueSource Of(RowLocales? locales, Func<string?, ValueSource> sourceOf)
    {
        if (locales is null)
            return sourceOf(null);
        var sources = locales.Codes.Select(sourceOf).ToList();
        return new MixedSource(locales, sources) { Name = sources[0].Name, Reason = sources[0].Reason, Origin = sources[0].Origin };
    }

    public override void Write(ColumnVector target, int row, CellRandom random, in CellContext cell) =>
        sources[locales.Of(cell.Batch, cell.Row)].Write(target, row, random, cell);

    public override void WriteDistinct(ColumnVector target, int row, ulong index, CellRandom random, in CellContext cell) =>
        sources[locales.At(index)].WriteDistinct(target, row, index, random, cell);
}

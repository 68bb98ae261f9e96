using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a price with that of the thing that the row refers to; without one, with a price of its own.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="price">The parent's price.</param>
sealed class ParentPriceStep(SourceStep own, ParentValue price) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = price.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("the price of what it refers to", price.Columns, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var (cells, source) = (batch.Columns[own.Column]!, (IOrderedSource)own.Source);
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || price.Of(batch, row) is not decimal given)
                continue;
            var number = Bounds.Saturate(decimal.Round(given / source.Step));
            if (source.Whole.Contains(number))
                source.WriteNumber(cells, row, number);
        }
    }
}

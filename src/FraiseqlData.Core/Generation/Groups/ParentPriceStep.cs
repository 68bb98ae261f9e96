using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a price with that of the thing that the row refers to, or with less where it was bought; without a thing, with a price of its own.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="price">The parent's price.</param>
/// <param name="isCost">Whether the column says what the thing cost its owner.</param>
sealed class ParentPriceStep(SourceStep own, ParentValue price, bool isCost = false) : BatchStep
{
    // In percent of the price.
    const int Cheapest = 60;
    const int Dearest = 100;

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
            var share = isCost ? own.SecondThoughtOf(batch, row, attempt).Between(Cheapest, Dearest) : Dearest;
            var number = Bounds.Saturate(decimal.Round(given * share / Dearest / source.Step));
            if (source.Whole.Contains(number))
                source.WriteNumber(cells, row, number);
        }
    }
}

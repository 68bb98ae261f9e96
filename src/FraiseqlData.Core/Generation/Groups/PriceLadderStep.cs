using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the prices of a thing so that they make sense side by side: it costs its seller less than its price, and was dearer once.</summary>
/// <param name="price">Fills the price.</param>
/// <param name="others">The prices that stand beside it.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PriceLadderStep(SourceStep price, IReadOnlyList<MoneyColumn> others, ulong streamKey) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [price.Column, .. others.Select(o => o.Column)];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        (column == price.Column ? price : others.First(o => o.Column == column).Own!).AccountFor(column).InGroup("prices", Writes, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        price.Fill(batch, start, end, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var value = batch.Columns[price.Column]!.GetValue(row) is { } known ? Convert.ToDecimal(known, System.Globalization.CultureInfo.InvariantCulture) : (decimal?)null;
            foreach (var other in others)
            {
                // In hundredths of the price.
                var share = other.Role switch { MoneyRole.Cost => random.Between(35, 75), MoneyRole.SalePrice => random.Between(70, 95), _ => random.Between(105, 140) };
                if (other.Own!.TryNull(batch, row, attempt))
                    continue;
                var source = (IOrderedSource)other.Own.Source;
                var number = value is { } worth ? (long)Math.Round(worth * share / 100 / source.Step) : 0;
                if (value is not null && source.Whole.Contains(number))
                    source.WriteNumber(batch.Columns[other.Column]!, row, number);
                else
                    other.Own.Draw(batch, row, attempt);
            }
        }
    }
}

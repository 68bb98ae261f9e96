using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills the prices of a thing so that they make sense side by side: it costs its seller less than its price, and was dearer once.</summary>
/// <param name="price">The price; another step may give it.</param>
/// <param name="others">The prices that stand beside it.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PriceLadderStep(MoneyColumn price, IReadOnlyList<MoneyColumn> others, ulong streamKey) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [.. others.Prepend(price).Where(c => c.Own is not null).Select(c => c.Column)];

    public override IReadOnlyList<int> Reads { get; } = price.Own is null ? [price.Column] : [];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        others.Prepend(price).First(o => o.Column == column).Own!.AccountFor(column).InGroup("prices", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        price.Own?.Fill(batch, start, end, attempt);
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

using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills an amount with that of the thing that the row refers to, or about it; without one, with an amount of its own.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="amount">The parent's amount.</param>
/// <param name="least">The least part of it, of 1.</param>
/// <param name="most">The greatest part of it, of 1.</param>
sealed class ParentAmountStep(SourceStep own, ParentValue amount, decimal least, decimal most) : BatchStep
{
    const decimal Cent = 0.01m;
    const int Parts = 1000;

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = amount.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("the amount of what it refers to", amount.Columns, column);

    static decimal? Amount(object? value) => value switch
    {
        decimal number => number,
        float number when float.Abs(number) < (float)decimal.MaxValue => (decimal)number,
        double number when double.Abs(number) < (double)decimal.MaxValue => (decimal)number,
        int number => number,
        long number => number,
        _ => null,
    };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var finest = least < most && own.Source is IOrderedSource { Step: < Cent } ? Cent : 0;
        var (cells, source) = (batch.Columns[own.Column]!, (IOrderedSource)own.Source);
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || Amount(amount.Of(batch, row)) is not { } given)
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            var value = least < most ? given * (least + (most - least) * random.Next(Parts) / Parts) : given;
            var number = Bounds.Saturate(decimal.Round((finest > 0 ? decimal.Round(value / finest) * finest : value) / source.Step));
            if (source.Whole.Contains(number))
                source.WriteNumber(cells, row, number);
        }
    }
}

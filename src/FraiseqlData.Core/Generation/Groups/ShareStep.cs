using System.Globalization;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a number that is a part of another one of its row, or a multiple: what is spent of what is sold, this year's of last year's.</summary>
/// <param name="own">Fills the number alone.</param>
/// <param name="lead">The column of the other one; another step gives it.</param>
/// <param name="share">The least and the greatest part, in hundredths.</param>
sealed class ShareStep(SourceStep own, int lead, (int Least, int Most) share) : BatchStep
{
    const int Parts = 100;

    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = [lead];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("figures in proportion", [lead], column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var (cells, leads, source) = (batch.Columns[own.Column]!, batch.Columns[lead]!, (IOrderedSource)own.Source);
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || leads.IsNull(row))
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            var part = random.Between(share.Least * Parts, share.Most * Parts) / (decimal)(Parts * Parts);
            var number = Bounds.Saturate(decimal.Round(Convert.ToDecimal(leads.GetValue(row), CultureInfo.InvariantCulture) * part / source.Step));
            if (source.Whole.Contains(number))
                source.WriteNumber(cells, row, number);
        }
    }
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a flag of which the other columns of the row leave one answer: what has a file name is no folder.</summary>
/// <param name="own">Fills the flag alone.</param>
/// <param name="answer">The answer.</param>
sealed class FixedFlagStep(SourceStep own, bool answer) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column) with { Reason = "the other columns leave one answer" };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[own.Column] is not ColumnVector<bool> cells)
            return;
        for (var row = start; row < end; row++)
        {
            if (!cells.IsNull(row))
                cells[row] = answer;
        }
    }
}

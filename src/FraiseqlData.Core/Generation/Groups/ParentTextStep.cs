using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a text with what the row's parent says; without a parent, or where that does not fit, with one of its own.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="shape">What the column demands of texts.</param>
/// <param name="told">The parent's text.</param>
sealed class ParentTextStep(SourceStep own, TextShape shape, ParentValue told) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = told.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("what it refers to", told.Columns, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[own.Column] is not ColumnVector<string> cells)
            return;
        for (var row = start; row < end; row++)
        {
            if (!cells.IsNull(row) && told.Of(batch, row) is string text && shape.Fit(text) is { } fit)
                cells[row] = fit;
        }
    }
}

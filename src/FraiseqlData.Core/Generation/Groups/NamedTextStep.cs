using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Makes a text from a name.</summary>
/// <param name="name">The name.</param>
/// <param name="drawn">What the column's own source gave.</param>
/// <param name="instance">The row's instance.</param>
/// <param name="random">A stream.</param>
/// <returns>The text, or null where the name says nothing.</returns>
delegate string? TextOfName(string name, string drawn, long instance, ref CellRandom random);

/// <summary>Fills a text that follows a name: the description of a category, the file name of a picture.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="name">Says the name.</param>
/// <param name="shape">What the column demands of texts.</param>
/// <param name="write">Makes the text.</param>
sealed class NamedTextStep(SourceStep own, RowName name, TextShape shape, TextOfName write) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = name.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("what it is called", name.Columns, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0 || batch.Columns[own.Column] is not ColumnVector<string> cells)
            return;
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || name.Of(batch, row) is not { } called)
                continue;
            var random = own.SecondThoughtOf(batch, row, attempt);
            if (write(called, cells[row], batch.InstanceOf(row), ref random) is { } text && shape.Fit(text) is { } fit)
                cells[row] = fit;
        }
    }
}

using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills a column that tells of a row's place among the rows of its owner: positions count up, the first one is the primary one.</summary>
/// <param name="own">Fills the column alone.</param>
/// <param name="ranks">The places.</param>
/// <param name="isFlag">Whether the column is a flag that only the first row has.</param>
sealed class SiblingStep(SourceStep own, SiblingRanks ranks, bool isFlag) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [own.Column];

    public override IReadOnlyList<int> Reads { get; } = ranks.Columns;

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) => own.AccountFor(column).InGroup("the row's place among those of its owner", ranks.Columns, column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        own.Fill(batch, start, end, attempt);
        // What a constraint refused is drawn anew.
        if (attempt > 0)
            return;
        var cells = batch.Columns[own.Column]!;
        for (var row = start; row < end; row++)
        {
            if (cells.IsNull(row) || ranks.Of(batch, row) is not { } rank)
                continue;
            if (!isFlag)
                WriteNumber(cells, row, ((IOrderedSource)own.Source).Natural.Low + rank);
            else if (cells is ColumnVector<bool> flags)
                flags[row] = rank == 0 && ranks.HasOwner(batch, row);
            else
                WriteNumber(cells, row, rank == 0 && ranks.HasOwner(batch, row) ? 1 : 0);
        }
    }

    void WriteNumber(ColumnVector cells, int row, long number)
    {
        var source = (IOrderedSource)own.Source;
        if (number <= source.Whole.High)
            source.WriteNumber(cells, row, number);
    }
}

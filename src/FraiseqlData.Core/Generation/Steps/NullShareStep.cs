namespace FraiseqlData.Generation;

/// <summary>Makes a share of a column's cells NULL that another step has filled.</summary>
/// <param name="filled">The other step.</param>
/// <param name="columns">The column, or all columns of a foreign key that are NULL together.</param>
/// <param name="ratio">The share of NULLs, from 0 to 1.</param>
/// <param name="streamKey">The stream of the choice.</param>
/// <param name="references">The numbers of the table's references that have no parent then.</param>
sealed class NullShareStep(BatchStep filled, IReadOnlyList<int> columns, double ratio, ulong streamKey, IReadOnlyList<int> references) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = columns;

    public override ColumnAccount AccountFor(int column) => (filled.Writes.Contains(column) ? filled.AccountFor(column) : new ColumnAccount("null", "NULL where the key's other columns are")) with { NullRatio = ratio };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var nulls = NullChance.Of(ratio, attempt);
        for (var row = start; row < end; row++)
        {
            if (!CellRandom.For(streamKey, batch.InstanceOf(row), attempt).Chance(nulls))
                continue;
            foreach (var column in Writes)
                batch.Columns[column]!.SetNull(row);
            foreach (var reference in references)
                batch.SetPick(reference, row, RowBatch.NoPick);
        }
    }
}

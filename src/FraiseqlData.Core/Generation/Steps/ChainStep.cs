using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a foreign key by which each row of a table may be referred to once, by another of the same table: each row refers to the one before it.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="nullable">Those of its columns that become NULL where a chain begins; none where the first row refers to the last.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="nullRatio">The share of rows with which a chain begins, from 0 to 1.</param>
sealed class ChainStep(TableReference reference, IReadOnlyList<int> nullable, ulong streamKey, double nullRatio) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference) with { NullRatio = nullable.Contains(column) ? nullRatio : 0 };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var ordinal = batch.OrdinalOf(row);
            var begins = nullable.Count > 0 && (ordinal == 0 || CellRandom.For(streamKey, batch.InstanceOf(row)).Chance(nullRatio));
            var before = ordinal > 0 ? ordinal - 1 : reference.Parents!.Count - 1;
            reference.Parents!.Copy(before, targets, row);
            foreach (var column in begins ? nullable : [])
                batch.Columns[column]!.SetNull(row);
            batch.SetPick(reference.Index, row, begins ? RowBatch.NoPick : before);
        }
    }
}

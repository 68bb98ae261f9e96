using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a foreign key that is unique in its table: every parent is taken at most once, rows beyond them have none.</summary>
/// <param name="reference">The foreign key; all its columns may be NULL.</param>
/// <param name="streamKey">Decides the order of the parents.</param>
sealed class EachOnceStep(TableReference reference, ulong streamKey) : BatchStep
{
    readonly Permutation _order = new((ulong)Math.Max(1, reference.Parents!.Count), streamKey);

    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var parent = batch.OrdinalOf(row) is var ordinal && ordinal < reference.Parents!.Count ? (long)_order.At((ulong)ordinal) : RowBatch.NoPick;
            if (parent == RowBatch.NoPick)
                Array.ForEach(targets, t => t!.SetNull(row));
            else
                reference.Parents!.Copy(parent, targets, row);
            batch.SetPick(reference.Index, row, parent);
        }
    }
}

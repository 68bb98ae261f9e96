using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a foreign key with the parents that rows are dealt out to, one after the other.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="shares">Says which parent a row belongs to.</param>
/// <param name="firstParent">The number, among the reference's parents, of the first one that gets rows.</param>
/// <param name="firstOrdinal">The ordinal of the first row that is dealt out.</param>
sealed class PerParentStep(TableReference reference, ParentShares shares, long firstParent, long firstOrdinal) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        var (parent, position) = start < end ? shares.Find(batch.OrdinalOf(start) - firstOrdinal) : default;
        for (var row = start; row < end; row++)
        {
            reference.Parents!.Copy(firstParent + parent, targets, row);
            batch.SetPick(reference.Index, row, firstParent + parent);
            if (row + 1 < end)
                (parent, position) = shares.Next(parent, position);
        }
    }
}

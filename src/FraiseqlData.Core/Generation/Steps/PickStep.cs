using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a foreign key's columns with the keys of parents that the user narrowed, picked as the user says.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="parents">The parents.</param>
/// <param name="ordinalOf">The number of one of these among all of the reference's parents, negative where it is none of them: what else refers to the same ancestors agrees with it.</param>
/// <param name="pick">How they are picked.</param>
/// <param name="streamKey">The stream.</param>
/// <param name="firstOrdinal">The ordinal of the first row that picks.</param>
sealed class PickStep(TableReference reference, ParentKeys parents, Func<long, long> ordinalOf, ParentPick pick, ulong streamKey, long firstOrdinal) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override bool CanRetry => pick.IsRandom;

    public override ColumnAccount AccountFor(int _) => new("override", "") { Generator = "reference", DistinctValues = parents.IsKnown ? parents.Count : null };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        for (var row = start; row < end; row++)
        {
            var picked = pick.Of(batch.OrdinalOf(row) - firstOrdinal, CellRandom.For(streamKey, batch.InstanceOf(row), attempt), parents.Count);
            parents.Copy(picked, targets, row);
            batch.SetPick(reference.Index, row, ordinalOf(picked) is >= 0 and var ordinal ? ordinal : RowBatch.NoPick);
        }
    }
}

using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a foreign key's columns with keys of parents picked by a jump consistent hash.</summary>
/// <param name="reference">The foreign key.</param>
/// <param name="nullable">Those of its columns that become NULL where the row has no parent.</param>
/// <param name="streamKey">The key's stream.</param>
/// <param name="nullRatio">The share of rows without a parent, from 0 to 1.</param>
/// <param name="preference">Which parents suit; null where all are alike.</param>
/// <param name="isFlat">Whether rows of the same table have only parents that have none themselves.</param>
sealed class ReferenceStep(TableReference reference, IReadOnlyList<int> nullable, ulong streamKey, double nullRatio, ParentPreference? preference, bool isFlat = false) : BatchStep
{
    readonly bool _isSelfReference = reference.Resolved.Source == ParentSource.Itself;

    public override IReadOnlyList<int> Writes { get; } = reference.Columns;

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(reference) with { NullRatio = nullable.Contains(column) ? nullRatio : 0 };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var targets = new ColumnVector?[Writes.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = batch.Columns[Writes[i]];
        var nulls = NullChance.Of(nullRatio, attempt);
        for (var row = start; row < end; row++)
        {
            var random = CellRandom.For(streamKey, batch.InstanceOf(row), attempt);
            var withoutParent = nulls > 0 && random.Chance(nulls);
            var parent = _isSelfReference ? EarlierRow(batch.OrdinalOf(row), random) : JumpHash.Of(random.NextUInt64(), reference.Parents!.Count);
            for (var (above, isRoot) = (parent, !isFlat); !isRoot;)
            {
                var stream = CellRandom.For(streamKey, batch.InstanceOf(row) - batch.OrdinalOf(row) + above);
                parent = above;
                isRoot = above == 0 || (nullRatio > 0 && stream.Chance(nullRatio));
                above = isRoot ? above : EarlierRow(above, stream);
            }
            // What a constraint refused is drawn anew.
            if (attempt == 0 && preference is not null)
                parent = preference.From(new Candidates(reference.Parents!.Count), parent);
            reference.Parents!.Copy(parent, targets, row);
            // The first row of a tree has nobody above it; where NULL is not allowed it points at itself.
            if (withoutParent || (_isSelfReference && batch.OrdinalOf(row) == 0 && nullable.Count > 0))
            {
                SetNull(batch, row);
                parent = RowBatch.NoPick;
            }
            batch.SetPick(reference.Index, row, parent);
        }
    }

    static long EarlierRow(long ordinal, CellRandom random) => ordinal == 0 ? 0 : (long)random.Next((ulong)ordinal);

    void SetNull(RowBatch batch, int row)
    {
        foreach (var column in nullable)
            batch.Columns[column]!.SetNull(row);
    }
}

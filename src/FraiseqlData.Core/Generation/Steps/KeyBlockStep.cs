using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a key column from its reserved block.</summary>
sealed class KeyBlockStep(int column, KeyBlock block) : BatchStep, IOrdinalStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override bool CanRetry => false;

    /// <summary>The block.</summary>
    public KeyBlock Block => block;

    public override ColumnAccount AccountFor(int _) => new("key", FormattableString.Invariant($"numbers reserved from {block.Base} on")) { Generator = "sequence", IsUnique = true };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Columns[column]!;
        for (var row = start; row < end; row++)
            WriteAt(batch.OrdinalOf(row), target, row);
    }

    public void WriteAt(long ordinal, ColumnVector target, int row) => VectorCopy.WriteInteger(target, row, block.KeyOf(ordinal));
}

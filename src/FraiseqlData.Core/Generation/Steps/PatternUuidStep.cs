using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a uuid key with pattern UUIDs, in increasing order.</summary>
/// <param name="column">The column.</param>
/// <param name="prefix">The table's pattern UUID with any instance.</param>
/// <param name="firstInstance">The instance of the table's first row.</param>
sealed class PatternUuidStep(int column, PatternUuid prefix, long firstInstance) : BatchStep, IOrdinalStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) => new("pattern uuid", "the row's number in the table's pattern UUID") { Generator = "uuid", DistinctValues = PatternUuid.MaxInstance, IsUnique = true };

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Vector<Guid>(column);
        for (var row = start; row < end; row++)
            target[row] = (prefix with { Instance = batch.InstanceOf(row) }).ToGuid();
    }

    public void WriteAt(long ordinal, ColumnVector target, int row)
    {
        var id = (prefix with { Instance = firstInstance + ordinal }).ToGuid();
        if (target is ColumnVector<Guid> guids)
            guids[row] = id;
        else
            target.SetValue(row, id.ToString("D"));
    }
}

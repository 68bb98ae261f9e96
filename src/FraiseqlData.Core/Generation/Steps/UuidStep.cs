using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Fills a uuid column with ids that follow from the rows' instances, in increasing order.</summary>
/// <param name="column">The column.</param>
/// <param name="firstInstance">The instance of the table's first row.</param>
/// <param name="isPattern">Whether the ids are pattern UUIDs.</param>
/// <param name="idOf">The id of an instance.</param>
sealed class UuidStep(int column, long firstInstance, bool isPattern, Func<long, Guid> idOf) : BatchStep, IOrdinalStep
{
    public override IReadOnlyList<int> Writes { get; } = [column];

    public override bool CanRetry => false;

    public override ColumnAccount AccountFor(int _) =>
        new(isPattern ? "pattern uuid" : "uuid version 7", isPattern ? "the row's number in the table's pattern UUID" : "the reference date and the row's number") { Generator = "uuid", DistinctValues = PatternUuid.MaxInstance, IsUnique = true };

    /// <summary>Pattern UUIDs of a table.</summary>
    /// <param name="column">The column.</param>
    /// <param name="firstInstance">The instance of the table's first row.</param>
    /// <param name="prefix">The table's pattern UUID with any instance.</param>
    public static UuidStep Pattern(int column, long firstInstance, PatternUuid prefix) =>
        new(column, firstInstance, isPattern: true, instance => (prefix with { Instance = instance }).ToGuid());

    /// <summary>UUIDs of version 7.</summary>
    /// <param name="column">The column.</param>
    /// <param name="firstInstance">The instance of the table's first row.</param>
    /// <param name="origin">The instant of instance 0, in UTC.</param>
    /// <param name="streamKey">The column's stream.</param>
    public static UuidStep Version7(int column, long firstInstance, DateTime origin, ulong streamKey) => new(column, firstInstance, isPattern: false, instance =>
    {
        var random = CellRandom.For(streamKey, instance, attempt: 0);
        return Version7Uuid.Of(origin, instance, random.NextUInt64(), random.NextUInt64());
    });

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var target = batch.Vector<Guid>(column);
        for (var row = start; row < end; row++)
            target[row] = idOf(batch.InstanceOf(row));
    }

    public void WriteAt(long ordinal, ColumnVector target, int row)
    {
        var id = idOf(firstInstance + ordinal);
        if (target is ColumnVector<Guid> guids)
            guids[row] = id;
        else
            target.SetValue(row, id.ToString("D"));
    }
}

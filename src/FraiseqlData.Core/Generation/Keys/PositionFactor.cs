using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation;

/// <summary>Owners of rows, and the numbers of their rows without gaps: some have one, others more, before anybody has more than these.</summary>
/// <param name="owners">The factors of the owner.</param>
/// <param name="column">The column of the number.</param>
/// <param name="source">Its source, of whole numbers.</param>
/// <param name="streamKey">The key's stream.</param>
sealed class PositionFactor(IReadOnlyList<KeyFactor> owners, int column, ValueSource source, ulong streamKey) : KeyFactor
{
    const int MostInRound = 4;

    readonly IOrderedSource _numbers = (IOrderedSource)source;
    readonly ulong _owners = UniqueStep.SizeOf(owners);
    readonly Permutation _order = new(UniqueStep.SizeOf(owners), streamKey);

    public override IReadOnlyList<int> Columns { get; } = [.. owners.SelectMany(o => o.Columns), column];

    public override ulong Size => (ulong)UInt128.Min((UInt128)_owners * 2 * (((ulong)(_numbers.Whole.High - _numbers.Natural.Low) + 1) / MostInRound), long.MaxValue);

    public override ColumnAccount AccountFor(int index) => owners.FirstOrDefault(o => o.Columns.Contains(index))?.AccountFor(index) ?? ColumnAccount.Of(source);

    public override void Write(RowBatch batch, int row, ulong digit)
    {
        var (round, turn) = Math.DivRem(digit, 2 * _owners);
        var (owner, behind, rows) = TimelineFactor.TurnOf(turn, _owners);
        var rest = _order.At(owner);
        foreach (var factor in owners)
        {
            (rest, var own) = Math.DivRem(rest, factor.Size);
            factor.Write(batch, row, own);
        }
        _numbers.WriteNumber(batch.Columns[column]!, row, _numbers.Natural.Low + (long)round * rows + rows - 1 - behind);
    }
}

using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation;

/// <summary>
/// Owners of rows, each with a few moments of its own: some have one, others more, before anybody has more than these. Where several parents are the owner
/// together, each of their combinations has one first: who rents what, hardly rents it again.
/// </summary>
/// <param name="owners">The factors of the owner.</param>
/// <param name="beginnings">When the owner began, by what its parents say.</param>
/// <param name="timeline">The owner's moments.</param>
/// <param name="streamKey">The key's stream.</param>
sealed class TimelineFactor(IReadOnlyList<KeyFactor> owners, IReadOnlyList<ParentValue> beginnings, Timeline timeline, ulong streamKey) : KeyFactor
{
    const int GroupSize = 4;
    const int GroupRows = 8;

    // Of four owners two have one row, one has two, one has four; the earliest come first.
    static readonly (int Owner, int Rank, int Rows)[] Group = [(0, 0, 1), (1, 0, 1), (2, 1, 2), (2, 0, 2), (3, 3, 4), (3, 2, 4), (3, 1, 4), (3, 0, 4)];

    readonly bool _isShared = owners.Sum(o => o.Columns.Count) > 1;
    readonly ulong _owners = UniqueStep.SizeOf(owners);
    readonly Permutation _order = new(UniqueStep.SizeOf(owners), streamKey);

    public override IReadOnlyList<int> Columns { get; } = [.. owners.SelectMany(o => o.Columns), timeline.Start];

    public override IReadOnlyList<int> Besides { get; } = timeline.End is { } end ? [end] : [];

    public override ulong Size { get; } = (ulong)UInt128.Min((UInt128)UniqueStep.SizeOf(owners) * 2 * (timeline.Room / GroupSize), long.MaxValue);

    public override ColumnAccount AccountFor(int column) => owners.FirstOrDefault(o => o.Columns.Contains(column))?.AccountFor(column) ?? timeline.AccountFor(column);

    public override void Write(RowBatch batch, int row, ulong digit)
    {
        var (round, turn) = Math.DivRem(digit, _isShared ? _owners : 2 * _owners);
        var (owner, rank, rows) = _isShared ? (turn, 0, 1) : TurnOf(turn, _owners);
        owner = _order.At(owner);
        var rest = owner;
        foreach (var factor in owners)
        {
            (rest, var own) = Math.DivRem(rest, factor.Size);
            factor.Write(batch, row, own);
        }
        timeline.Write(batch, row, Beginning(batch, row, beginnings), CellRandom.Mix(streamKey ^ CellRandom.Mix(owner)), round * (ulong)rows + (ulong)rank);
    }

    /// <summary>Whose turn it is: the owner, how many rows of its own follow in the round, and how many it has in a round.</summary>
    /// <param name="turn">The turn in the round, of twice as many as there are owners.</param>
    /// <param name="owners">How many owners there are.</param>
    public static (ulong Owner, int Rank, int Rows) TurnOf(ulong turn, ulong owners)
    {
        var (group, place) = Math.DivRem(turn, GroupRows);
        if (group < owners / GroupSize)
            return (group * GroupSize + (ulong)Group[place].Owner, Group[place].Rank, Group[place].Rows);
        return (turn / 2, 1 - (int)(turn % 2), 2);
    }

    /// <summary>When the youngest of a row's owners began, in ticks; null where nobody knows.</summary>
    public static long? Beginning(RowBatch batch, int row, IReadOnlyList<ParentValue> beginnings)
    {
        long? latest = null;
        foreach (var value in beginnings)
        {
            if (MomentMember.TicksOf(value.Of(batch, row)) is { } ticks && !(ticks <= latest))
                latest = ticks;
        }
        return latest;
    }
}

/// <summary>The moments of each parent that rows are counted out to, the latest first.</summary>
/// <param name="timeline">The moments.</param>
/// <param name="beginnings">When each parent began; null where nobody knows.</param>
/// <param name="streamKey">The key's stream.</param>
sealed class ScopedTimeline(Timeline timeline, RowValues? beginnings, ulong streamKey) : ScopedFactor
{
    public override IReadOnlyList<int> Columns { get; } = [timeline.Start];

    public override IReadOnlyList<int> Besides { get; } = timeline.End is { } end ? [end] : [];

    public override bool IsOrdered => true;

    public override ColumnAccount AccountFor(int column) => timeline.AccountFor(column);

    public override ulong SizeOf(long parent) => timeline.Room;

    public override void Write(RowBatch batch, int row, long parent, ulong digit) =>
        timeline.Write(batch, row, MomentMember.TicksOf(beginnings?.Of(parent)), CellRandom.Mix(streamKey ^ CellRandom.Mix((ulong)parent)), digit);
}

using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Fills the moments of a row so that they agree: what was created first is updated later, a period ends after it starts.
/// Members that other steps give (overrides, unique keys) are kept, and the others follow them.
/// </summary>
/// <param name="members">The row's moments, those first that others follow.</param>
sealed class MomentStep(IReadOnlyList<MomentMember> members) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [.. members.Where(m => m.Own is not null).Select(m => m.Column)];

    public override IReadOnlyList<int> Reads { get; } = [.. members.Where(m => m.Own is null).Select(m => m.Column)];

    public override bool IsDrawn => true;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        Span<long> ticks = stackalloc long[members.Count];
        for (var row = start; row < end; row++)
        {
            for (var i = 0; i < members.Count; i++)
            {
                var member = members[i];
                if (member.Own is { } own)
                    Write(own, batch, row, attempt, Floor(member, ticks));
                ticks[i] = MomentMember.TicksOf(batch.Columns[member.Column]!, row) ?? long.MinValue;
            }
        }
    }

    static long Floor(MomentMember member, ReadOnlySpan<long> ticks)
    {
        var floor = long.MinValue;
        foreach (var before in member.Before)
            floor = Math.Max(floor, ticks[before]);
        return floor;
    }

    static void Write(SourceStep own, RowBatch batch, int row, int attempt, long floor)
    {
        own.Fill(batch, row, row + 1, attempt);
        var vector = batch.Columns[own.Column]!;
        if (floor == long.MinValue || MomentMember.TicksOf(vector, row) is not { } drawn || drawn >= floor)
            return;
        var random = own.SecondThoughtOf(batch, row, attempt);
        var source = (IOrderedSource)own.Source;
        source.WriteNumber(vector, row, MomentMember.NotBefore(source, floor, ref random));
    }
}

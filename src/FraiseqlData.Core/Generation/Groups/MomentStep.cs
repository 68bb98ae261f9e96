using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Fills the moments of a row so that they agree: what was created first is updated later, a period ends after it starts, no row is older
/// than its parents, and what has not happened yet by the row's status has no moment.
/// Members that other steps give (overrides, unique keys) are kept, and the others follow them.
/// </summary>
/// <param name="members">The row's moments, those first that others follow.</param>
/// <param name="parents">When the row's parents were made.</param>
/// <param name="status">The column of the row's status and what the statuses mean; null for none.</param>
sealed class MomentStep(IReadOnlyList<MomentMember> members, IReadOnlyList<ParentValue> parents, (int Column, StatusLife Life)? status) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [.. members.Where(m => m.Own is not null).Select(m => m.Column)];

    public override IReadOnlyList<int> Reads { get; } =
        [.. members.Where(m => m.Own is null).Select(m => m.Column), .. parents.SelectMany(p => p.Columns), .. status is { } state ? [state.Column] : Array.Empty<int>()];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        members.First(m => m.Column == column).Own!.AccountFor(column).InGroup("moments in their order", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        Span<long> ticks = stackalloc long[members.Count];
        for (var row = start; row < end; row++)
        {
            var oldest = OldestOf(batch, row);
            for (var i = 0; i < members.Count; i++)
            {
                var member = members[i];
                if (member.Own is not null)
                    Write(member, batch, row, attempt, member.IsFirst ? oldest : Floor(member, ticks));
                ticks[i] = MomentMember.TicksOf(batch.Columns[member.Column]!, row) ?? long.MinValue;
            }
        }
    }

    long? OldestOf(RowBatch batch, int row)
    {
        long? oldest = null;
        foreach (var parent in parents)
        {
            if (MomentMember.TicksOf(parent.Of(batch, row)) is { } ticks && !(ticks <= oldest))
                oldest = ticks;
        }
        return oldest;
    }

    static long? Floor(MomentMember member, ReadOnlySpan<long> ticks)
    {
        var floor = long.MinValue;
        foreach (var before in member.Before)
            floor = Math.Max(floor, ticks[before]);
        return floor == long.MinValue ? null : floor;
    }

    void Write(MomentMember member, RowBatch batch, int row, int attempt, long? floor)
    {
        var happened = member.Name.Kind == MomentKind.Life && status is { } state && batch.Columns[state.Column] is ColumnVector<string> states && !states.IsNull(row)
            ? state.Life.Happened(states[row], member.Name.Event)
            : null;
        // What was not begun yet has not ended either.
        if (member.EndsWork && floor is null)
            happened = false;
        if (happened == false && member.CanBeNull)
            batch.Columns[member.Column]!.SetNull(row);
        else if (happened == true || !member.Own!.TryNull(batch, row, attempt))
            member.Draw(floor, batch, row, attempt);
    }
}

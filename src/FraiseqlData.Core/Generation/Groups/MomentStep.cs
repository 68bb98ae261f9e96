using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Fills the moments of a row so that they agree: what was created first is updated later, a period ends after it starts, no row is older
/// than its parents, and what has not happened yet by the row's status has no moment.
/// Members that other steps give (overrides, unique keys) are kept, and the others follow them.
/// </summary>
/// <param name="members">The row's moments, those first that others follow.</param>
/// <param name="parents">When the row's parents were made.</param>
/// <param name="tree">When the row of the same table was made under which a row stands; null where rows form no trees.</param>
/// <param name="status">The column of the row's status and what the statuses mean; null for none.</param>
sealed class MomentStep(IReadOnlyList<MomentMember> members, IReadOnlyList<ParentValue> parents, ParentValue? tree, (int Column, StatusLife Life)? status) : BatchStep
{
    const long None = long.MinValue;

    // Eighteen and fifty-five years.
    const long WorkingAge = 6575 * TimeSpan.TicksPerDay;
    const long LastHiring = 20_088 * TimeSpan.TicksPerDay;

    readonly MomentMember[] _members = [.. members];
    readonly ParentValue[] _parents = [.. parents];
    readonly bool _hasStatus = status is not null;

    public override IReadOnlyList<int> Writes { get; } = [.. members.Where(m => m.Own is not null).Select(m => m.Column)];

    public override IReadOnlyList<int> Reads { get; } =
        [.. members.Where(m => m.Own is null).Select(m => m.Column), .. parents.SelectMany(p => p.Columns), .. tree?.Columns ?? [], .. status is { } state ? [state.Column] : Array.Empty<int>()];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        members.First(m => m.Column == column).Own!.AccountFor(column).InGroup("moments in their order", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var member in _members)
            member.Own?.Fill(batch, start, end, attempt);
        Span<long> ticks = stackalloc long[_members.Length];
        for (var row = start; row < end; row++)
            Agree(batch, row, attempt, ticks);
    }

    /// <summary>Makes the moments of a row agree that have been drawn each by itself.</summary>
    void Agree(RowBatch batch, int row, int attempt, Span<long> ticks)
    {
        var oldest = _parents.Length == 0 ? None : OldestOf(batch, row);
        var above = tree is null ? None : MomentMember.TicksOf(tree.OfEarlier(batch, row)) ?? None;
        for (var i = 0; i < _members.Length; i++)
        {
            var member = _members[i];
            var cell = batch.Columns[member.Column]!;
            var floor = member.IsFirst ? Math.Max(oldest, above) : Floor(member, ticks);
            if (member is { Twin: >= 0, CanBeNull: true } && ticks[member.Twin] == None)
                cell.SetNull(row);
            else if (member.Own is not null && (_hasStatus || member.EndsWork) && Happened(member, batch, row, ticks) is { } happened)
            {
                if (happened && cell.IsNull(row))
                    member.Own.Draw(batch, row, attempt);
                else if (!happened && member.CanBeNull)
                    cell.SetNull(row);
            }
            ticks[i] = MomentMember.TicksOf(cell, row) is not { } drawn ? None
                : member.Own is null ? drawn
                : member.Twin < 0 ? member.Mend(drawn, floor, member.IsFirst && above > oldest, batch, row, attempt)
                : ticks[member.Twin] is not None and var day ? member.OnDayOf(day, floor, batch, row, attempt)
                : drawn;
            if (member.IsHiring && ticks[i] != None)
                Rejuvenate(i, batch, row, attempt, ticks);
        }
    }

    long OldestOf(RowBatch batch, int row)
    {
        long? oldest = null;
        foreach (var parent in _parents)
        {
            if (MomentMember.TicksOf(parent.Of(batch, row)) is { } ticks && !(ticks <= oldest))
                oldest = ticks;
        }
        return oldest ?? None;
    }

    /// <summary>Makes whoever is hired of an age to work then: born anew, since people of all ages are hired at any time.</summary>
    void Rejuvenate(int hiring, RowBatch batch, int row, int attempt, Span<long> ticks)
    {
        foreach (var before in _members[hiring].Before)
        {
            if (_members[before] is { Name.Kind: MomentKind.Birth, Own: not null } birth && ticks[before] != None)
                ticks[before] = birth.Keep(ticks[before], ticks[hiring] - LastHiring, ticks[hiring] - WorkingAge, batch, row, attempt);
        }
    }

    long Floor(MomentMember member, ReadOnlySpan<long> ticks)
    {
        var floor = None;
        foreach (var before in member.Before)
        {
            // What lies ahead does not keep a row from being changed today.
            if (ticks[before] != None && !(member.IsLast && ticks[before] > member.Latest))
                floor = Math.Max(floor, ticks[before] + (member.IsHiring && _members[before] is { Name.Kind: MomentKind.Birth, Own: null } ? WorkingAge : 0));
        }
        return floor;
    }

    /// <summary>Whether work was begun, as far as the row says when.</summary>
    bool IsBegun(MomentMember end, ReadOnlySpan<long> ticks)
    {
        var isSaid = false;
        foreach (var before in end.Before)
        {
            if (_members[before].Name.Kind == MomentKind.Start && ticks[before] != None)
                return true;
            isSaid |= _members[before].Name.Kind == MomentKind.Start;
        }
        return !isSaid;
    }

    /// <summary>Whether the row's status or a beginning says that the moment has come, or not; null where nothing is said.</summary>
    bool? Happened(MomentMember member, RowBatch batch, int row, ReadOnlySpan<long> ticks)
    {
        // What was not begun yet has not ended either.
        if (member.EndsWork && !IsBegun(member, ticks))
            return false;
        return member.Name.Kind == MomentKind.Life && status is { } state && batch.Columns[state.Column] is ColumnVector<string> states && !states.IsNull(row)
            ? state.Life.Happened(states[row], member.Name.Event)
            : null;
    }
}

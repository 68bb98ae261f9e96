using FraiseqlData.Constraints;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Finds unique keys that number the moments of an owner: foreign keys, and when something of theirs began. Owner and moment make them hold;
/// what else the key holds is filled as any other column.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="sourceOf">The source of a column.</param>
/// <param name="needed">How many different keys are wanted.</param>
sealed class TimelinePlanner(TableContext table, Func<int, ValueSource?> sourceOf, ulong needed)
{
    /// <summary>The factor of a unique key; null where the key numbers no moments, or has too few of them.</summary>
    /// <param name="key">The unique key.</param>
    /// <param name="taken">The columns that other steps write.</param>
    public KeyFactor? Of(UniqueKey key, IReadOnlySet<int> taken)
    {
        if (TimelineOf(key, taken) is not { } found)
            return null;
        var (columns, timeline) = found;
        var owners = Owners(columns, taken);
        var factors = new ParentFactors(table, needed, 1).Of(owners).ToList();
        var beginnings = Beginnings(owners);
        if (owners.Count == 0 || timeline.End is null && beginnings.Count == 0 || !factors.SelectMany(f => f.Columns).ToHashSet().IsSupersetOf(columns) || UniqueStep.SizeOf(factors) is 0 or > 1UL << 40)
            return null;
        var factor = new TimelineFactor(factors, beginnings, timeline, table.StreamKey(key.Name));
        return factor.Size >= needed ? factor : null;
    }

    /// <summary>The factor of a unique key that numbers the rows of an owner; null where the key does not, or has too few numbers.</summary>
    /// <param name="key">The unique key.</param>
    /// <param name="taken">The columns that other steps write.</param>
    public KeyFactor? Positions(UniqueKey key, IReadOnlySet<int> taken)
    {
        if (key.Predicate is not null || key.Parts.Any(p => p.Column is null))
            return null;
        var columns = key.Parts.Select(p => table.IndexOf(p.Column!)).ToList();
        if (columns.Where(c => !taken.Contains(c) && sourceOf(c) is { } source && SiblingColumns.IsPosition(source)).ToList() is not [var position] || Checks([position]).Any())
            return null;
        var owners = Owners(columns, taken);
        var factors = new ParentFactors(table, needed, 1).Of(owners).ToList();
        if (owners.Count == 0 || !factors.SelectMany(f => f.Columns).Append(position).ToHashSet().SetEquals(columns) || UniqueStep.SizeOf(factors) is 0 or > 1UL << 40)
            return null;
        var factor = new PositionFactor(factors, position, sourceOf(position)!, table.StreamKey(key.Name));
        return factor.Size >= needed ? factor : null;
    }

    /// <summary>The moments of parents that rows are counted out to; null where the key does not number them.</summary>
    /// <param name="owner">The foreign key that leads to the parents.</param>
    /// <param name="key">The unique key.</param>
    /// <param name="taken">The columns that other steps write.</param>
    public ScopedTimeline? Under(TableReference owner, UniqueKey key, IReadOnlySet<int> taken)
    {
        if (TimelineOf(key, taken) is not { } found || !found.Owner.ToHashSet().SetEquals(owner.Columns))
            return null;
        var beginnings = ToldColumns.Beginning(table.Run.Plan.Schema.Get(owner.Key.ReferencedTable)) is { } column ? table.Run.ValuesOf(owner.Resolved, column.Name) : null;
        return found.Timeline.End is null && beginnings is null ? null : new ScopedTimeline(found.Timeline, beginnings, table.StreamKey(key.Name));
    }

    /// <summary>The owner's columns and its moments.</summary>
    (IReadOnlyList<int> Owner, Timeline Timeline)? TimelineOf(UniqueKey key, IReadOnlySet<int> taken)
    {
        if (key.Predicate is not null || Moment(table.Table, key) is not { } moment || table.IndexOf(moment.Name) is var start && taken.Contains(start)
            || MomentNames.Of(moment.Name) is not { } name || SourceOf(start) is not { } starts || !IsPlain(starts) || !IsPast(starts))
        {
            return null;
        }
        var end = name.Kind == MomentKind.Start ? EndOf(start, name, starts, taken) : null;
        return Checks([start]).Any(c => !c.Columns.All(n => end is { } e && (n == moment.Name || table.IndexOf(n) == e.Column))) ? null : (OwnerColumns(key, start), new Timeline(table, start, starts, end));
    }

    /// <summary>The moment that a unique key holds beside others; null for none.</summary>
    public static Column? Moment(Table table, UniqueKey key) =>
        key.Parts.Count > 1 && key.Parts.All(p => p.Column is not null)
        && key.Parts.Select(p => table.GetColumn(p.Column!)).Where(c => Dates.IsMoment(c.Type.Underlying)).ToList() is [var only]
        && MomentNames.Of(only.Name) is { } name && (name.Kind == MomentKind.Start && !MomentNames.IsOfWork(name.Period) || name is { Kind: MomentKind.Life, Stage: <= MomentNames.Happened })
            ? only
            : null;

    /// <summary>What stands before the moment in the key, or all else of it; in tables of the past the first of these alone.</summary>
    List<int> OwnerColumns(UniqueKey key, int start)
    {
        var columns = key.Parts.Select(p => table.IndexOf(p.Column!)).ToList();
        var before = columns.TakeWhile(c => c != start).ToList();
        if (before.Count > 1 && MomentGroup.IsOfPast(table.Table) && table.References.Where(r => r.Columns.Contains(before[0])).ToList() is [{ Columns: [_] }])
            return [before[0]];
        return before.Count > 0 ? before : [.. columns.Where(c => c != start)];
    }

    List<TableReference> Owners(IReadOnlyList<int> columns, IReadOnlySet<int> taken) =>
        [.. table.References.Where(r => r.IsPickable && r.Nullable.Count == 0 && r.Columns.All(c => columns.Contains(c) && !taken.Contains(c))
            && !table.References.Any(o => o != r && o.Columns.Intersect(r.Columns).Any() && !o.Columns.All(columns.Contains)))];

    List<ParentValue> Beginnings(IEnumerable<TableReference> owners) =>
        [.. from owner in owners
            let column = ToldColumns.Beginning(table.Run.Plan.Schema.Get(owner.Key.ReferencedTable))
            where column is not null
            let values = table.Run.ValuesOf(owner.Resolved, column.Name)
            where values is not null
            select new ParentValue(owner, values.Of)];

    (int Column, IOrderedSource Source)? EndOf(int start, MomentName name, IOrderedSource starts, IReadOnlySet<int> taken)
    {
        for (var column = 0; column < table.Table.Columns.Count; column++)
        {
            if (!taken.Contains(column) && table.Codecs[column].ValueType == table.Codecs[start].ValueType && MomentNames.Of(table.ColumnAt(column).Name) is { Kind: MomentKind.End } other
                && other.Period == name.Period && !MomentNames.IsRare(other.Event) && !MomentMember.IsDue(other) && !table.Table.UniqueKeys.Any(k => k.Columns.Contains(table.ColumnAt(column).Name))
                && SourceOf(column) is { } ends && ends.Step == starts.Step && IsPlain(ends) && ends.Whole.Low <= starts.Whole.Low && ends.Whole.High > starts.Natural.High && AllowPeriods(start, column, starts))
            {
                return (column, ends);
            }
        }
        return null;
    }

    IOrderedSource? SourceOf(int column) => sourceOf(column) is { } source and IOrderedSource { Step: > 0 } && Dates.IsMoment(source) && source.Origin != SourceOrigin.Override ? (IOrderedSource)source : null;

    static bool IsPlain(IOrderedSource source) => source.Whole.Count == (ulong)(source.Whole.High - source.Whole.Low) + 1;

    bool IsPast(IOrderedSource source) => source.Natural.High * source.Step <= table.Run.Compiler.Options.ReferenceDate.Ticks;

    IEnumerable<RowCheck> Checks(IReadOnlyList<int> columns) => table.Constraints.RowChecks.Where(c => c.Columns.Any(n => columns.Contains(table.IndexOf(n))));

    /// <summary>Whether the table's checks take short periods, long ones and those that go on, and ask for nothing else.</summary>
    bool AllowPeriods(int start, int end, IOrderedSource starts)
    {
        var (early, day) = (starts.Natural.Low, TimeSpan.TicksPerDay / (long)starts.Step);
        var isOpen = !table.ColumnAt(end).NotNull;
        return !table.Constraints.ServerChecks.Any(c => c.Columns.Any(n => table.IndexOf(n) == start || table.IndexOf(n) == end))
            && Checks([start, end]).All(c => c.Columns.All(n => table.IndexOf(n) == start || table.IndexOf(n) == end) && Takes(c, early + day) && Takes(c, early + 4000 * day) && (!isOpen || Takes(c, null)));

        bool Takes(RowCheck check, long? until) =>
            check.Evaluate(n => table.IndexOf(n) == start ? starts.ObjectAt(early) : until is { } number ? starts.ObjectAt(number) : null) != CheckOutcome.False;
    }
}

using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns of a table whose moments must agree.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">The columns that are still to be drawn.</param>
sealed class MomentGroup(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
{
    static readonly string[] Pasts = ["history", "hist", "log", "archive", "audit", "historie", "historique", "historial", "archiv"];

    /// <summary>A step for the moments that are still to be drawn, or null where none follows another.</summary>
    public MomentStep? Find()
    {
        // A moment that the user shapes stays as it is drawn, and leads the others.
        var own = drawn.Where(d => IsDrawnMoment(d.Value.Source)).ToDictionary();
        var found = own.Keys.Concat(given.Where(HoldsMoments)).Concat(drawn.Where(d => d.Value.Source.Origin == SourceOrigin.Override && HoldsMoments(d.Key)).Select(d => d.Key))
            .Select(c => (Column: c, Name: MomentNames.Of(table.ColumnAt(c).Name) ?? PairName(c)))
            .Where(f => f.Name is not null)
            .Select(f => (f.Column, Name: f.Name!.Value))
            // Of a day and a time of one name the day leads, unless the time is given.
            .OrderBy(f => MomentOrder.RankOf(f.Name)).ThenBy(f => own.ContainsKey(f.Column)).ThenBy(f => !IsDay(f.Column)).ThenBy(f => f.Column).ToList();
        var today = table.Run.Compiler.Options.ReferenceDate.Ticks;
        var (paces, isOffer) = (new MomentPaces(table.Table), MomentOrder.IsOfOffers(table.Table));
        var members = found.Select(Member).ToList();
        var isFirst = members.Exists(m => m is { IsFirst: true, Own: not null });
        var (parents, tree) = (isFirst ? Parents() : [], isFirst ? Tree() : null);
        var status = Status(members);
        return members.Exists(m => m.Own is not null && (m.Before.Length > 0 || m.Latest < long.MaxValue || m.Twin >= 0 || m.Pace == MomentPace.Early)) || parents.Count > 0 || tree is not null || status is not null
            ? new MomentStep(members, parents, tree, status) : null;

        MomentMember Member((int Column, MomentName Name) f, int i)
        {
            int[] before = [.. Enumerable.Range(0, i).Where(j => MomentOrder.MostlyPrecedes(found[j].Name, f.Name, isOffer))];
            var isEndOfDue = f.Name.Kind == MomentKind.End && IsDueToo(f.Name);
            var pace = paces.Of(f.Name, before.Length == 0, isEndOfDue);
            return new MomentMember(
                f.Column,
                f.Name,
                before,
                CanBeNull(f.Column),
                own.GetValueOrDefault(f.Column),
                pace,
                Latest: IsOver(f.Name) || MomentOrder.IsLast(f.Name) && i > 0 || isEndOfDue && !MomentMember.IsDue(f.Name) || (pace is MomentPace.SameDay or MomentPace.Days) && HasBegun(f.Name) ? today : long.MaxValue,
                Twin: own.ContainsKey(f.Column) ? found.FindIndex(0, i, o => o.Name == f.Name && IsDay(o.Column) != IsDay(f.Column)) : -1);
        }

        // What is over or goes on, not what is planned.
        bool HasBegun(MomentName name) =>
            found.Exists(o => MomentOrder.Begins(o.Name, name) && own.TryGetValue(o.Column, out var begins) && begins.Source is IOrderedSource source && source.Natural.High * source.Step <= today);

        // Beside the day on which it is due stands that on which it was done.
        bool IsDueToo(MomentName name) => found.Exists(o => MomentMember.IsDue(o.Name) && o.Name.Period == name.Period);
    }

    /// <summary>What a day and a time of one name are called that no list knows: something happened then. Null where there is no such pair.</summary>
    MomentName? PairName(int column)
    {
        var stem = MomentNames.StemOf(table.ColumnAt(column).Name);
        return stem.Length > 0 && Enumerable.Range(0, table.Table.Columns.Count).Any(c => HoldsMoments(c) && IsDay(c) != IsDay(column) && MomentNames.StemOf(table.ColumnAt(c).Name) == stem)
            ? new MomentName(MomentKind.Life, MomentNames.Happened, stem, "")
            : null;
    }

    bool IsDay(int column) => table.Codecs[column].ValueType == typeof(DateOnly);

    /// <summary>Whether a moment ends what is over: what was given back, what was really done, and what a table of the past tells of.</summary>
    bool IsOver(MomentName name) => name is { Kind: MomentKind.Life, Event: "returned" } || name.Kind == MomentKind.Start && MomentNames.IsDone(name.Period) || name.Kind == MomentKind.End && !MomentMember.IsDue(name) && !MomentMember.IsExpiry(name)
        && (MomentNames.IsOfWork(name.Period) ? MomentNames.IsDone(name.Period) : IsOfPast(table.Table));

    /// <summary>Whether a table's rows tell of the past.</summary>
    public static bool IsOfPast(Schema.Table table) => ColumnWords.OfTable(table.Name.Name).Words.Any(Pasts.Contains);

    List<ParentValue> Parents()
    {
        var parents = new List<ParentValue>();
        foreach (var reference in table.References.Where(r => r.IsPickable))
        {
            var parent = table.Run.Plan.Schema.Get(reference.Key.ReferencedTable);
            if (ToldColumns.Moment(parent) is { } column && table.Run.ValuesOf(reference.Resolved, column.Name) is { } moments)
                parents.Add(new ParentValue(reference, moments.Of));
        }
        return parents;
    }

    /// <summary>When the row of the same table was made under which a row stands; null where rows form no trees, or in a chain of which nobody knows the length.</summary>
    ParentValue? Tree()
    {
        var self = table.References.FirstOrDefault(r => r is { Resolved: { Source: ParentSource.Itself, IsSecondPass: false }, Parents: not null }
            && !table.Table.UniqueKeys.Any(k => k.Columns.Count > 0 && k.Columns.All(c => r.Columns.Contains(table.IndexOf(c)))));
        // Whoever leads others may have come after them.
        return self is null || table.Constraints.ServerChecks.Count > 0 || ToldColumns.Moment(table.Table) is not { } column || MomentNames.IsEntry(MomentNames.Of(column.Name)!.Value)
            ? null
            : new ParentValue(self, table.Run.OwnValuesOf(table, column.Name));
    }

    /// <summary>The status that says which of the moments have come.</summary>
    (int Column, StatusLife Life)? Status(List<MomentMember> members)
    {
        var events = members.Where(m => m.Name.Kind == MomentKind.Life && m is { CanBeNull: true, Own: not null }).Select(m => m.Name.Event).ToList();
        for (var i = 0; events.Count > 0 && i < table.Table.Columns.Count; i++)
        {
            var name = table.ColumnAt(i).Name;
            if (IsStatus(name)
                && table.Codecs[i].ValueType == typeof(string) && (given.Contains(i) || drawn.ContainsKey(i))
                && table.Run.Compiler.SourceOf(table.Table, i) is { } source && StatusLife.Of(SampleTexts.Of(source, table.Codecs[i]), events) is { } life)
                return (i, life);
        }
        return null;
    }

    /// <summary>Whether a column's name says that it holds a status.</summary>
    public static bool IsStatus(string name) => name.EndsWith("status", StringComparison.OrdinalIgnoreCase) || name.EndsWith("state", StringComparison.OrdinalIgnoreCase);

    bool CanBeNull(int column) => !table.ColumnAt(column).NotNull && !table.Constraints.DomainOf(table.ColumnAt(column).Name).NotNull;

    bool HoldsMoments(int column) => table.Codecs[column].ValueType == typeof(DateTime) || table.Codecs[column].ValueType == typeof(DateOnly);

    static bool IsDrawnMoment(ValueSource source) =>
        source is IOrderedSource { Step: > 0 } && Dates.IsMoment(source) && source.Origin != SourceOrigin.Override;
}

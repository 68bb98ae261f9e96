using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>Joins the columns of a row that must agree into steps that fill them together.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">For each column that is still to be drawn a step that does it alone.</param>
sealed partial class RowGroups(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
{
    readonly HashSet<int> _joined = [];

    /// <summary>The steps, joined where columns belong together.</summary>
    public IReadOnlyList<BatchStep> Join()
    {
        var columns = Enumerable.Range(0, table.Table.Columns.Count).Where(c => given.Contains(c) || drawn.ContainsKey(c)).Select(Meant).OfType<GroupColumn>().ToList();
        var repeated = Repeated(columns).ToList();
        List<BatchStep> steps = [.. repeated, .. Places(columns), .. People(columns), .. Companies(columns), .. Nations(columns), .. Files(columns), .. Cards(columns), .. Assortments(), .. Named(), .. Offers(), .. Siblings(), .. Amounts(), .. Statuses(), .. Moments(), .. Calendars(), .. new FollowingColumns(table, given, drawn, _joined).Find()];
        return [.. drawn.Where(d => !_joined.Contains(d.Key)).OrderBy(d => d.Key).Select(d => d.Value), .. steps];
    }

    GroupColumn? Meant(int column)
    {
        // Who made a row is not whom it tells of.
        if (ColumnWords.OfColumn(table.ColumnAt(column).Name).Words is [_, .., "by"])
            return null;
        var own = drawn.GetValueOrDefault(column);
        return table.Run.Compiler.MeaningOf(table.Table, column, own?.Source) is { } meaning ? new GroupColumn(column, meaning, own) : null;
    }

    /// <summary>Columns that repeat what a parent says: the customer's name on an address. The others of their groups follow them.</summary>
    IEnumerable<BatchStep> Repeated(List<GroupColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            if (column.IsFixed || ShapeOf(column.Column) is not { } shape || Repeats(column) is not { } told)
                continue;
            _ = _joined.Add(column.Column);
            columns[i] = column with { Own = null };
            yield return new ParentTextStep(column.Own!, shape, told);
        }
    }

    ParentValue? Repeats(GroupColumn column) =>
        (from reference in table.References
         where reference.IsPickable
         let parent = table.Run.Plan.Schema.Get(reference.Key.ReferencedTable)
         from told in ToldColumns.Texts(parent)
         where told.Role == column.Role && ToldColumns.Repeats(parent, table.Table, column.Meaning)
         let values = table.Run.ValuesOf(reference.Resolved, told.Column.Name)
         where values is not null
         select new ParentValue(reference, values.Of)).FirstOrDefault();

    IEnumerable<BatchStep> Places(List<GroupColumn> columns)
    {
        var locale = table.Locale;
        var places = Groups(columns, c => PlaceRoles.All.Contains(c.Role)).Where(g => g.Any(c => PlaceRoles.IsPlace(c.Role))).ToList();
        // A city alone may still lie in its parent's country.
        if (places.Count == 0)
            places.AddRange(columns.Where(c => c.Meaning.Qualifier.Length == 0 && !c.IsFixed && PlaceRoles.Steers(c.Role)).Take(1).Select(c => (IReadOnlyList<GroupColumn>)[c]));
        foreach (var found in places)
        {
            var parents = ParentPlaces(found[0].Meaning.Qualifier);
            var lines = 0;
            List<GroupColumn> group = [.. found.Select(c => c.Role == PlaceRoles.Phone ? c with { Meaning = c.Meaning with { Role = PlaceRoles.PhoneOf(lines++) } } : c)];
            var isWorldwide = group.Any(c => c.Role is "country" or "country_code" or "country_code_3");
            var hasNumber = group.Any(c => c.Role == "house_number");
            var named = parents.Count > 0 || group.Any(c => c.IsFixed) ? null : group.FirstOrDefault(c => c.Role is "country" or "state" && ColumnHabits.IsName(table.Table, table.ColumnAt(c.Column)));
            var (steering, members) = Split([.. group.Where(c => c != named)], PlaceRoles.Of(locale, isWorldwide || parents.Count > 0, hasNumber), PlaceRoles.Steers, parents.Count + (named is null ? 0 : 1));
            Lead(named, steering, members);
            if (members.Count > 0)
                yield return new PlaceStep(locale, isWorldwide, parents, steering, members, group.Where(c => PlaceRoles.Names(c.Role)).Select(c => c.Column).ToHashSet(), KeyOf(group, "place"));
        }
    }

    /// <summary>What parents say of where a row lies.</summary>
    List<(PlacePart Part, ParentValue Value)> ParentPlaces(string qualifier) =>
        [.. from reference in table.References
            where reference.IsPickable
            let parent = table.Run.Plan.Schema.Get(reference.Key.ReferencedTable)
            where ToldColumns.LiesIn(parent, qualifier)
            from told in ToldColumns.Place(parent)
            // A city has streets, but no street of its own; a customer has one.
            where told.Part != PlacePart.Street || !ToldColumns.IsPlace(parent)
            let values = table.Run.ValuesOf(reference.Resolved, told.Column.Name)
            where values is not null
            select (told.Part, new ParentValue(reference, values.Of))];

    /// <summary>What parents say of who a row is.</summary>
    List<(string Role, ParentValue Value)> ParentPeople() =>
        [.. from reference in table.References
            where reference.IsPickable
            let parent = table.Run.Plan.Schema.Get(reference.Key.ReferencedTable)
            where ToldColumns.TellsOf(parent, table.Table, reference.Key)
            from told in ToldColumns.Person(parent)
            let values = table.Run.ValuesOf(reference.Resolved, told.Column.Name)
            where values is not null
            select (told.Role, new ParentValue(reference, values.Of))];

    IEnumerable<BatchStep> People(List<GroupColumn> columns)
    {
        var groups = Groups(columns, c => PersonRoles.All.ContainsKey(c.Role)).ToList();
        var parents = ParentPeople();
        // An e-mail address alone may still be that of the person whom the row belongs to.
        if (groups.Count == 0 && parents.Count > 0)
            groups.AddRange(columns.Where(c => c.Meaning.Qualifier.Length == 0 && !c.IsFixed && PersonRoles.All.ContainsKey(c.Role)).Take(1).Select(c => (IReadOnlyList<GroupColumn>)[c]));
        foreach (var group in groups)
        {
            var told = group[0].Meaning.Qualifier.Length == 0 ? parents : [];
            // A column that takes only some words for the genders follows the first name as any other does.
            var words = group.Where(c => c is { Role: "gender", Own: not null }).Select(c => GenderSpelling.Among(SampleTexts.Of(c.Own!.Source, table.Codecs[c.Column]))).OfType<GenderSpelling>().FirstOrDefault();
            var (steering, members) = Split([.. group.Where(c => words is null || c.Role != "gender")], PersonRoles.All, PersonRoles.Steers, (words is null ? 0 : 1) + told.Count);
            if (words is not null && members.Count + steering.Count + told.Count > 0)
            {
                var gender = group.First(c => c is { Role: "gender", Own: not null });
                members.Add(new SubjectMember<Person>(gender.Own!, SubjectRole<Person>.Of(p => words.Write(p.Gender)), shape: null));
                _ = _joined.Add(gender.Column);
            }
            if (members.Count > 0 && (told.Count > 0 || group.Any(c => c.Role is not ("gender" or "salutation"))))
                yield return new PersonStep(new People(Names, table.StreamKey("#people")), Names, told, steering, members, KeyOf(group, "person"));
        }
    }

    NameLists Names => NameLists.Of(table.Sources.Words);

    IEnumerable<IReadOnlyList<GroupColumn>> Groups(List<GroupColumn> columns, Func<GroupColumn, bool> belongs) =>
        GroupColumn.Split(columns.Where(c => (c.Own is null || !_joined.Contains(c.Column)) && belongs(c)));

    (List<SteeringColumn> Steering, List<SubjectMember<T>> Members) Split<T>(
        IReadOnlyList<GroupColumn> group, IReadOnlyDictionary<string, SubjectRole<T>> roles, Func<string, bool> steers, int others = 0)
    {
        var steering = group.Where(c => c.IsFixed && steers(c.Role)).Select(c => new SteeringColumn(c.Column, c.Role, c.Own)).ToList();
        var members = new List<SubjectMember<T>>();
        foreach (var column in group.Where(c => !c.IsFixed))
        {
            var shape = ShapeOf(column.Column);
            if (SubjectMember<T>.Suits(column.Own!, roles[column.Role], shape))
                members.Add(new SubjectMember<T>(column.Own!, roles[column.Role], shape));
        }
        if (members.Count + steering.Count + others < 2)
            return ([], []);
        if (members.Count > 0)
            _joined.UnionWith([.. steering.Where(s => s.Own is not null).Select(s => s.Column), .. members.Select(m => m.Column)]);
        return (steering, members);
    }

    /// <summary>Lets the name that rows are called by come in turn, and the others of its group follow it.</summary>
    void Lead<T>(GroupColumn? named, List<SteeringColumn> steering, List<SubjectMember<T>> members)
    {
        if (named is null || members.Count == 0)
            return;
        steering.Add(new SteeringColumn(named.Column, named.Role, named.Own));
        _ = _joined.Add(named.Column);
    }

    TextShape? ShapeOf(int column) =>
        table.Sources.ShapeOf(table.Table, table.ColumnAt(column), table.Constraints.DomainOf(table.ColumnAt(column).Name));

    ulong KeyOf(IReadOnlyList<GroupColumn> group, string kind) => table.StreamKey($"#{kind}:{group[0].Meaning.Qualifier}");
}

using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>Joins the columns of a row that must agree into steps that fill them together.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
/// <param name="drawn">For each column that is still to be drawn a step that does it alone.</param>
sealed class RowGroups(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
{
    readonly HashSet<int> _joined = [];

    /// <summary>The steps, joined where columns belong together.</summary>
    public IReadOnlyList<BatchStep> Join()
    {
        var columns = Enumerable.Range(0, table.Table.Columns.Count).Where(c => given.Contains(c) || drawn.ContainsKey(c)).Select(Meant).OfType<GroupColumn>().ToList();
        var repeated = Repeated(columns).ToList();
        List<BatchStep> steps = [.. repeated, .. Places(columns), .. People(columns), .. Companies(columns), .. Nations(columns), .. Files(columns), .. Cards(columns), .. Assortments(), .. Amounts(), .. Statuses(), .. Moments(), .. new FollowingColumns(table, given, drawn, _joined).Find()];
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
            var (steering, members) = Split(group, PlaceRoles.Of(locale, isWorldwide || parents.Count > 0, hasNumber), PlaceRoles.Steers, parents.Count);
            if (members.Count > 0)
                yield return new PlaceStep(locale, isWorldwide, parents, steering, members, KeyOf(group, "place"));
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

    IEnumerable<BatchStep> Companies(List<GroupColumn> columns)
    {
        foreach (var group in Groups(columns, c => CompanyStep.Roles.ContainsKey(c.Role)))
        {
            if (!group.Any(c => c.Role == "company"))
                continue;
            var (steering, members) = Split(group, CompanyStep.Roles, role => role == "company");
            if (members.Count > 0)
                yield return new CompanyStep(new Companies(table.Sources.Words, PlaceCatalog.Default.CountryOf(table.Locale), table.StreamKey("#companies")), steering, members, KeyOf(group, "company"));
        }
    }

    IEnumerable<BatchStep> Nations(List<GroupColumn> columns)
    {
        foreach (var family in Nation.Families.Skip(1))
        {
            foreach (var group in Groups(columns, c => family.Roles.ContainsKey(c.Role)))
            {
                // The name that rows are called by comes in turn, and leads.
                var named = group.Any(c => c.IsFixed) ? null : group.FirstOrDefault(c => ColumnHabits.IsName(table.Table, table.ColumnAt(c.Column)));
                var (steering, members) = Split([.. group.Where(c => c != named)], family.Roles, _ => true, named is null ? 0 : 1);
                if (named is not null && members.Count > 0)
                {
                    steering.Add(new SteeringColumn(named.Column, named.Role, named.Own));
                    _ = _joined.Add(named.Column);
                }
                if (members.Count > 0)
                    yield return new NationStep(family, steering, members, KeyOf(group, family.Name));
            }
        }
    }

    IEnumerable<BatchStep> Files(List<GroupColumn> columns)
    {
        foreach (var group in Groups(columns, c => FileStep.Roles.ContainsKey(c.Role)))
        {
            var (steering, members) = Split(group, FileStep.Roles, _ => true);
            if (members.Count > 0)
                yield return new FileStep(steering, members, KeyOf(group, "file"));
        }
    }

    IEnumerable<BatchStep> Cards(List<GroupColumn> columns)
    {
        foreach (var group in Groups(columns, c => CardStep.Roles.ContainsKey(c.Role)))
        {
            // A brand that is one of a list follows the number, in the list's spelling.
            var listed = group.FirstOrDefault(c => c is { Role: CardStep.BrandRole, Own.Source.Origin: SourceOrigin.Constraint });
            var spellings = listed is null ? null : CardStep.Spellings(SampleTexts.Of(listed.Own!.Source, table.Codecs[listed.Column]));
            var (steering, members) = Split([.. group.Where(c => spellings is null || c != listed)], CardStep.Roles, role => role is CardStep.NumberRole or CardStep.BrandRole, spellings is null ? 0 : 1);
            if (spellings is not null && steering.Count + members.Count > 0)
            {
                members.Add(new SubjectMember<Card>(listed!.Own!, SubjectRole<Card>.Of(c => spellings.FirstOrDefault(s => s.Brand == c.Brand).Word ?? ""), shape: null));
                _ = _joined.Add(listed.Column);
            }
            if (members.Count > 0)
                yield return new CardStep(steering, members, [.. spellings?.Select(s => s.Brand) ?? []], KeyOf(group, "card"));
        }
    }

    /// <summary>Names of subcategories and products by their categories.</summary>
    IEnumerable<BatchStep> Assortments()
    {
        foreach (var step in drawn.Values.Where(d => !_joined.Contains(d.Column)).OrderBy(d => d.Column).Select(d => AssortmentStep.Of(table, d)).OfType<AssortmentStep>().ToList())
        {
            _joined.UnionWith(step.Writes);
            yield return step;
        }
    }

    IEnumerable<BatchStep> Amounts()
    {
        var following = ParentAmounts.Steps(table, drawn).ToList();
        var joined = following.SelectMany(f => f.Writes).ToHashSet();
        _joined.UnionWith(joined);
        foreach (var step in following)
            yield return step;
        foreach (var step in MoneyGroup.Find(table, given.Concat(joined).ToHashSet(), drawn.Where(d => !joined.Contains(d.Key)).ToDictionary()))
        {
            _joined.UnionWith(step.Writes);
            yield return step;
        }
    }

    IEnumerable<BatchStep> Moments()
    {
        var step = new MomentGroup(table, given, drawn).Find();
        _joined.UnionWith(step?.Writes ?? []);
        return step is null ? [] : [step];
    }

    /// <summary>Statuses of one life, and the columns of yes and no for its events.</summary>
    IEnumerable<BatchStep> Statuses()
    {
        var columns = Enumerable.Range(0, table.Table.Columns.Count).Where(c => (given.Contains(c) || drawn.ContainsKey(c)) && !_joined.Contains(c)).ToList();
        var statuses = columns.Where(c => MomentGroup.IsStatus(table.ColumnAt(c).Name) && table.Codecs[c].ValueType == typeof(string))
            .Select(c => (Column: c, Values: table.Run.Compiler.SourceOf(table.Table, c) is { } source ? SampleTexts.Of(source, table.Codecs[c]) : []))
            .Select(s => (s.Column, s.Values, Life: StatusLife.Of(s.Values))).Where(s => s.Life is not null)
            // What is given leads, else the status that has no other name.
            .OrderBy(s => drawn.ContainsKey(s.Column)).ThenBy(s => ColumnWords.OfColumn(table.ColumnAt(s.Column).Name).Words.Count).ThenBy(s => s.Column).ToList();
        if (statuses.Count == 0)
            yield break;
        var lead = statuses[0];
        var followers = statuses.Skip(1).Where(s => drawn.ContainsKey(s.Column) && StatusLife.Meet(lead.Life!, s.Life!))
            .Select(s => new StatusFollower(drawn[s.Column], s.Life!, [.. s.Values.Where(s.Life!.Knows)])).ToList();
        var flags = columns.Where(c => drawn.TryGetValue(c, out var own) && own.Source.Origin != SourceOrigin.Override && table.Codecs[c].ValueType == typeof(bool))
            .Select(c => (Own: drawn[c], Event: string.Join("", ColumnWords.OfColumn(table.ColumnAt(c).Name).Words.Where(w => w is not ("is" or "was" or "has" or "been" or "flag")))))
            .Where(f => lead.Life!.EventOf(f.Event) is not null).ToList();
        if (followers.Count + flags.Count == 0)
            yield break;
        _joined.UnionWith(followers.Select(f => f.Own.Column).Concat(flags.Select(f => f.Own.Column)));
        yield return new StatusStep(lead.Column, lead.Life!, followers, flags);
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

    TextShape? ShapeOf(int column) =>
        table.Sources.ShapeOf(table.Table, table.ColumnAt(column), table.Constraints.DomainOf(table.ColumnAt(column).Name));

    ulong KeyOf(IReadOnlyList<GroupColumn> group, string kind) => table.StreamKey($"#{kind}:{group[0].Meaning.Qualifier}");
}

using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Groups that are neither of persons nor of places.</summary>
sealed partial class RowGroups
{
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
                var named = group.Any(c => c.IsFixed) ? null : group.FirstOrDefault(c => ColumnHabits.IsName(table.Table, table.ColumnAt(c.Column)));
                var (steering, members) = Split([.. group.Where(c => c != named)], family.Roles, _ => true, named is null ? 0 : 1);
                Lead(named, steering, members);
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
            {
                var title = ColumnHabits.NameColumn(table.Table) is { } name && table.IndexOf(name.Name) is var column && !group.Any(c => c.Column == column) && (given.Contains(column) || drawn.ContainsKey(column)) ? RowName.In(column) : null;
                yield return new FileStep(title, FileStep.IsOfDocuments(table.Table), steering, members, KeyOf(group, "file"));
                foreach (var flag in drawn.Values.Where(d => d.Source is Sources.TypedSource<bool> && d.Source.Origin != SourceOrigin.Override && FileStep.SaysFolder(table.ColumnAt(d.Column).Name) && _joined.Add(d.Column)).ToList())
                    yield return new FixedFlagStep(flag, false);
            }
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

    /// <summary>Texts that follow what the row is called.</summary>
    IEnumerable<BatchStep> Named()
    {
        var named = drawn.Where(d => !_joined.Contains(d.Key) && d.Value.Source.Origin == SourceOrigin.Name).ToDictionary();
        var jobs = named.Values.OrderBy(d => d.Column).Select(d => JobStep.Of(table, given, drawn, d)).OfType<JobStep>();
        foreach (var step in new NamedTexts(table, given.Concat(drawn.Keys).ToHashSet(), named).Find().Concat<BatchStep>(jobs))
        {
            _joined.UnionWith(step.Writes);
            yield return step;
        }
    }

    /// <summary>What an offer gives, to whom, and what is said of it.</summary>
    IEnumerable<BatchStep> Offers()
    {
        var named = drawn.Where(d => !_joined.Contains(d.Key) && d.Value.Source.Origin is SourceOrigin.Name or SourceOrigin.Type).ToDictionary();
        if (OfferNames.Find(table, given.Concat(drawn.Keys.Except(named.Keys)).ToHashSet(), named) is not { } columns)
            yield break;
        var step = new OfferStep(columns, table.StreamKey("#offer"));
        _joined.UnionWith(step.Writes);
        yield return step;
    }

    /// <summary>Numbers and flags that tell of a row's place among the rows of its owner.</summary>
    IEnumerable<BatchStep> Siblings()
    {
        foreach (var step in new SiblingColumns(table, drawn, _joined).Find())
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
        if (new GoodsColumns(table, given.Concat(_joined).ToHashSet(), drawn.Where(d => !_joined.Contains(d.Key)).ToDictionary()).Find() is { } goods)
        {
            joined.UnionWith(goods.Writes);
            _joined.UnionWith(goods.Writes);
            yield return goods;
        }
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

    /// <summary>Numbers that tell the parts of a date.</summary>
    IEnumerable<BatchStep> Calendars()
    {
        var columns = Enumerable.Range(0, table.Table.Columns.Count).Where(c => given.Contains(c) || drawn.ContainsKey(c)).ToList();
        var dates = columns.Where(c => Dates.IsMoment(table.ColumnAt(c).Type.Underlying)).OrderBy(drawn.ContainsKey).ThenBy(c => table.Codecs[c].ValueType != typeof(DateOnly)).ThenBy(c => c).ToList();
        var parts = columns.Where(c => Numbers.IsNumber(table.ColumnAt(c).Type.Underlying) && !_joined.Contains(c))
            .Select(c => (Column: c, Part: CalendarStep.PartOf(table.ColumnAt(c).Name))).Where(p => p.Part is not null).ToLookup(p => p.Part!.Value.Subject, p => (p.Column, p.Part!.Value.Part));
        foreach (var group in parts.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var members = group.Where(p => drawn.TryGetValue(p.Column, out var own) && own.Source is IOrderedSource { Step: 1 } and not TypedSource<bool> && own.Source.Origin is SourceOrigin.Name or SourceOrigin.Type)
                .Select(p => (Own: drawn[p.Column], Takes: AllOf(p.Column), p.Part)).ToList();
            int? date = dates.Where(c => MomentNames.StemOf(table.ColumnAt(c).Name) == group.Key).Cast<int?>().FirstOrDefault();
            // Years and months alone are those of the only day that there is.
            if (date is null && group.Key.Length == 0 && group.Count() > 1 && dates.Where(c => table.Codecs[c].ValueType == typeof(DateOnly)).ToList() is [var only])
                date = only;
            if (members.Count == 0 || date is null && (group.Key != MomentNames.Born || !group.Any(p => p.Part == CalendarPart.Year)))
                continue;
            _joined.UnionWith(members.Select(m => m.Own.Column));
            yield return new CalendarStep(
                date, date is { } day && drawn.GetValueOrDefault(day) is { Source: IOrderedSource { Step: > 0 } } follows && follows.Source.Origin != SourceOrigin.Override ? follows : null,
                members, [.. group.Where(p => given.Contains(p.Column))], DateOnly.FromDateTime(table.Run.Compiler.Options.ReferenceDate), table.StreamKey($"#calendar:{group.Key}"));
        }
    }

    /// <summary>All numbers that a column takes: a rule leaves days out that not every month has.</summary>
    IOrderedSource AllOf(int column) =>
        table.Sources.ByType(table.Table, table.ColumnAt(column), table.Constraints.DomainOf(table.ColumnAt(column).Name), asKey: false) as IOrderedSource is { Step: 1 } all ? all : (IOrderedSource)drawn[column].Source;

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
}

using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>The order, the counts and where the parents come from, once the tables are known.</summary>
sealed partial class PlanResolver
{
    ResolvedPlan Assemble(Unfilled unfilled)
    {
        var wanted = _segments.ToDictionary(s => s.Key, s => s.Value.Sum(x => x.Count));
        var parents = new ParentPlanner(_schema, _plan.Options, HasRows, unfilled, Most);
        var added = parents.Plan(wanted, IsOverridden);
        List<string> warnings = [.. UnusedParentCounts(added), .. _split];
        foreach (var (name, (count, _)) in added)
            _segments[name] = [new RowSegment(0, count, WithIdentifier(_schema.Get(name), null, Settled(_schema.Get(name), new Dictionary<string, ColumnOverride>())), null)];
        if (_plan.Options.UuidStrategy == UuidStrategy.Pattern)
            warnings.AddRange(_instances.Codes.WarningsFor(_segments.Keys));

        var tables = _segments.Keys.Order().Select(_schema.Get).ToList();
        var inPlan = tables.Select(t => t.Name).ToHashSet();
        var order = LoadOrder.Of(tables, tables.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced && inPlan.Contains(k.ReferencedTable) && !IsOverridden(k)));
        var resolved = order.Tables.Select((table, index) => new ResolvedTable
        {
            Table = table,
            Order = index + 1,
            Count = _segments[table.Name].Sum(s => s.Count),
            IsAddedParent = added.ContainsKey(table.Name),
            Reason = added.TryGetValue(table.Name, out var why) ? why.Reason : ReasonOf(table.Name),
            Segments = _segments[table.Name],
            References = Array.AsReadOnly([.. table.ForeignKeys.Where(k => k.IsEnforced).Select(k => Reference(table, k, inPlan, order, parents, unfilled))]),
            State = _states[table.Name],
            LoadGroup = order.Together.Select((group, number) => group.Contains(table.Name) ? number + 1 : (int?)null).FirstOrDefault(n => n is not null),
            FirstInstance = _instances.FirstOf(table, _states[table.Name], _segments[table.Name].Sum(s => s.Count), warnings),
            LowestInstance = _instances.BoundsOf(table).First,
            SharedInstances = _instances.SharedOf(table),
            TableCode = _instances.Codes.Of(table.Name) is { } code ? TableCodes.Format(code) : null,
        }).ToList();
        return new ResolvedPlan
        {
            Plan = _plan,
            Schema = _schema,
            Tables = resolved,
            Rollups = RollupUpdate.Of(_schema, _wishes.Values.SelectMany(w => w).Where(w => _segments.ContainsKey(w.Table.Name))),
            LeftOut = Array.AsReadOnly([.. _leftOut.Values.OrderBy(l => l.Name)]),
            Warnings = Array.AsReadOnly([.. warnings, .. _warnings]),
        };
    }

    string ReasonOf(QualifiedName table) =>
        string.Join(", ", _wishes[table].Select(w => w.Entry.PerParent is { } perParent ? $"{perParent.Counts} for each {perParent.Require(w.Table).ReferencedTable}" : "asked for").Distinct());

    /// <summary>How many rows of a table one parent gets at the most, where that is said; else 0.</summary>
    long Most(QualifiedName table) => _segments.GetValueOrDefault(table, []).Select(s => s.Shares?.Most ?? 0).DefaultIfEmpty(0).Max();

    /// <summary>Counts for added parents that nothing was added for: a name that no table has is an error, any other a warning.</summary>
    IEnumerable<string> UnusedParentCounts(IReadOnlyDictionary<QualifiedName, (long Count, string Reason)> added)
    {
        foreach (var name in _plan.Options.ParentCounts.Keys.Order(StringComparer.Ordinal))
        {
            var pattern = TablePattern.Parse(name);
            if (!_schema.Tables.Any(t => pattern.Matches(t.Name)))
                throw PlanErrors.TableNotFound(name, NearestNames.Of(pattern.Name, _schema.Tables.Select(t => t.Name.Name)));
            if (!added.Keys.Any(t => pattern.Matches(t)))
                yield return $"The count for the added parent '{name}' is not used: no such parent is added (the plan names it, or it has rows, or nothing needs it).";
        }
    }

    ResolvedReference Reference(
        Table table, ForeignKey key, HashSet<QualifiedName> inPlan, LoadOrder.Result order, ParentPlanner parents, Unfilled unfilled)
    {
        if (IsOverridden(key))
            return new ResolvedReference(key, ParentSource.Override);
        if (key.IsSelfReference)
            return new ResolvedReference(key, ParentSource.Itself);
        if (inPlan.Contains(key.ReferencedTable))
            return new ResolvedReference(key, ParentSource.Plan, order.SecondPass.Contains(key)) { IncludesExisting = IncludesExisting(table, key) };
        if (HasRows(key.ReferencedTable))
            return new ResolvedReference(key, ParentSource.Existing);
        if (!table.CanBeNull(key))
            unfilled.Add(parents.WithoutParent(table, key));
        return new ResolvedReference(key, ParentSource.None);
    }

    /// <summary>
    /// Whether rows that were there before are parents too: where they are dealt rows, and where the child's checks list the keys that it may have,
    /// since whoever wrote such a list mostly put rows with these keys into the parent.
    /// </summary>
    bool IncludesExisting(Table table, ForeignKey key) =>
        _segments[table.Name].Any(s => s.Shares is { Existing: not null } shares && shares.Key == key)
        || (HasRows(key.ReferencedTable) && table.Checks.Any(c => c.Columns.Any(key.Columns.Contains)) && key.Columns.Any(c => ConstraintsOf(table).DomainOf(c).Allowed is not null));

    TableConstraints ConstraintsOf(Table table) =>
        _constraints.TryGetValue(table, out var known) ? known : _constraints[table] = ConstraintAnalyzer.Analyze(table, _plan.Options.ReferenceDate);

    bool HasRows(QualifiedName table) => _states.TryGetValue(table, out var state) && state.HasRows;

    /// <summary>Whether every segment of the child overrides all of a key's columns, or takes its parents from what was there before.</summary>
    bool IsOverridden(ForeignKey key) =>
        _segments.TryGetValue(key.Table, out var segments) && segments.All(s =>
            key.Columns.All(c => s.Overrides.TryGetValue(c, out var given) && !ReferenceTarget.IsPick(given))
            || key.Columns.Any(c => s.Overrides.GetValueOrDefault(c) is ReferenceOverride { IsExisting: true }));
}

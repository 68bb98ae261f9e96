using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>Checks a plan against a live schema and settles what a run does: tables, parents, counts, order.</summary>
sealed class PlanResolver
{
    readonly SeedPlan _plan;
    readonly DatabaseSchema _schema;
    readonly Dictionary<QualifiedName, List<Wish>> _wishes = [];
    readonly Dictionary<QualifiedName, IReadOnlyList<RowSegment>> _segments = [];
    readonly Dictionary<QualifiedName, LeftOutTable> _leftOut = [];
    readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    readonly SortedSet<string> _split = new(StringComparer.Ordinal);
    readonly Dictionary<QualifiedName, int> _givenCodes = [];
    readonly Dictionary<Table, TableConstraints> _constraints = [];
    readonly Func<Distribution, ForeignKey, CountDraw> _draw;
    IReadOnlyDictionary<ForeignKey, IReadOnlyList<string?[]>> _existing = new Dictionary<ForeignKey, IReadOnlyList<string?[]>>();
    InstancePlanner _instances = null!;
    IReadOnlyDictionary<QualifiedName, TableState> _states = new Dictionary<QualifiedName, TableState>();

    PlanResolver(SeedPlan plan, DatabaseSchema schema, Func<Distribution, ForeignKey, CountDraw> draw) => (_plan, _schema, _draw) = (plan, schema, draw);

    /// <summary>Reads the state of all tables that may get rows.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schema">The target's schema, freshly read.</param>
    /// <param name="connection">An open connection to the target.</param>
    /// <param name="draw">Draws how many rows the parents of a foreign key get.</param>
    /// <param name="beforeState">Called with the tables before their state is read, so that they can be locked; or null.</param>
    /// <param name="states">What the tables held when the plan was fixed, or null for what they hold now.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan is empty or names what there is not.</exception>
    public static async Task<PlanResolver> ReadAsync(
        SeedPlan plan, DatabaseSchema schema, NpgsqlConnection connection, Func<Distribution, ForeignKey, CountDraw> draw,
        Func<PlanScope, Task>? beforeState, IReadOnlyDictionary<QualifiedName, TableState>? states, CancellationToken cancellationToken)
    {
        var resolver = Begin(plan, schema, draw);
        var wanted = resolver._wishes.Keys.Select(schema.Get).ToList();
        var scope = new PlanScope(schema, wanted, [.. resolver.Ancestors(wanted).Where(t => t.IsFillable)]);
        if (beforeState is not null)
            await beforeState(scope).ConfigureAwait(false);
        resolver._states = states ?? await StateReader.ReadAsync(connection, scope.All, resolver._instances.ScopeOf, cancellationToken).ConfigureAwait(false);
        resolver._existing = await ExistingParents.ReadAsync(connection, schema, resolver._wishes.Values.SelectMany(w => w), resolver.HasRows, cancellationToken).ConfigureAwait(false);
        return resolver;
    }

    /// <summary>A resolver of tables that hold no rows; it needs no server.</summary>
    public static PlanResolver OfEmpty(SeedPlan plan, DatabaseSchema schema, Func<Distribution, ForeignKey, CountDraw> draw)
    {
        var resolver = Begin(plan, schema, draw);
        resolver._states = schema.Tables.ToDictionary(t => t.Name, _ => TableState.Empty);
        return resolver;
    }

    static PlanResolver Begin(SeedPlan plan, DatabaseSchema schema, Func<Distribution, ForeignKey, CountDraw> draw)
    {
        var resolver = new PlanResolver(plan, schema, draw);
        resolver.Select();
        resolver._instances = new InstancePlanner(plan.Options, TableCodes.Settle(schema, plan.Options.TableCodes, resolver._givenCodes), resolver._wishes);
        return resolver;
    }

    /// <summary>What the tables held.</summary>
    public IReadOnlyDictionary<QualifiedName, TableState> States => _states;

    /// <summary>Settles what a run does with the tables that can be filled.</summary>
    /// <param name="unfilled">The tables that get no rows as far as is known; those whose parents cannot be had are added.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan cannot be carried out whatever is left out.</exception>
    public ResolvedPlan Resolve(Unfilled unfilled)
    {
        unfilled.Wanted = _wishes.Keys.ToHashSet();
        while (true)
        {
            var known = unfilled.Count;
            Expand(unfilled);
            var plan = Assemble(unfilled);
            if (unfilled.Count == known)
                return plan;
        }
    }

    /// <summary>Finds the tables that the entries mean.</summary>
    void Select()
    {
        if (_plan.Entries.Count == 0)
            throw PlanErrors.EmptyPlan();
        foreach (var entry in _plan.Entries)
        {
            var selection = PlanChecker.Check(_schema, _plan.Options, entry);
            var isWildcard = entry.IsAsManyAsFit || TablePattern.Parse(entry.Pattern).IsWildcard;
            foreach (var left in selection.LeftOut)
                _leftOut[left.Name] = left;
            foreach (var table in selection.Tables)
            {
                var targets = Targets(table, entry);
                if (entry.TableCode is { } code && !_givenCodes.TryAdd(table.Name, TableCodes.Parse(code)) && _givenCodes[table.Name] != TableCodes.Parse(code))
                    throw PlanErrors.TableCodesDiffer(table.Name);
                for (var part = 0; part < targets.Count; part++)
                {
                    if (!_wishes.TryGetValue(targets[part].Name, out var wishes))
                        _wishes[targets[part].Name] = wishes = [];
                    wishes.Add(new Wish(entry, targets[part], part, targets.Count, isWildcard));
                }
            }
        }
        foreach (var named in _wishes.Keys)
            _ = _leftOut.Remove(named);
    }

    /// <summary>Numbers the rows of all tables that are wanted and can be filled.</summary>
    void Expand(Unfilled unfilled)
    {
        _segments.Clear();
        var shares = new ShareSource(_draw, name => _instances.NextOf(_schema.Get(name), _states[name]), _existing);
        var planner = new SegmentPlanner(_wishes, unfilled, shares, w => WithIdentifier(w.Table, w.Entry.IdentifierTemplate, Settled(w.Table, PlanChecker.MatchColumns(w.Table, w.Entry, required: false))));
        foreach (var name in _wishes.Keys)
        {
            if (unfilled.WhyFull(name) is { } full)
                _leftOut[name] = new LeftOutTable(name, full);
            else if (unfilled.ObstacleOf(name) is null && planner.Of(name) is var segments && unfilled.ObstacleOf(name) is null)
            {
                if (segments.Count > 0)
                    _segments[name] = segments;
                else
                    _leftOut[name] = new LeftOutTable(name, WildcardRules.WhyEmpty(_schema.Get(name)));
            }
        }
        CheckReferences();
    }

    IReadOnlyDictionary<string, ColumnOverride> Settled(Table table, IReadOnlyDictionary<string, ColumnOverride> own) =>
        SettledOverrides.Of(table, _plan.Options, own, message => _warnings.Add(message));

    /// <summary>The overrides with a Trinity table's identifier by template, where the user wants one and nothing else gives the identifier.</summary>
    IReadOnlyDictionary<string, ColumnOverride> WithIdentifier(Table table, string? template, IReadOnlyDictionary<string, ColumnOverride> overrides) =>
        (template ?? _plan.Options.IdentifierTemplate) is { } wanted && TrinityTable.Detect(table) is { } trinity && !overrides.ContainsKey(trinity.Identifier.Name)
            ? new Dictionary<string, ColumnOverride>(overrides, StringComparer.Ordinal) { [trinity.Identifier.Name] = new TemplateOverride(wanted) }
            : overrides;

    /// <summary>Finds out early what references in overrides mean.</summary>
    void CheckReferences()
    {
        List<(string, QualifiedName)> keys = [.. _segments.SelectMany(s => s.Value.Where(x => x.Key is not null).Select(x => (x.Key!, s.Key)))];
        foreach (var (name, segments) in _segments)
        {
            foreach (var (column, value) in segments.SelectMany(s => s.Overrides))
            {
                if (value is ReferenceOverride reference)
                    _ = ReferenceTarget.Find(_schema.Get(name), column, reference, keys);
            }
        }
    }

    IReadOnlyList<Table> Targets(Table table, PlanEntry entry)
    {
        var targets = PartitionTargets.Of(_schema, table, entry);
        if (targets.Any(t => t != table))
            _ = _split.Add($"{table.Name} is filled by way of its partitions {string.Join(", ", targets.Select(t => t.Name.Name))}, which have constraints of their own.");
        return targets;
    }

    /// <summary>All tables that the given ones refer to, directly or not, and that are not among them.</summary>
    List<Table> Ancestors(IReadOnlyList<Table> tables)
    {
        var seen = tables.Select(t => t.Name).ToHashSet();
        var found = new List<Table>();
        var queue = new Queue<Table>(tables);
        while (queue.TryDequeue(out var table))
        {
            foreach (var key in table.ForeignKeys.Where(k => seen.Add(k.ReferencedTable)))
            {
                if (_schema.Find(key.ReferencedTable) is not { } parent)
                    continue;
                found.Add(parent);
                queue.Enqueue(parent);
            }
        }
        return found;
    }

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
            References = [.. table.ForeignKeys.Where(k => k.IsEnforced).Select(k => Reference(table, k, inPlan, order, parents, unfilled))],
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
            LeftOut = [.. _leftOut.Values.OrderBy(l => l.Name)],
            Warnings = [.. warnings, .. _warnings],
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

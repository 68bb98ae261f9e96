using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>Checks a plan against a live schema and settles what a run does: tables, parents, counts, order.</summary>
sealed class PlanResolver
{
    readonly SeedPlan _plan;
    readonly DatabaseSchema _schema;
    readonly Dictionary<QualifiedName, List<RowSegment>> _segments = [];
    readonly Dictionary<QualifiedName, LeftOutTable> _leftOut = [];
    readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    readonly SortedSet<string> _split = new(StringComparer.Ordinal);
    readonly IReadOnlyDictionary<QualifiedName, int> _codes;
    HashSet<QualifiedName> _wanted = [];
    IReadOnlyDictionary<QualifiedName, TableState> _states = new Dictionary<QualifiedName, TableState>();

    PlanResolver(SeedPlan plan, DatabaseSchema schema) => (_plan, _schema, _codes) = (plan, schema, TableCodes.Of(schema));

    /// <summary>Reads the state of all tables that may get rows.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="schema">The target's schema, freshly read.</param>
    /// <param name="connection">An open connection to the target.</param>
    /// <param name="beforeState">Called with the tables before their state is read, so that they can be locked; or null.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan is empty or names what there is not.</exception>
    public static async Task<PlanResolver> ReadAsync(
        SeedPlan plan, DatabaseSchema schema, NpgsqlConnection connection, Func<IReadOnlyList<Table>, Task>? beforeState, CancellationToken cancellationToken)
    {
        var resolver = new PlanResolver(plan, schema);
        resolver.Expand(new Unfilled());
        var wanted = resolver._segments.Keys.Select(schema.Get).ToList();
        resolver._wanted = [.. resolver._segments.Keys];
        var ancestors = resolver.Ancestors(wanted);
        List<Table> candidates = [.. wanted, .. ancestors.Where(t => t.IsFillable)];
        if (beforeState is not null)
            await beforeState(candidates).ConfigureAwait(false);
        resolver._states = await StateReader.ReadAsync(connection, candidates, resolver.UuidPrefix, cancellationToken).ConfigureAwait(false);
        return resolver;
    }

    /// <summary>Settles what a run does with the tables that can be filled.</summary>
    /// <param name="unfilled">The tables that get no rows as far as is known; those whose parents cannot be had are added.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan cannot be carried out whatever is left out.</exception>
    public ResolvedPlan Resolve(Unfilled unfilled)
    {
        unfilled.Wanted = _wanted;
        while (true)
        {
            var known = unfilled.Count;
            Expand(unfilled);
            var plan = Assemble(unfilled);
            if (unfilled.Count == known)
                return plan;
        }
    }

    /// <summary>The pattern UUID of a table with instance 0, or null where it has no uuid key.</summary>
    PatternUuid? UuidPrefix(Table table) =>
        _codes.TryGetValue(table.Name, out var code)
            ? new PatternUuid(code, _plan.Options.Uuid.SeedDirectory, _plan.Options.Uuid.Function, _plan.Options.Uuid.Scenario, _plan.Options.Uuid.TestCase, 0)
            : null;

    void Expand(Unfilled unfilled)
    {
        _segments.Clear();
        _leftOut.Clear();
        _split.Clear();
        if (_plan.Entries.Count == 0)
            throw PlanErrors.EmptyPlan();
        foreach (var entry in _plan.Entries)
        {
            var selection = PlanChecker.Check(_schema, _plan.Options, entry);
            var isWildcard = entry.IsAsManyAsFit || TablePattern.Parse(entry.Pattern).IsWildcard;
            foreach (var left in selection.LeftOut)
                _leftOut[left.Name] = left;
            foreach (var (table, count) in selection.Tables.SelectMany(t => Targets(t, entry)))
            {
                if (unfilled.WhyFull(table.Name) is { } full)
                {
                    _leftOut[table.Name] = new LeftOutTable(table.Name, full);
                    continue;
                }
                if (unfilled.ObstacleOf(table.Name) is not null)
                    continue;
                if (!_segments.TryGetValue(table.Name, out var segments))
                    _segments[table.Name] = segments = [];
                var first = segments.Count == 0 ? 0 : segments[^1].FirstOrdinal + segments[^1].Count;
                segments.Add(new RowSegment(first, count, Settled(table, PlanChecker.MatchColumns(table, entry, required: false)), entry.Key, isWildcard));
            }
        }
        foreach (var named in _segments.Keys)
            _ = _leftOut.Remove(named);
        CheckReferences();
    }

    IReadOnlyDictionary<string, ColumnOverride> Settled(Table table, IReadOnlyDictionary<string, ColumnOverride> own) =>
        SettledOverrides.Of(table, _plan.Options, own, message => _warnings.Add(message));

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

    IReadOnlyList<(Table Table, long Count)> Targets(Table table, PlanEntry entry)
    {
        List<(Table Table, long Count)> targets = [.. PartitionTargets.Of(_schema, table, entry)];
        if (targets.Exists(t => t.Table != table))
            _ = _split.Add($"{table.Name} is filled by way of its partitions {string.Join(", ", targets.Select(t => t.Table.Name.Name))}, which have constraints of their own.");
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
        var parents = new ParentPlanner(_schema, _plan.Options, HasRows, unfilled);
        var added = parents.Plan(wanted, IsOverridden);
        List<string> warnings = [.. UnusedParentCounts(added), .. _split];
        foreach (var (name, (count, _)) in added)
            _segments[name] = [new RowSegment(0, count, Settled(_schema.Get(name), new Dictionary<string, ColumnOverride>()), null)];

        var tables = _segments.Keys.Order().Select(_schema.Get).ToList();
        var inPlan = tables.Select(t => t.Name).ToHashSet();
        var order = LoadOrder.Of(tables, tables.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced && inPlan.Contains(k.ReferencedTable) && !IsOverridden(k)));
        var resolved = order.Tables.Select((table, index) => new ResolvedTable
        {
            Table = table,
            Order = index + 1,
            Count = _segments[table.Name].Sum(s => s.Count),
            IsAddedParent = added.ContainsKey(table.Name),
            Reason = added.TryGetValue(table.Name, out var why) ? why.Reason : "asked for",
            Segments = _segments[table.Name],
            References = [.. table.ForeignKeys.Where(k => k.IsEnforced).Select(k => Reference(table, k, inPlan, order, parents, unfilled))],
            State = _states[table.Name],
            LoadGroup = order.Together.Select((group, number) => group.Contains(table.Name) ? number + 1 : (int?)null).FirstOrDefault(n => n is not null),
            FirstInstance = FirstInstance(table, _states[table.Name]),
        }).ToList();
        return new ResolvedPlan { Plan = _plan, Schema = _schema, Tables = resolved, LeftOut = [.. _leftOut.Values.OrderBy(l => l.Name)], Warnings = [.. warnings, .. _warnings] };
    }

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
            return new ResolvedReference(key, ParentSource.Plan, order.SecondPass.Contains(key));
        if (HasRows(key.ReferencedTable))
            return new ResolvedReference(key, ParentSource.Existing);
        if (!table.CanBeNull(key))
            unfilled.Add(parents.WithoutParent(table, key));
        return new ResolvedReference(key, ParentSource.None);
    }

    bool HasRows(QualifiedName table) => _states.TryGetValue(table, out var state) && state.HasRows;

    /// <summary>Whether every segment of the child overrides all of a key's columns, or takes its parents from what was there before.</summary>
    bool IsOverridden(ForeignKey key) =>
        _segments.TryGetValue(key.Table, out var segments) && segments.TrueForAll(s =>
            key.Columns.All(c => s.Overrides.TryGetValue(c, out var given) && !ReferenceTarget.IsPick(given))
            || key.Columns.Any(c => s.Overrides.GetValueOrDefault(c) is ReferenceOverride { IsExisting: true }));

    static long FirstInstance(Table table, TableState state)
    {
        var first = TrinityTable.Detect(table) is null ? 1 : TrinityTable.FirstTestInstance;
        return Math.Max(first, state.HighestInstance + 1);
    }
}

using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>Checks a plan against a live schema and settles what a run does: tables, parents, counts, order.</summary>
sealed partial class PlanResolver
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
}

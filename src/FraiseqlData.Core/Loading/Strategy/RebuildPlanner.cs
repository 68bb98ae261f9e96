using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Loading;

/// <summary>What is dropped before a table is loaded.</summary>
/// <param name="Table">The table with its rows.</param>
/// <param name="Reason">Why it is done, or why not.</param>
/// <param name="Indexes">The indexes, in the order in which they were made; empty where all are kept.</param>
/// <param name="Keys">The foreign keys that are in the way, the table's own and those that point at its keys, in the order in which they were made.</param>
sealed record TableRebuild(ResolvedTable Table, string Reason, IReadOnlyList<IndexFacts> Indexes, IReadOnlyList<KeyFacts> Keys)
{
    /// <summary>What stays, with the reason.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    public bool IsWanted => Indexes.Count + Keys.Count > 0;
}

/// <summary>Decides table by table whether indexes and foreign keys stay, or are dropped and built anew behind the rows.</summary>
sealed class RebuildPlanner
{
    /// <summary>From how many rows on dropping and building anew takes less time than keeping up to date.</summary>
    public const long FewestRows = 50_000;

    readonly ResolvedPlan _plan;
    readonly RebuildFacts _facts;
    readonly LoadStrategy _strategy;
    readonly Dictionary<uint, ResolvedTable> _tables;
    readonly string? _runObstacle;

    /// <param name="plan">The plan.</param>
    /// <param name="facts">What the catalog says of its tables.</param>
    /// <param name="isNested">Whether the run is part of a caller's transaction.</param>
    public RebuildPlanner(ResolvedPlan plan, RebuildFacts facts, bool isNested)
    {
        (_plan, _facts, _strategy) = (plan, facts, plan.Plan.Options.LoadStrategy);
        _tables = plan.Tables.ToDictionary(t => t.Table.Oid);
        FiresWaiting = !plan.Tables.Any(t => plan.Schema.HasTriggers(t.Table));
        _runObstacle = isNested ? "the run is part of another transaction"
            : facts.HasEventTriggers ? "event triggers would see it"
            : facts.HasLogicalSlots ? "the database's changes are decoded by a logical replication slot"
            : WaitingKeys.Of(plan).Count > 0 ? "foreign keys wait for the end of the run"
            : null;
    }

    /// <summary>Whether constraints that wait can be checked at once, since nobody but the loader writes rows: a table cannot be altered while they wait.</summary>
    public bool FiresWaiting { get; }

    /// <summary>Whether a run may want to drop anything at all, so that the facts are worth reading.</summary>
    public static bool IsConsidered(ResolvedPlan plan) => plan.Plan.Options.LoadStrategy switch
    {
        // What the project's own functions do is their affair.
        _ when plan.Plan.Options.Backend == BackendChoice.Staging => false,
        LoadStrategy.KeepIndexes => false,
        LoadStrategy.Auto => plan.Tables.Any(t => t.Count >= FewestRows),
        _ => true,
    };

    /// <summary>What is done, in load order.</summary>
    public IReadOnlyList<TableRebuild> Plan() => [.. _plan.Tables.Select(Plan)];

    TableRebuild Plan(ResolvedTable table)
    {
        if ((WhyKept(table) ?? WhyNotWorthIt(table)) is { } reason)
            return new TableRebuild(table, reason, [], []);
        var (oid, kept) = (table.Table.Oid, new List<string>());
        var indexes = _facts.Indexes.Where(i => i.Table == oid && IsFree($"index {i.Name}", WhyKept(i), kept)).ToList();
        var own = _facts.Keys.Where(k => k.Table == oid && IsFree($"foreign key {k.Name}", WhyKept(k), kept));
        var keys = own.Concat(_facts.Keys.Where(k => k.Table != oid && indexes.Exists(i => i.Oid == k.Index))).OrderBy(k => k.Oid).ToList();
        return new TableRebuild(table, indexes.Count + keys.Count == 0 ? "nothing can be rebuilt" : Why(table), indexes, keys) { Kept = kept };
    }

    static bool IsFree(string what, string? obstacle, List<string> kept)
    {
        if (obstacle is not null)
            kept.Add($"{what}: {obstacle}");
        return obstacle is null;
    }

    string Why(ResolvedTable table) => string.Create(
        CultureInfo.InvariantCulture, $"{table.Count} rows {(table.State.HasRows ? "beside those that are there" : "into an empty table")}{(_strategy == LoadStrategy.Rebuild ? ", as asked for" : "")}");

    string? WhyNotWorthIt(ResolvedTable table) => _strategy switch
    {
        LoadStrategy.Auto when table.State.HasRows => "it holds rows already",
        LoadStrategy.Auto when table.Count < FewestRows => string.Create(CultureInfo.InvariantCulture, $"fewer than {FewestRows} rows"),
        _ => WhyTooFull(table),
    };

    string? WhyTooFull(ResolvedTable table) => table.State.HasRows && _facts.Tables[table.Table.Oid].ExistingRows > Math.Max(table.Count, FewestRows)
        ? "it may hold more rows already than it gets" : null;

    /// <summary>Why nothing of a table is dropped, whatever the number of its rows; or null.</summary>
    string? WhyKept(ResolvedTable resolved)
    {
        var table = resolved.Table;
        var facts = _facts.Tables[table.Oid];
        return _runObstacle
            ?? (table.Kind != RelationKind.Table || table.Partition is not null ? "it is partitioned"
            : facts.IsInherited ? "it inherits, or others inherit from it"
            : table.Extension is not null ? "it belongs to an extension"
            : !table.IsOwner ? "the role does not own it"
            : !table.CanSelect ? "the role may not read it"
            : !facts.CanCreate ? $"the role may not create anything in the schema {table.Name.Schema}"
            : table.RowSecurityActive ? "row-level security applies to the role"
            : table.Rules.Count > 0 ? $"the rule \"{table.Rules[0].Name}\" may rely on it"
            : _plan.Schema.HasTriggers(table) ? "its triggers may rely on them"
            : resolved.LoadGroup is not null ? "it is loaded together with others"
            : facts.IsPublished ? "it is published"
            : MayWait(table.Oid) ? "its constraints may wait for the end of the run"
            : null);
    }

    /// <summary>Whether checks of a table's rows may still be waiting when others are loaded.</summary>
    bool MayWait(uint table) =>
        !FiresWaiting && (_facts.Keys.Any(k => k.Table == table && k is { IsDeferrable: true, IsEnforced: true }) || _facts.Indexes.Any(i => i.Table == table && i.IsDeferrable));

    string? WhyKept(IndexFacts index) => index.Obstacle ?? (_facts.Keys.FirstOrDefault(k => k.Index == index.Oid && WhyKept(k) is not null) is { } key
        ? $"the foreign key {key.Name} of {key.TableName} needs it ({WhyKept(key)})" : null);

    string? WhyKept(KeyFacts key)
    {
        if (key.Obstacle is not null)
            return key.Obstacle;
        if (!_tables.TryGetValue(key.Table, out var child))
            return "its table is not in the plan";
        if (WhyKept(child) is { } reason)
            return $"{key.TableName}: {reason}";
        if (WhyTooFull(child) is { } full)
            return $"{key.TableName}: {full}";
        return !_tables.TryGetValue(key.Parent, out var parent) ? null
            : parent.Order > child.Order ? $"{key.ParentName} is loaded later"
            : MayWait(key.Parent) ? $"constraints of {key.ParentName} may wait"
            : null;
    }
}

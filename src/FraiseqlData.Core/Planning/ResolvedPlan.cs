using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Planning;

/// <summary>A plan checked against a live schema: what a run would do, in load order.</summary>
public sealed class ResolvedPlan
{
    readonly Lazy<Dictionary<QualifiedName, ResolvedTable>> _byName;

    /// <summary>Creates a resolved plan; members are set by initialisers.</summary>
    public ResolvedPlan() => _byName = new(() => Tables!.ToDictionary(t => t.Table.Name));

    /// <summary>The plan.</summary>
    public required SeedPlan Plan { get; init; }

    /// <summary>The schema that the plan was checked against.</summary>
    public required DatabaseSchema Schema { get; init; }

    /// <summary>The tables in load order: parents before children.</summary>
    public required IReadOnlyList<ResolvedTable> Tables { get; init; }

    /// <summary>Relations that a wildcard matched but that are not filled, with the reason.</summary>
    public required IReadOnlyList<LeftOutTable> LeftOut { get; init; }

    /// <summary>Tables that cannot be filled and are left out since the plan asks for that (<see cref="PlanOptions.SkipUnfillable"/>).</summary>
    public IReadOnlyList<SkippedTable> Skipped { get; init; } = [];

    /// <summary>Partitions that the run makes, since tables have none and the plan asks for that (<see cref="PlanOptions.CreatePartitions"/>).</summary>
    public IReadOnlyList<NewPartition> NewPartitions { get; init; } = [];

    /// <summary>How indexes and foreign keys are treated, in load order; empty where all are kept without a look at them, since few rows are loaded or the plan says so.</summary>
    public IReadOnlyList<TableLoadPlan> LoadPlans { get; init; } = [];

    /// <summary>The columns that are summed up when all rows are written, in order.</summary>
    internal IReadOnlyList<RollupUpdate> Rollups { get; init; } = [];

    /// <summary>What the user should know before the run.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The rows of all tables together.</summary>
    public long TotalRows => Tables.Sum(t => t.Count);

    /// <summary>The columns of a table that sum its children up.</summary>
    internal IEnumerable<RollupColumn> RollupsOf(Table table) => Rollups.Where(r => r.Parent == table).SelectMany(r => r.Columns);

    /// <summary>The plan with other parts in place of its own.</summary>
    internal ResolvedPlan With(
        IReadOnlyList<ResolvedTable>? tables = null, IEnumerable<string>? warnings = null, IReadOnlyList<SkippedTable>? skipped = null,
        IReadOnlyList<NewPartition>? newPartitions = null, IReadOnlyList<TableLoadPlan>? loadPlans = null, BackendChoice? backend = null) => new()
        {
            Plan = backend is { } chosen ? Plan.With(Plan.Options with { Backend = chosen }) : Plan,
            Schema = Schema,
            Tables = tables ?? Tables,
            LeftOut = LeftOut,
            Rollups = Rollups,
            Skipped = skipped ?? Skipped,
            NewPartitions = newPartitions ?? NewPartitions,
            LoadPlans = loadPlans ?? LoadPlans,
            Warnings = warnings is null ? Warnings : Array.AsReadOnly([.. warnings]),
        };

    /// <summary>The plan with the rows that the parents leave which are there, where some have become fewer.</summary>
    internal ResolvedPlan WithShares()
    {
        var tables = new List<ResolvedTable>();
        foreach (var table in Tables)
        {
            var (segments, first) = (new List<RowSegment>(), 0L);
            foreach (var segment in table.Segments)
            {
                var shares = segment.Shares?.Limit(tables.Find(t => t.Table.Name == segment.Shares.Key.ReferencedTable)?.Count ?? long.MaxValue);
                segments.Add(segment with { FirstOrdinal = first, Count = shares == segment.Shares ? segment.Count : shares!.Total, Shares = shares });
                first += segments[^1].Count;
            }
            tables.Add(first == table.Count ? table : table.With([.. segments.Where(s => s.Count > 0)], table.Reason));
        }
        return With(tables: tables);
    }

    /// <summary>The resolved table of that name, or null.</summary>
    public ResolvedTable? Find(QualifiedName name) => _byName.Value.GetValueOrDefault(name);
}

/// <summary>A relation that a wildcard matched but that is not filled.</summary>
/// <param name="Name">The relation.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record LeftOutTable(QualifiedName Name, string Reason);

/// <summary>A table that cannot be filled and is left out for that reason.</summary>
/// <param name="Name">The table.</param>
/// <param name="Reason">Why it cannot be filled.</param>
/// <param name="RecommendedAction">What to write instead, or null.</param>
public sealed record SkippedTable(QualifiedName Name, string Reason, string? RecommendedAction)
{
    /// <summary>The table and the reason.</summary>
    public override string ToString() => $"{Name}: {Reason}";
}

/// <summary>A table of a resolved plan.</summary>
public sealed class ResolvedTable
{
    readonly Lazy<Dictionary<string, int>> _indexes;

    /// <summary>Creates a resolved table; members are set by initialisers.</summary>
    public ResolvedTable() => _indexes = new(() => Enumerable.Range(0, Table!.Columns.Count).ToDictionary(i => Table.Columns[i].Name, StringComparer.Ordinal));

    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>How many rows it gets.</summary>
    public required long Count { get; init; }

    /// <summary>Its place in the load order, from 1.</summary>
    public required int Order { get; init; }

    /// <summary>Whether the plan did not name it: it was added because a table of the plan needs it.</summary>
    public bool IsAddedParent { get; init; }

    /// <summary>Why it is there and why so many rows, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The parts of the table's rows that have overrides of their own, in ordinal order, without gaps.</summary>
    public required IReadOnlyList<RowSegment> Segments { get; init; }

    /// <summary>Where each foreign key's parents come from.</summary>
    public required IReadOnlyList<ResolvedReference> References { get; init; }

    /// <summary>What the table held when the plan was resolved.</summary>
    public required TableState State { get; init; }

    /// <summary>
    /// Tables with the same number are loaded by one statement, since they refer to each other in a circle of keys that are neither nullable nor deferrable.
    /// Null for a table that is loaded by itself.
    /// </summary>
    public int? LoadGroup { get; init; }

    /// <summary>The instance number of the first row.</summary>
    public long FirstInstance { get; init; }

    /// <summary>The table's code in pattern UUIDs, six decimal digits; null for a table without a uuid key.</summary>
    public string? TableCode { get; init; }

    /// <summary>The first instance that rows of the plan's range may have.</summary>
    internal long LowestInstance { get; init; } = 1;

    /// <summary>How many instances several workers share; 0 where there is one only.</summary>
    internal long SharedInstances { get; init; }

    /// <summary>How many rows a unique key has to tell apart: those of the run, and as many as may be there already, or may be made elsewhere.</summary>
    internal long RowsToTellApart => Math.Max(SharedInstances, State.HasRows ? Count + FirstInstance - LowestInstance + 1 : Count);

    /// <summary>The table's name for people.</summary>
    public override string ToString() => $"{Table.Name} x {Count}";

    /// <summary>The table with fewer rows: the last ones are left away.</summary>
    internal ResolvedTable WithCount(long count, string reason) =>
        With(Array.AsReadOnly([.. Segments.Where(s => s.FirstOrdinal < count).Select(s => s with { Count = Math.Min(s.Count, count - s.FirstOrdinal) })]), reason);

    /// <summary>The table with other rows.</summary>
    internal ResolvedTable With(IReadOnlyList<RowSegment> segments, string reason) => new()
    {
        Table = Table,
        Count = segments.Sum(s => s.Count),
        Order = Order,
        IsAddedParent = IsAddedParent,
        Reason = reason,
        Segments = segments,
        References = References,
        State = State,
        LoadGroup = LoadGroup,
        FirstInstance = FirstInstance,
        TableCode = TableCode,
        LowestInstance = LowestInstance,
        SharedInstances = SharedInstances,
    };

    /// <summary>The index of a column in <c>Table.Columns</c>.</summary>
    internal int IndexOf(string column) => _indexes.Value[column];
}

/// <summary>A run of a table's rows that come from one entry of the plan.</summary>
/// <param name="FirstOrdinal">The ordinal of its first row, from 0.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Overrides">The overrides by the column's exact name.</param>
/// <param name="Key">The entry's key, or null.</param>
/// <param name="IsWildcard">Whether a pattern with wildcards matched the table: then its count means "as many as fit".</param>
public sealed record RowSegment(long FirstOrdinal, long Count, IReadOnlyDictionary<string, ColumnOverride> Overrides, string? Key, bool IsWildcard = false)
{
    /// <summary>The parents that the rows are dealt out to; null where each row picks its own.</summary>
    internal ParentShares? Shares { get; init; }

    /// <summary>The trees that the rows form; null where rows refer to any earlier one.</summary>
    internal TreeShape? Tree { get; init; }

    /// <summary>The share of NULLs where it is said, by the column's exact name.</summary>
    internal IReadOnlyDictionary<string, double> NullRatios { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty;

    /// <summary>The locale of names and addresses; null for the plan's.</summary>
    public LocaleMix? Locale { get; init; }

    /// <summary>What the table's uuid key is made of, or null for what the plan says.</summary>
    public UuidStrategy? UuidStrategy { get; init; }
}

/// <summary>Where the parents of a foreign key come from.</summary>
public enum ParentSource
{
    /// <summary>Rows of this run.</summary>
    Plan,
    /// <summary>Rows that the parent held before.</summary>
    Existing,
    /// <summary>Earlier rows of the same table, or the row itself.</summary>
    Itself,
    /// <summary>No parent: the key's columns are NULL.</summary>
    None,
    /// <summary>The user's overrides fill the key's columns.</summary>
    Override,
}

/// <summary>A foreign key of a resolved table.</summary>
/// <param name="Key">The foreign key.</param>
/// <param name="Source">Where its parents come from.</param>
/// <param name="IsSecondPass">Whether it is NULL at first and set by an update when both tables are loaded (a cycle).</param>
public sealed record ResolvedReference(ForeignKey Key, ParentSource Source, bool IsSecondPass = false)
{
    /// <summary>Whether rows that the parent held before serve beside those of this run, behind them.</summary>
    internal bool IncludesExisting { get; init; }
}

/// <summary>What a table held when the plan was resolved.</summary>
/// <param name="HasRows">Whether it had any row.</param>
/// <param name="HighestInstance">The highest instance number found (pattern ids, plain integer keys or the row count), 0 for none.</param>
/// <param name="HighestKeys">By column: the highest value of an integer column that is a whole primary or unique key and no foreign key.</param>
public sealed record TableState(bool HasRows, long HighestInstance, IReadOnlyDictionary<string, long> HighestKeys)
{
    /// <summary>The state of an empty table.</summary>
    public static TableState Empty { get; } = new(false, 0, new Dictionary<string, long>());
}

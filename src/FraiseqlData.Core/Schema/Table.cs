namespace FraiseqlData.Schema;

/// <summary>What kind of relation a <see cref="Table"/> is.</summary>
public enum RelationKind
{
    /// <summary>An ordinary table, a partition included.</summary>
    Table,
    /// <summary>A partitioned table.</summary>
    PartitionedTable,
    /// <summary>A foreign table.</summary>
    ForeignTable,
    /// <summary>A view: read so that a message can say so, never filled.</summary>
    View,
    /// <summary>A materialized view: read so that a message can say so, never filled.</summary>
    MaterializedView,
}

/// <summary>A relation of the database with all that decides how it is filled.</summary>
public sealed class Table
{
    readonly Lazy<Dictionary<string, Column>> _columns;

    /// <summary>Creates a table; members are set by initialisers.</summary>
    public Table() => _columns = new(() => Columns!.ToDictionary(c => c.Name, StringComparer.Ordinal));

    /// <summary><c>pg_class.oid</c>.</summary>
    public required uint Oid { get; init; }

    /// <summary>The table's name.</summary>
    public required QualifiedName Name { get; init; }

    /// <summary>What kind of relation this is.</summary>
    public RelationKind Kind { get; init; }

    /// <summary>The columns in position order.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>All unique keys, the primary key first, then by name.</summary>
    public IReadOnlyList<UniqueKey> UniqueKeys { get; init; } = [];

    /// <summary>The foreign keys, by name.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>The CHECK constraints, by name, those of 18's NOT NULL constraints excluded.</summary>
    public IReadOnlyList<CheckConstraint> Checks { get; init; } = [];

    /// <summary>The exclusion constraints, by name.</summary>
    public IReadOnlyList<ExclusionConstraint> Exclusions { get; init; } = [];

    /// <summary>The user triggers that fire on INSERT, by name (the order in which they fire).</summary>
    public IReadOnlyList<Trigger> Triggers { get; init; } = [];

    /// <summary>The rewrite rules on INSERT, by name.</summary>
    public IReadOnlyList<RewriteRule> Rules { get; init; } = [];

    /// <summary>The table's comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>For a partitioned table: how it is partitioned. Otherwise null.</summary>
    public PartitionKey? PartitionKey { get; init; }

    /// <summary>For a partition: its parent and bound. Otherwise null.</summary>
    public PartitionBound? Partition { get; init; }

    /// <summary>Tables that this one inherits from (not partitioning), in order.</summary>
    public IReadOnlyList<QualifiedName> Inherits { get; init; } = [];

    /// <summary>Whether row-level security applies to the connected role (<c>row_security_active</c>).</summary>
    public bool RowSecurityActive { get; init; }

    /// <summary>Whether the table is unlogged.</summary>
    public bool IsUnlogged { get; init; }

    /// <summary>The extension that owns the table, or null.</summary>
    public string? Extension { get; init; }

    /// <summary>Whether the connected role may insert into the table (all columns, or at least one).</summary>
    public bool CanInsert { get; init; } = true;

    /// <summary>Whether the connected role may read the table (all columns, or at least one).</summary>
    public bool CanSelect { get; init; } = true;

    /// <summary>Whether the connected role may update the table.</summary>
    public bool CanUpdate { get; init; } = true;

    /// <summary>Whether the connected role owns the table (directly or by membership).</summary>
    public bool IsOwner { get; init; }

    /// <summary>The planner's row estimate (<c>reltuples</c>), -1 where unknown.</summary>
    public double EstimatedRows { get; init; } = -1;

    /// <summary>The primary key, or null.</summary>
    public UniqueKey? PrimaryKey => UniqueKeys.FirstOrDefault(k => k.IsPrimary);

    /// <summary>Whether rows can be put into the relation at all.</summary>
    public bool IsFillable => Kind is RelationKind.Table or RelationKind.PartitionedTable;

    /// <summary>The table's rows in a query, those of tables that inherit from it excluded: keys do not see them. A partitioned table has only its partitions'.</summary>
    internal string RowsSql => Kind == RelationKind.PartitionedTable ? Name.ToSql() : "ONLY " + Name.ToSql();

    /// <summary>The column of that exact name, or null.</summary>
    public Column? FindColumn(string name) => _columns.Value.GetValueOrDefault(name);

    /// <summary>The column of that exact name.</summary>
    /// <exception cref="KeyNotFoundException">There is none: the model contradicts itself.</exception>
    public Column GetColumn(string name) => _columns.Value[name];

    /// <summary>Whether a foreign key of the table can be left without a parent: one of its columns may be NULL, all of them under MATCH FULL.</summary>
    internal bool CanBeNull(ForeignKey key) =>
        key.Match == MatchType.Full ? key.Columns.All(c => !GetColumn(c).NotNull) : key.Columns.Any(c => !GetColumn(c).NotNull);

    /// <summary>Whether a row that is sent may not arrive, or arrive as another: BEFORE triggers and rules can do that.</summary>
    internal bool MayChangeRows => Triggers.Any(t => t is { IsEnabled: true, IsBefore: true, IsRow: true }) || Rules.Any(r => r.IsInstead);

    /// <summary>The rule that replaces every INSERT by nothing, or null: a row put into the table is lost without a word.</summary>
    internal RewriteRule? DroppingRule =>
        Rules.All(r => r.IsNothing) ? Rules.FirstOrDefault(r => !r.IsConditional) : null;

    /// <summary>The table with other foreign keys, and other unique keys where these are given.</summary>
    internal Table With(IReadOnlyList<ForeignKey> foreignKeys, IReadOnlyList<UniqueKey>? uniqueKeys = null) => new()
    {
        Oid = Oid,
        Name = Name,
        Kind = Kind,
        Columns = Columns,
        UniqueKeys = uniqueKeys ?? UniqueKeys,
        ForeignKeys = foreignKeys,
        Checks = Checks,
        Exclusions = Exclusions,
        Triggers = Triggers,
        Rules = Rules,
        Comment = Comment,
        PartitionKey = PartitionKey,
        Partition = Partition,
        Inherits = Inherits,
        RowSecurityActive = RowSecurityActive,
        IsUnlogged = IsUnlogged,
        Extension = Extension,
        CanInsert = CanInsert,
        CanSelect = CanSelect,
        CanUpdate = CanUpdate,
        IsOwner = IsOwner,
        EstimatedRows = EstimatedRows,
    };

    /// <summary>The table's name for people.</summary>
    public override string ToString() => Name.ToString();
}

/// <summary>A trigger that fires on INSERT.</summary>
/// <param name="Name">The trigger's name.</param>
/// <param name="Function">The function that it calls.</param>
/// <param name="IsBefore">Whether it fires before the row is written.</param>
/// <param name="IsRow">Whether it fires for each row, not for the statement.</param>
/// <param name="IsEnabled">Whether it fires in an ordinary session.</param>
public sealed record Trigger(string Name, QualifiedName Function, bool IsBefore, bool IsRow, bool IsEnabled);

/// <summary>A rewrite rule on INSERT, which COPY would bypass.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="IsInstead">Whether it replaces the INSERT.</param>
/// <param name="IsConditional">Whether it has a WHERE clause, so that it holds for some rows only.</param>
/// <param name="IsNothing">Whether it replaces the INSERT by nothing.</param>
public sealed record RewriteRule(string Name, bool IsInstead, bool IsConditional = false, bool IsNothing = false);

/// <summary>How a partitioned table is partitioned.</summary>
public enum PartitionStrategy
{
    /// <summary>By ranges.</summary>
    Range,
    /// <summary>By lists of values.</summary>
    List,
    /// <summary>By hash.</summary>
    Hash,
}

/// <summary>The partition key of a partitioned table.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Parts">Columns or expressions, in key order.</param>
public sealed record PartitionKey(PartitionStrategy Strategy, IReadOnlyList<KeyPart> Parts);

/// <summary>The place of a partition in its parent.</summary>
/// <param name="Parent">The partitioned table above it.</param>
/// <param name="Bound">The bound as deparsed SQL (<c>FOR VALUES ...</c> or <c>DEFAULT</c>).</param>
/// <param name="Constraint">The bound as a condition (<c>pg_get_partition_constraintdef</c>), or null for none.</param>
public sealed record PartitionBound(QualifiedName Parent, string Bound, string? Constraint)
{
    /// <summary>Whether this is the default partition.</summary>
    public bool IsDefault => Bound == "DEFAULT";
}

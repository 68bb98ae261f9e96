namespace FraiseqlData.Schema;

/// <summary>
/// Puts the rows of one read together. What refers to something that the rows lack (dropped during a read inside a READ COMMITTED
/// transaction) is left out.
/// </summary>
sealed partial class SchemaBuilder(CatalogRows rows)
{
    readonly Dictionary<uint, QualifiedName> _names = rows.Relations.ToDictionary(r => r.Oid, r => new QualifiedName(r.Schema, r.Name));
    readonly Dictionary<uint, Dictionary<short, string>> _columnNames = rows.Columns.GroupBy(c => c.Relation)
        .ToDictionary(g => g.Key, g => g.ToDictionary(c => c.Position, c => c.Name));
    readonly ColumnBuilder _columnBuilder = new(rows);
    readonly ILookup<uint, ColumnRow> _columns = rows.Columns.ToLookup(c => c.Relation);
    readonly ILookup<uint, IndexRow> _indexes = rows.Indexes.ToLookup(i => i.Relation);
    readonly ILookup<uint, CheckRow> _checks = rows.Checks.ToLookup(c => c.Relation);
    readonly ILookup<uint, ForeignKeyRow> _foreignKeys = OwnForeignKeys(rows.ForeignKeys).ToLookup(k => k.Relation);
    readonly ILookup<uint, ExclusionRow> _exclusions = rows.Exclusions.ToLookup(x => x.Relation);
    readonly ILookup<uint, TriggerRow> _triggers = rows.Triggers.ToLookup(t => t.Relation);
    readonly ILookup<uint, RuleRow> _rules = rows.Rules.ToLookup(r => r.Relation);
    readonly ILookup<uint, ParentRow> _parents = rows.Parents.ToLookup(p => p.Relation);
    readonly Dictionary<uint, PartitionKeyRow> _partitionKeys = rows.PartitionKeys.ToDictionary(p => p.Relation);

    public DatabaseSchema Build()
    {
        var session = rows.Session[0];
        return new(session.Database, session.ServerVersion, session.SearchPath, rows.Relations.Select(Build))
        {
            WaitingTriggers = rows.WaitingTriggers.ToDictionary(t => t.Schema, t => t.Names, StringComparer.Ordinal),
            SyncFunctions = rows.SyncFunctions,
        };
    }

    Table Build(RelationRow row) => new()
    {
        Oid = row.Oid,
        Name = _names[row.Oid],
        Kind = KindOf(row.Kind),
        Columns = Array.AsReadOnly([.. _columns[row.Oid].Select(_columnBuilder.Build).OfType<Column>()]),
        UniqueKeys = BuildUniqueKeys(row.Oid),
        ForeignKeys = BuildForeignKeys(row.Oid),
        Checks = BuildChecks(_checks[row.Oid], c => CheckedColumns(row.Oid, c)),
        Exclusions = BuildExclusions(row.Oid),
        Triggers = Array.AsReadOnly([.. _triggers[row.Oid].OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new Trigger(t.Name, new(t.FunctionSchema, t.Function), t.IsBefore, t.IsRow, t.IsEnabled))]),
        Rules = Array.AsReadOnly([.. _rules[row.Oid].OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => new RewriteRule(r.Name, r.IsInstead, r.IsConditional, r.IsNothing))]),
        Comment = row.Comment,
        PartitionKey = BuildPartitionKey(row.Oid),
        Partition = BuildPartition(row.Oid),
        Inherits = Array.AsReadOnly([.. _parents[row.Oid].Where(p => !p.IsPartition && _names.ContainsKey(p.Parent)).Select(p => _names[p.Parent])]),
        RowSecurityActive = row.RowSecurityActive,
        IsUnlogged = row.IsUnlogged,
        Extension = row.Extension,
        CanInsert = row.CanInsert,
        CanSelect = row.CanSelect,
        CanUpdate = row.CanUpdate,
        IsOwner = row.IsOwner,
        EstimatedRows = row.EstimatedRows,
    };

    PartitionKey? BuildPartitionKey(uint relation)
    {
        if (!_partitionKeys.TryGetValue(relation, out var row))
            return null;
        var strategy = row.Strategy switch { 'l' => PartitionStrategy.List, 'h' => PartitionStrategy.Hash, _ => PartitionStrategy.Range };
        var expressions = new Queue<string>(row.Expressions is null ? [] : ExpressionList.Split(row.Expressions));
        var definitions = row.Positions.Select(p => p == 0 && expressions.TryDequeue(out var e) ? e : null).ToArray();
        return Parts(relation, row.Positions, definitions) is { } parts ? new(strategy, parts) : null;
    }

    PartitionBound? BuildPartition(uint relation) =>
        _parents[relation].FirstOrDefault(p => p.IsPartition) is { Bound: { } bound } row && _names.TryGetValue(row.Parent, out var parent)
            ? new(parent, bound, row.Constraint)
            : null;

    static RelationKind KindOf(char kind) => kind switch
    {
        'p' => RelationKind.PartitionedTable,
        'f' => RelationKind.ForeignTable,
        'v' => RelationKind.View,
        'm' => RelationKind.MaterializedView,
        _ => RelationKind.Table,
    };
}

using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>The order in which tables are resolved, and how circles are closed there.</summary>
sealed class ResolveOrder
{
    readonly HashSet<(QualifiedName, string)> _late;
    readonly IReadOnlyList<IReadOnlySet<QualifiedName>> _together;
    readonly Dictionary<QualifiedName, StagedTable> _byName;

    ResolveOrder(IReadOnlyList<StagedTable> tables, HashSet<(QualifiedName, string)> late, IReadOnlyList<IReadOnlySet<QualifiedName>> together)
    {
        (Tables, _late, _together) = (tables, late, together);
        _byName = tables.ToDictionary(t => t.Table.Name);
    }

    /// <summary>The tables, parents first.</summary>
    public IReadOnlyList<StagedTable> Tables { get; }

    /// <summary>Settles the order of a staging schema's tables.</summary>
    public static ResolveOrder Of(StagedSchema staged)
    {
        // Numbers are given while rows are inserted, so a key that may wait is of no more use than another.
        var keys = staged.Tables.SelectMany(t => t.Table.ForeignKeys).Where(k => k.IsEnforced).Select(Strict).ToList();
        var order = LoadOrder.Of([.. staged.Tables.Select(t => t.Table)], keys);
        return new ResolveOrder([.. order.Tables.Select(t => staged.Find(t.Name)!)], [.. order.SecondPass.Select(k => (k.Table, k.Name))], order.Together);
    }

    /// <summary>Whether a foreign key's columns are NULL at first and set when its parent is resolved.</summary>
    public bool IsLate(ForeignKey key) => _late.Contains((key.Table, key.Name)) || (key.IsSelfReference && !GroupOf(key.Table).Contains(_byName[key.Table]));

    /// <summary>The keys that are set when a table is resolved: those to it that were NULL at first.</summary>
    public IEnumerable<(StagedTable Child, ForeignKey Key)> LateKeysTo(StagedTable parent) =>
        Tables.SelectMany(t => t.Table.ForeignKeys.Where(k => k.IsEnforced && k.ReferencedTable == parent.Table.Name && IsLate(k) && SetColumns(t, k).Count > 0).Select(k => (t, k)));

    /// <summary>
    /// The tables that one statement inserts, in whose course their numbers are drawn first: a circle of keys that take no NULL, or a table that
    /// refers to itself by such a key. Empty for a table that is inserted by itself.
    /// </summary>
    public IReadOnlyList<StagedTable> GroupOf(QualifiedName table)
    {
        if (_together.FirstOrDefault(g => g.Contains(table)) is { } group)
            return [.. Tables.Where(t => group.Contains(t.Table.Name))];
        var own = _byName[table];
        return own.References.Any(r => r.Key.IsSelfReference && r.Provided.Any(c => own.Table.GetColumn(c).NotNull || own.Table.Checks.Any(k => k.IsEnforced && k.Columns.Contains(c)))) ? [own] : [];
    }

    /// <summary>The columns that a late key sets.</summary>
    public static IReadOnlyList<string> SetColumns(StagedTable table, ForeignKey key) =>
        table.References.FirstOrDefault(r => r.Key == key) is { } reference ? reference.Provided
        // Values that staging holds can stand there at once, where the parent is another row of the same statement.
        : key.IsSelfReference ? [] : [.. key.Columns.Where(c => !table.Table.GetColumn(c).NotNull && table.ProviderOf(c) is null)];

    static ForeignKey Strict(ForeignKey key) => new()
    {
        Name = key.Name,
        Table = key.Table,
        Columns = key.Columns,
        ReferencedTable = key.ReferencedTable,
        ReferencedColumns = key.ReferencedColumns,
        Match = key.Match,
    };
}

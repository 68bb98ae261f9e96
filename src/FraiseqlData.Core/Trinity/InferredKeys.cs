using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Treats columns that no foreign key is declared for, but that name a table (<c>fk_customer</c>, <c>customer_id</c>), as keys to it.</summary>
static class InferredKeys
{
    const int FewestForHint = 3;

    /// <summary>The schema with the keys that the names of columns tell.</summary>
    public static DatabaseSchema AddTo(DatabaseSchema schema)
    {
        var ids = new IdNames(schema);
        var tables = schema.Tables.Select(t => t.IsFillable && Of(schema, ids, t) is { Count: > 0 } keys ? t.With([.. t.ForeignKeys, .. keys]) : t);
        return schema.With(tables);
    }

    /// <summary>What to say of tables that declare no foreign key at all, where names tell several; null for others.</summary>
    public static string? Hint(DatabaseSchema schema, IReadOnlyList<Table> tables)
    {
        if (tables.Any(t => t.ForeignKeys.Count > 0))
            return null;
        var ids = new IdNames(schema);
        var found = tables.SelectMany(t => Of(schema, ids, t)).ToList();
        return found.Count < FewestForHint ? null
            : $"The tables of the plan declare no foreign keys, but {found.Count} columns name tables, as {found[0].Table.Name}.{found[0].Columns[0]} does {found[0].ReferencedTable}. With -InferForeignKeys they get keys of rows that exist.";
    }

    static List<ForeignKey> Of(DatabaseSchema schema, IdNames ids, Table table) =>
        [.. ReferenceNames.Undeclared(table).Select(c => (Column: c, Parent: ReferenceNames.TargetOf(schema, table, c.Name)))
            .Concat(ids.Of(table).Select(x => (x.Column, Parent: (Table?)x.Parent)))
            .Where(x => x.Parent is not null).DistinctBy(x => x.Column.Name)
            .Select(x => new ForeignKey
            {
                Name = $"{x.Column.Name} (by its name)",
                Table = table.Name,
                Columns = [x.Column.Name],
                ReferencedTable = x.Parent!.Name,
                ReferencedColumns = x.Parent.PrimaryKey!.Columns,
            })];
}

using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Treats columns that no foreign key is declared for, but that name a table (<c>fk_customer</c>, <c>customer_id</c>), as keys to it.</summary>
static class InferredKeys
{
    /// <summary>The schema with the keys that the names of columns tell.</summary>
    public static DatabaseSchema AddTo(DatabaseSchema schema)
    {
        var ids = new IdNames(schema);
        var tables = schema.Tables.Select(t => t.IsFillable && Of(schema, ids, t) is { Count: > 0 } keys ? t.With([.. t.ForeignKeys, .. keys]) : t);
        return new DatabaseSchema(schema.Database, schema.ServerVersion, schema.SearchPath, tables);
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

using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Treats columns <c>fk_...</c> that no foreign key is declared for as keys to the tables that they name.</summary>
static class InferredKeys
{
    /// <summary>The schema with the keys that the names of columns tell.</summary>
    public static DatabaseSchema AddTo(DatabaseSchema schema)
    {
        var tables = schema.Tables.Select(t => t.IsFillable && Of(schema, t) is { Count: > 0 } keys ? t.With([.. t.ForeignKeys, .. keys]) : t);
        return new DatabaseSchema(schema.Database, schema.ServerVersion, schema.SearchPath, tables);
    }

    static List<ForeignKey> Of(DatabaseSchema schema, Table table) =>
        [.. ReferenceNames.Undeclared(table)
            .Select(c => (Column: c, Parent: ReferenceNames.TargetOf(schema, table, c.Name)))
            .Where(x => x.Parent is not null)
            .Select(x => new ForeignKey
            {
                Name = $"{x.Column.Name} (by its name)",
                Table = table.Name,
                Columns = [x.Column.Name],
                ReferencedTable = x.Parent!.Name,
                ReferencedColumns = x.Parent.PrimaryKey!.Columns,
            })];
}

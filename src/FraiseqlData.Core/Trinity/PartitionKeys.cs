using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Gives partitioned tables and partitions that declare no foreign key for some columns the one that others of the same tree declare: their rows are of one kind.</summary>
static class PartitionKeys
{
    /// <summary>The schema with these keys; the same one where there are none.</summary>
    public static DatabaseSchema AddTo(DatabaseSchema schema)
    {
        var missing = schema.Tables.Where(t => t.PartitionKey is not null || t.Partition is not null).GroupBy(t => RootOf(schema, t))
            .SelectMany(tree => Missing([.. tree])).ToLookup(k => k.Table);
        return missing.Count == 0 ? schema : schema.With(schema.Tables.Select(t => missing.Contains(t.Name) ? t.With([.. t.ForeignKeys, .. missing[t.Name]]) : t));
    }

    static QualifiedName RootOf(DatabaseSchema schema, Table table)
    {
        while (table.Partition is { } partition && schema.Find(partition.Parent) is { } parent)
            table = parent;
        return table.Name;
    }

    static IEnumerable<ForeignKey> Missing(IReadOnlyList<Table> tree)
    {
        // Where partitions refer to different tables, nothing is said of the others.
        var keys = tree.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced && !k.HasPeriod && !tree.Any(t => t.Name == k.ReferencedTable))
            .GroupBy(k => string.Join('\n', k.Columns), StringComparer.Ordinal)
            .Where(g => g.Select(k => k.ReferencedTable).Distinct().Count() == 1 && g.All(k => k.ReferencedColumns.SequenceEqual(g.First().ReferencedColumns)))
            .Select(g => g.First()).ToList();
        return tree.SelectMany(t => keys.Where(k => k.Columns.All(c => t.FindColumn(c) is { IsGenerated: false } && !t.ForeignKeys.Any(o => o.Columns.Contains(c))))
            .Select(k => new ForeignKey
            {
                Name = k.Name,
                Table = t.Name,
                Columns = k.Columns,
                ReferencedTable = k.ReferencedTable,
                ReferencedColumns = k.ReferencedColumns,
                Match = k.Match,
            }));
    }
}

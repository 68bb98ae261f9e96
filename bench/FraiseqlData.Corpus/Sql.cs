using FraiseqlData.Schema;

namespace FraiseqlData.Corpus;

/// <summary>Pieces of SQL.</summary>
static class Sql
{
    /// <summary>A table's own rows; a partitioned table has none but its partitions'.</summary>
    public static string From(Table table) => (table.Kind == RelationKind.PartitionedTable ? "" : "ONLY ") + table.Name.ToSql();

    /// <summary>A quoted name.</summary>
    public static string Quote(string name) => QualifiedName.Quote(name);

    /// <summary>A string as a literal.</summary>
    public static string Literal(string? text) => text is null ? "NULL" : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}

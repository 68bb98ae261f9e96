using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>A table that follows the Trinity pattern: <c>pk_&lt;entity&gt;</c>, <c>id</c>, <c>identifier</c>.</summary>
/// <param name="Key">The integer primary key.</param>
/// <param name="Id">The uuid.</param>
/// <param name="Identifier">The readable, unique text.</param>
sealed record TrinityTable(Column Key, Column Id, Column Identifier)
{
    /// <summary>Instances below this belong to the baseline.</summary>
    public const long FirstTestInstance = 1001;

    /// <summary>The table's Trinity columns, or null where it does not follow the pattern.</summary>
    public static TrinityTable? Detect(Table table)
    {
        if (table.PrimaryKey is not { Columns: [var key] } || !key.StartsWith("pk_", StringComparison.Ordinal))
            return null;
        return table.GetColumn(key) is { Type.Underlying.Name.Name: "int2" or "int4" or "int8" } keyColumn
            && table.FindColumn("id") is { Type.Underlying.Name.Name: "uuid" } id
            && table.FindColumn("identifier") is { Type.Underlying.Name.Name: "text" or "varchar" or "bpchar" or "citext" } identifier
            ? new TrinityTable(keyColumn, id, identifier)
            : null;
    }

    /// <summary>The entity that a table is about: its name without the prefix <c>tb_</c>.</summary>
    public static string EntityOf(Table table) =>
        table.Name.Name.StartsWith("tb_", StringComparison.Ordinal) ? table.Name.Name[3..] : table.Name.Name;
}

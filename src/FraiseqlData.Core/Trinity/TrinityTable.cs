using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>A table that follows the Trinity pattern: <c>pk_&lt;entity&gt;</c>, <c>id</c>, <c>identifier</c>.</summary>
/// <param name="Key">The integer primary key.</param>
/// <param name="Id">The uuid.</param>
/// <param name="Identifier">The readable, unique text.</param>
sealed record TrinityTable(Column Key, Column Id, Column Identifier)
{
    /// <summary>What a table's name begins with.</summary>
    public const string TablePrefix = "tb_";

    /// <summary>What the name of a table begins with that holds documents for reading.</summary>
    public const string ReadModelPrefix = "tv_";

    /// <summary>What the integer primary key's name begins with.</summary>
    public const string KeyPrefix = "pk_";

    /// <summary>What the name of a column begins with that refers to another table's primary key.</summary>
    public const string ReferencePrefix = "fk_";

    static readonly string[] Prefixes = [TablePrefix, "tl_", "tf_"];

    /// <summary>The table's Trinity columns, or null where it does not follow the pattern.</summary>
    public static TrinityTable? Detect(Table table)
    {
        if (table.PrimaryKey is not { Columns: [var key] } || !key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            return null;
        return table.GetColumn(key) is var keyColumn && IsInteger(keyColumn)
            && table.FindColumn("id") is { } id && IsUuid(id)
            && table.FindColumn("identifier") is { } identifier && IsText(identifier)
            ? new TrinityTable(keyColumn, id, identifier)
            : null;
    }

    /// <summary>The entity that a table is about: its name without the prefix <c>tb_</c>.</summary>
    public static string EntityOf(Table table) =>
        table.Name.Name.StartsWith(TablePrefix, StringComparison.Ordinal) ? table.Name.Name[TablePrefix.Length..] : table.Name.Name;

    /// <summary>Whether the table's name says what kind of table it is.</summary>
    public static bool HasPrefix(Table table) => Prefixes.Any(p => table.Name.Name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Whether a column has a type that an integer primary key may have.</summary>
    public static bool IsInteger(Column column) => column.Type.Underlying.Name.Name is "int2" or "int4" or "int8";

    /// <summary>Whether a column holds UUIDs.</summary>
    public static bool IsUuid(Column column) => column.Type.Underlying.Name.Name == "uuid";

    /// <summary>Whether a column holds text.</summary>
    public static bool IsText(Column column) => column.Type.Underlying.Name.Name is "text" or "varchar" or "bpchar" or "citext";
}

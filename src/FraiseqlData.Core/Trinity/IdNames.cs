using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>
/// Finds the tables that columns <c>customer_id</c>, <c>customerId</c> or <c>billing_customer_id</c> mean by their names, as frameworks name them that
/// leave the foreign keys undeclared.
/// </summary>
sealed class IdNames
{
    readonly List<(Table Table, string Entity)> _tables;

    public IdNames(DatabaseSchema schema) => _tables = [.. schema.Tables
        .Where(t => t is { IsFillable: true, Partition: null, PrimaryKey.Columns.Count: 1 })
        .Select(t => (t, string.Join('_', EntityOf(TrinityTable.EntityOf(t)))))];

    /// <summary>The columns of a table that no foreign key holds and whose names mean a table.</summary>
    public IEnumerable<(Column Column, Table Parent)> Of(Table table)
    {
        foreach (var column in table.Columns)
        {
            if (column.IsGenerated || table.PrimaryKey is { Columns: [var key] } && key == column.Name || table.ForeignKeys.Any(f => f.Columns.Contains(column.Name)))
                continue;
            if (StemOf(column.Name) is { } stem && !HasType(table, stem) && TargetOf(table, column, stem) is { } parent)
                yield return (column, parent);
        }
    }

    static string? StemOf(string name) =>
        name.Length > 3 && name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) ? name[..^3]
        : name.Length > 3 && name[^2..] is "Id" or "ID" && char.IsLower(name[^3]) ? name[..^2]
        : null;

    /// <summary>Whether a column beside it says which table is meant in each row: that is no key to one table.</summary>
    static bool HasType(Table table, string stem) =>
        table.Columns.Any(c => c.Name.StartsWith(stem, StringComparison.OrdinalIgnoreCase) && c.Name[stem.Length..].TrimStart('_').Equals("type", StringComparison.OrdinalIgnoreCase));

    Table? TargetOf(Table table, Column column, string stem)
    {
        var words = EntityOf(stem);
        if (words is ["parent"])
            return table.PrimaryKey is not null && IsLike(column, table) ? table : null;
        // The whole, then its longest ends: a billing customer is a customer.
        for (var i = 0; i < words.Count; i++)
        {
            var entity = string.Join('_', words.Skip(i));
            if (Only(table, column, t => t == entity) is { } exact)
                return exact;
            // auth_user, where all tables of an application begin alike
            if (i == 0 && Only(table, column, t => t.EndsWith("_" + entity, StringComparison.Ordinal)) is { } prefixed)
                return prefixed;
        }
        return null;
    }

    /// <summary>The only table that can be meant, those of the same schema first.</summary>
    Table? Only(Table table, Column column, Func<string, bool> isMeant)
    {
        var found = _tables.Where(t => isMeant(t.Entity) && IsLike(column, t.Table)).Select(t => t.Table).ToList();
        var near = found.Where(t => t.Name.Schema == table.Name.Schema).ToList();
        return (near.Count > 0 ? near : found) is [var only] ? only : null;
    }

    /// <summary>Whether a column can hold a table's key.</summary>
    static bool IsLike(Column column, Table parent) =>
        parent.PrimaryKey is { Columns: [var only] } && parent.GetColumn(only) is var key
        && (key.Type.Underlying.Oid == column.Type.Underlying.Oid || (TrinityTable.IsInteger(key) && TrinityTable.IsInteger(column)));

    /// <summary>The words of a name in small letters, the last one in the singular.</summary>
    static List<string> EntityOf(string name)
    {
        var spaced = string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(name[i - 1]) ? "_" + c : c.ToString()));
        List<string> words = [.. spaced.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries)];
        if (words.Count > 0)
            words[^1] = Nouns.Singular(words[^1]);
        return words;
    }
}

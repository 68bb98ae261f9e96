using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Finds the table that a column <c>fk_...</c> means by its name, where no foreign key says it.</summary>
static class ReferenceNames
{
    /// <summary>Columns named <c>fk_...</c> of an integer type that no foreign key holds.</summary>
    public static IEnumerable<Column> Undeclared(Table table) => table.Columns.Where(c =>
        c.Name.StartsWith(TrinityTable.ReferencePrefix, StringComparison.Ordinal) && TrinityTable.IsInteger(c) && !c.IsGenerated
        && !table.ForeignKeys.Any(f => f.Columns.Contains(c.Name)));

    /// <summary>
    /// The table that a column refers to: <c>fk_&lt;entity&gt;</c>, <c>fk_&lt;role&gt;_&lt;entity&gt;</c> or <c>fk_&lt;entity&gt;_&lt;role&gt;</c>;
    /// <c>fk_parent</c> is the table itself. The same schema comes first. Null where no table, or more than one, can be meant.
    /// </summary>
    public static Table? TargetOf(DatabaseSchema schema, Table table, string column)
    {
        var word = column[TrinityTable.ReferencePrefix.Length..];
        if (word == "parent")
            return HasKey(table) ? table : null;
        var parts = word.Split('_');
        // The whole word, then its longest ends, then its longest beginnings.
        var names = Enumerable.Range(0, parts.Length).Select(i => string.Join('_', parts[i..]))
            .Concat(Enumerable.Range(1, parts.Length - 1).Select(i => string.Join('_', parts[..^i])));
        foreach (var entity in names)
        {
            var candidates = schema.Tables.Where(t => t is { IsFillable: true, Partition: null } && t.Name.Name == TrinityTable.TablePrefix + entity && HasKey(t)).ToList();
            if (candidates.Find(t => t.Name.Schema == table.Name.Schema) is { } near)
                return near;
            if (candidates.Count > 0)
                return candidates.Count == 1 ? candidates[0] : null;
        }
        return null;
    }

    static bool HasKey(Table table) => table.PrimaryKey is { Columns: [var only] } && TrinityTable.IsInteger(table.GetColumn(only));
}

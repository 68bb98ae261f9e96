using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Reviews the columns by which a table refers to Trinity tables: <c>fk_&lt;entity&gt;</c>, of the key's type, to the primary key, and declared.</summary>
static class ReferenceReview
{
    public static IEnumerable<TrinityFinding> Of(DatabaseSchema schema, Table table)
    {
        foreach (var key in table.ForeignKeys.Where(k => k.Columns.Count == 1))
        {
            if (schema.Find(key.ReferencedTable) is { } parent && TrinityTable.Detect(parent) is { } trinity)
            {
                var column = table.GetColumn(key.Columns[0]);
                foreach (var finding in key.ReferencedColumns[0] == trinity.Key.Name ? Declared(table, column, parent, trinity) : [ToOther(table, column, key, parent, trinity)])
                    yield return finding;
            }
        }
        foreach (var column in ReferenceNames.Undeclared(table))
        {
            var target = ReferenceNames.TargetOf(schema, table, column.Name);
            yield return new TrinityFinding
            {
                Table = table.Name,
                Column = column.Name,
                Rule = "ForeignKeyUndeclared",
                Severity = TrinitySeverity.Warning,
                Message = $"No foreign key is declared for {table.Name}.{column.Name}{(target is null ? "" : $", which means {target.Name} by its name")}.",
                Ddl = target is null ? null : $"ALTER TABLE {table.Name.ToSql()} ADD FOREIGN KEY ({QualifiedName.Quote(column.Name)}) REFERENCES {target.Name.ToSql()};",
            };
        }
    }

    static IEnumerable<TrinityFinding> Declared(Table table, Column column, Table parent, TrinityTable trinity)
    {
        var alter = $"ALTER TABLE {table.Name.ToSql()}";
        if (column.Type.Underlying.Name != trinity.Key.Type.Underlying.Name)
        {
            yield return new TrinityFinding
            {
                Table = table.Name,
                Column = column.Name,
                Rule = "ForeignKeyType",
                Severity = TrinitySeverity.Warning,
                Message = $"{table.Name}.{column.Name} is {column.SqlType}, but the key that it refers to is {trinity.Key.SqlType}.",
                Ddl = $"{alter} ALTER COLUMN {QualifiedName.Quote(column.Name)} TYPE {trinity.Key.SqlType};",
            };
        }
        if (!column.Name.StartsWith(TrinityTable.ReferencePrefix, StringComparison.Ordinal))
        {
            var name = NameFor(column, parent);
            yield return new TrinityFinding
            {
                Table = table.Name,
                Column = column.Name,
                Rule = "ForeignKeyName",
                Severity = TrinitySeverity.Information,
                Message = $"{table.Name}.{column.Name} refers to {parent.Name} but is not called {name}.",
                Ddl = table.FindColumn(name) is null ? $"{alter} RENAME COLUMN {QualifiedName.Quote(column.Name)} TO {QualifiedName.Quote(name)};" : null,
            };
        }
    }

    /// <summary>A column that refers to another key of a Trinity table gets its integer key instead.</summary>
    static TrinityFinding ToOther(Table table, Column column, ForeignKey key, Table parent, TrinityTable trinity)
    {
        var (child, name) = (table.Name.ToSql(), NameFor(column, parent));
        var (old, target) = (QualifiedName.Quote(column.Name), QualifiedName.Quote(name));
        var moved = QualifiedName.Quote("old_" + column.Name);
        // A part of the primary key cannot be left without a value, and a name that is taken cannot be given again.
        var canMove = (name == column.Name || table.FindColumn(name) is null) && table.PrimaryKey?.Columns.Contains(column.Name) != true;
        return new TrinityFinding
        {
            Table = table.Name,
            Column = column.Name,
            Rule = "ForeignKeyTarget",
            Severity = TrinitySeverity.Information,
            Message = $"{table.Name}.{column.Name} refers to {parent.Name}.{key.ReferencedColumns[0]}, not to {trinity.Key.Name}.",
            // The old column stays, without its key, until its owner drops it.
            Ddl = !canMove ? null : $"""
                ALTER TABLE {child} DROP CONSTRAINT {QualifiedName.Quote(key.Name)};
                ALTER TABLE {child} RENAME COLUMN {old} TO {moved};
                ALTER TABLE {child} ALTER COLUMN {moved} DROP NOT NULL;
                ALTER TABLE {child} ADD COLUMN {target} {trinity.Key.SqlType} REFERENCES {parent.Name.ToSql()};
                UPDATE {child} AS c SET {target} = p.{QualifiedName.Quote(trinity.Key.Name)} FROM {parent.Name.ToSql()} AS p WHERE p.{QualifiedName.Quote(key.ReferencedColumns[0])} = c.{moved};
                """ + (column.NotNull ? $"\nALTER TABLE {child} ALTER COLUMN {target} SET NOT NULL;" : ""),
        };
    }

    /// <summary>The name with the prefix, without what said before that the column is a key.</summary>
    static string NameFor(Column column, Table parent)
    {
        var word = column.Name.StartsWith(TrinityTable.ReferencePrefix, StringComparison.Ordinal) || column.Name.StartsWith(TrinityTable.KeyPrefix, StringComparison.Ordinal)
            ? column.Name[3..] : column.Name;
        foreach (var ending in (string[])["_id", "_fk", "_pk", "_key"])
            word = word.EndsWith(ending, StringComparison.Ordinal) ? word[..^ending.Length] : word;
        return TrinityTable.ReferencePrefix + (word is "" or "id" ? TrinityTable.EntityOf(parent) : word);
    }
}

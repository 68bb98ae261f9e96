using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Reviews a table's primary key: <c>pk_&lt;entity&gt;</c>, an integer that the server counts.</summary>
static class KeyReview
{
    public static IEnumerable<TrinityFinding> Of(DatabaseSchema schema, Table table)
    {
        var wanted = TrinityTable.KeyPrefix + TrinityTable.EntityOf(table);
        var key = table.PrimaryKey is { Columns: [var only] } ? table.GetColumn(only) : null;
        if (key is null || !TrinityTable.IsInteger(key))
        {
            yield return Missing(table, wanted);
            yield break;
        }
        var isNamed = key.Name.StartsWith(TrinityTable.KeyPrefix, StringComparison.Ordinal);
        if (!isNamed || !IsOfEntity(key.Name[TrinityTable.KeyPrefix.Length..], table))
        {
            yield return new TrinityFinding
            {
                Table = table.Name,
                Column = key.Name,
                Rule = "KeyName",
                Severity = isNamed ? TrinitySeverity.Information : TrinitySeverity.Error,
                Message = $"The primary key of {table.Name} is called {key.Name}, not {wanted}.",
                Ddl = table.FindColumn(wanted) is null ? $"ALTER TABLE {table.Name.ToSql()} RENAME COLUMN {QualifiedName.Quote(key.Name)} TO {QualifiedName.Quote(wanted)};" : null,
            };
        }
        if (key.Identity == IdentityKind.None)
            yield return NotIdentity(schema, table, key, table.FindColumn(wanted) is null ? wanted : key.Name);
    }

    /// <summary>The name that the primary key has when it is mended.</summary>
    public static string NameOf(Table table) =>
        table.PrimaryKey is { Columns: [var only] } && only.StartsWith(TrinityTable.KeyPrefix, StringComparison.Ordinal) && TrinityTable.IsInteger(table.GetColumn(only))
            && IsOfEntity(only[TrinityTable.KeyPrefix.Length..], table)
            ? only
            : TrinityTable.KeyPrefix + TrinityTable.EntityOf(table);

    /// <summary>Whether a word is the table's entity, in the singular or the plural; translations and facts may name theirs as they like.</summary>
    static bool IsOfEntity(string word, Table table)
    {
        var entity = TrinityTable.EntityOf(table);
        return word == entity || entity == word + "s" || entity == word + "es" || (word.EndsWith('y') && entity == word[..^1] + "ies")
            || (TrinityTable.HasPrefix(table) && !table.Name.Name.StartsWith(TrinityTable.TablePrefix, StringComparison.Ordinal));
    }

    static TrinityFinding Missing(Table table, string wanted)
    {
        var name = QualifiedName.Quote(wanted);
        // A column of the key's name that is none gives way to it.
        var moved = table.FindColumn(wanted) is null ? "" : $"ALTER TABLE {table.Name.ToSql()} RENAME COLUMN {name} TO {QualifiedName.Quote("old_" + wanted)};\n";
        var ddl = table.PrimaryKey is { } old
            ? moved + Replace(table, old, name, [.. old.Columns.Select(c => QualifiedName.Quote(c == wanted ? "old_" + c : c))])
            : moved + $"ALTER TABLE {table.Name.ToSql()} ADD COLUMN {name} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;";
        return new TrinityFinding
        {
            Table = table.Name,
            Column = wanted,
            Rule = "KeyMissing",
            Severity = TrinitySeverity.Error,
            Message = $"{table.Name} has no integer primary key {wanted}{(table.PrimaryKey is { } other ? $" (its primary key is {string.Join(", ", other.Columns)})" : "")}.",
            // A partitioned table's primary key has to contain the partition key.
            Ddl = table.PartitionKey is null ? ddl : null,
        };
    }

    /// <summary>Puts another primary key in place of one; foreign keys that depend on its index are made anew on a unique key of the same columns.</summary>
    static string Replace(Table table, UniqueKey old, string name, string[] columns) => $"""
        DO $mend$
        DECLARE
            drops text[];
            adds text[];
            statement text;
        BEGIN
            SELECT array_agg(format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)),
                   array_agg(format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)))
            INTO drops, adds
            FROM pg_constraint
            WHERE contype = 'f' AND conparentid = 0 AND conindid = '{new QualifiedName(table.Name.Schema, old.Name).ToSql().Replace("'", "''", StringComparison.Ordinal)}'::regclass;
            FOREACH statement IN ARRAY coalesce(drops, array[]::text[]) LOOP EXECUTE statement; END LOOP;
            ALTER TABLE {table.Name.ToSql()} DROP CONSTRAINT {QualifiedName.Quote(old.Name)}, ADD UNIQUE ({string.Join(", ", columns)});
            ALTER TABLE {table.Name.ToSql()} ADD COLUMN {name} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
            FOREACH statement IN ARRAY coalesce(adds, array[]::text[]) LOOP EXECUTE statement; END LOOP;
        END $mend$;
        """;

    static TrinityFinding NotIdentity(DatabaseSchema schema, Table table, Column key, string name)
    {
        var (at, column) = (table.Name.ToSql(), QualifiedName.Quote(name));
        var alter = $"ALTER TABLE {at} ALTER COLUMN {column}";
        List<string> ddl = [];
        if (key.Default is not null)
            ddl.Add($"{alter} DROP DEFAULT;");
        if (key.Sequence is { } sequence)
        {
            var isShared = schema.Tables.Sum(t => t.Columns.Count(c => c.Sequence?.Name == sequence.Name)) > 1;
            ddl.Add(isShared ? $"ALTER SEQUENCE {sequence.Name.ToSql()} OWNED BY NONE;" : $"DROP SEQUENCE {sequence.Name.ToSql()};");
        }
        ddl.Add($"{alter} ADD GENERATED ALWAYS AS IDENTITY;");
        ddl.Add($"SELECT setval(pg_get_serial_sequence({Literal(at)}, {Literal(name)}), coalesce((SELECT max({column}) FROM {at}), 0) + 1, false);");
        return new TrinityFinding
        {
            Table = table.Name,
            Column = name,
            Rule = "KeyNotIdentity",
            Severity = TrinitySeverity.Warning,
            Message = $"The primary key {key.Name} of {table.Name} is no identity column{(key.Sequence is null ? "" : " but has a default that reads a sequence")}.",
            Ddl = table.PartitionKey is null ? string.Join('\n', ddl) : null,
        };
    }

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

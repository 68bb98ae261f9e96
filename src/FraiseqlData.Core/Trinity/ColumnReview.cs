using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Reviews <c>id</c>, a uuid for the outside world, and <c>identifier</c>, a text for people.</summary>
static class ColumnReview
{
    const string RandomId = "gen_random_uuid()";

    public static IEnumerable<TrinityFinding> Of(Table table) => [.. Id(table), .. Identifier(table)];

    static IEnumerable<TrinityFinding> Id(Table table)
    {
        var alter = $"ALTER TABLE {table.Name.ToSql()}";
        var id = table.FindColumn("id");
        // An integer id that is the primary key becomes the key pk_... and leaves its name free.
        var isKey = id is not null && TrinityTable.IsInteger(id) && table.PrimaryKey?.Columns is ["id"];
        if (id is null || isKey)
        {
            yield return Finding(table, "id", "IdMissing", TrinitySeverity.Error, $"{table.Name} has no uuid column id.",
                $"{alter} ADD COLUMN id uuid NOT NULL DEFAULT {RandomId}{(table.PartitionKey is null ? " UNIQUE" : "")};");
            yield break;
        }
        if (!TrinityTable.IsUuid(id))
        {
            yield return Finding(table, "id", "IdType", TrinitySeverity.Error, $"{table.Name}.id is {id.SqlType}, not uuid.", TrinityTable.IsText(id)
                ? $"{alter} ALTER COLUMN id DROP DEFAULT;\n{alter} ALTER COLUMN id TYPE uuid USING id::uuid;\n{alter} ALTER COLUMN id SET DEFAULT {RandomId};"
                : $"{alter} RENAME COLUMN id TO old_id;\n{alter} ADD COLUMN id uuid NOT NULL DEFAULT {RandomId} UNIQUE;");
            if (!TrinityTable.IsText(id))
                yield break;
        }
        else if (id.Default is null)
        {
            yield return Finding(table, "id", "IdDefault", TrinitySeverity.Warning, $"{table.Name}.id has no default.", $"{alter} ALTER COLUMN id SET DEFAULT {RandomId};");
        }
        if (!id.NotNull)
        {
            yield return Finding(table, "id", "IdNullable", TrinitySeverity.Warning, $"{table.Name}.id may be NULL.",
                $"UPDATE {table.Name.ToSql()} SET id = {RandomId} WHERE id IS NULL;\n{alter} ALTER COLUMN id SET NOT NULL;");
        }
        if (Uniqueness(table, "id") is { } unique)
            yield return unique;
    }

    static IEnumerable<TrinityFinding> Identifier(Table table)
    {
        var alter = $"ALTER TABLE {table.Name.ToSql()}";
        var fill = $"UPDATE {table.Name.ToSql()} SET identifier = {Literal(TrinityTable.EntityOf(table).Replace('_', '-'))} || '-' || {QualifiedName.Quote(KeyReview.NameOf(table))} WHERE identifier IS NULL;";
        if (table.FindColumn("identifier") is not { } identifier)
        {
            yield return Finding(table, "identifier", "IdentifierMissing", TrinitySeverity.Error, $"{table.Name} has no text column identifier.",
                $"{alter} ADD COLUMN identifier text;\n{fill}\n{alter} ALTER COLUMN identifier SET NOT NULL{(table.PartitionKey is null ? ", ADD UNIQUE (identifier)" : "")};");
            yield break;
        }
        if (!TrinityTable.IsText(identifier))
        {
            yield return Finding(table, "identifier", "IdentifierType", TrinitySeverity.Error, $"{table.Name}.identifier is {identifier.SqlType}, not text.",
                $"{(identifier.Default is null ? "" : $"{alter} ALTER COLUMN identifier DROP DEFAULT;\n")}{alter} ALTER COLUMN identifier TYPE text USING identifier::text;");
        }
        if (!identifier.NotNull)
        {
            yield return Finding(table, "identifier", "IdentifierNullable", TrinitySeverity.Warning, $"{table.Name}.identifier may be NULL.",
                $"{fill}\n{alter} ALTER COLUMN identifier SET NOT NULL;");
        }
        if (Uniqueness(table, "identifier") is { } unique)
            yield return unique;
    }

    /// <summary>A column that is unique only together with others (a tenant's, for example) is a choice, not a mistake.</summary>
    static TrinityFinding? Uniqueness(Table table, string column)
    {
        if (table.UniqueKeys.Any(k => k.IsPlain && k.Columns is [var only] && only == column))
            return null;
        var together = table.UniqueKeys.FirstOrDefault(k => k.Columns.Contains(column));
        var (rule, name) = column == "id" ? ("IdNotUnique", "id") : ("IdentifierNotUnique", "identifier");
        return Finding(table, column, rule, together is null ? TrinitySeverity.Warning : TrinitySeverity.Information,
            together is null ? $"{table.Name}.{name} is not unique." : $"{table.Name}.{name} is unique only within the limits of \"{together.Name}\".",
            table.PartitionKey is null ? $"ALTER TABLE {table.Name.ToSql()} ADD UNIQUE ({name});" : null);
    }

    static TrinityFinding Finding(Table table, string column, string rule, TrinitySeverity severity, string message, string? ddl) =>
        new() { Table = table.Name, Column = column, Rule = rule, Severity = severity, Message = message, Ddl = ddl };

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using FraiseqlData.Values;

namespace FraiseqlData.Staging;

/// <summary>One step that brings a staging schema up to date.</summary>
/// <param name="Action">What is done, in one word: <c>Create</c>, <c>Rename</c>, <c>AddColumn</c>, <c>DropColumn</c>, <c>ChangeType</c>, <c>ChangeKey</c>, <c>Adopt</c>, <c>Replace</c>, <c>Drop</c>.</param>
/// <param name="Target">The table, column or function.</param>
/// <param name="Sql">The statements.</param>
public sealed record StagingChange(string Action, string Target, string Sql)
{
    /// <summary>What is done with what.</summary>
    public override string ToString() => $"{Action} {Target}";
}

/// <summary>What it takes to bring a staging schema up to date.</summary>
/// <param name="schema">The database.</param>
/// <param name="area">The staging schema as it is.</param>
/// <param name="conflict">What resolvers do with rows that are there already, or null for what they do now.</param>
/// <param name="force">Whether tables and functions that were not generated are taken over.</param>
sealed class StagingSync(DatabaseSchema schema, StagingArea area, StagingConflict? conflict, bool force)
{
    readonly List<string> _warnings = [];

    /// <summary>What is left as it is.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The steps, in order; empty where everything fits.</summary>
    public IReadOnlyList<StagingChange> Plan()
    {
        var changes = new List<StagingChange>();
        if (!schema.Tables.Any(t => t.Name.Schema == area.Name))
            changes.Add(new StagingChange("Create", $"schema {area.Name}", $"CREATE SCHEMA IF NOT EXISTS {QualifiedName.Quote(area.Name)};\n"));
        foreach (var twin in area.Twins)
            changes.AddRange(twin.Table is { } table ? Changes(twin, table) : [new StagingChange("Create", $"table {twin.Ideal.Name}", StagingScript.CreateTable(twin.Ideal) + StagingScript.Comments(twin.Ideal))]);
        changes.AddRange(Functions());
        changes.AddRange(Obsolete());
        return changes;
    }

    /// <summary>The resolvers that should be there.</summary>
    public IEnumerable<(QualifiedName Name, string Body)> Expected()
    {
        var text = new ResolverText(ResolveOrder.Of(area.Staged), area.Name, conflict ?? Current());
        foreach (var table in area.Staged.Tables)
            yield return (ResolverText.NameOf(table), text.Body(table));
        yield return (text.MasterName, text.Master());
    }

    StagingConflict Current() => area.Resolvers.Where(r => r.Name.Schema == area.Name && ResolverText.IsGenerated(r.Body)).Select(r => ResolverText.ConflictOf(r.Body)).FirstOrDefault();

    IEnumerable<StagingChange> Changes(StagingTwin twin, Table table)
    {
        var (ideal, name) = (twin.Ideal, twin.Ideal.Name);
        var owns = twin.IsGenerated || force;
        if (!owns && twin.Findings.Count > 0)
            _warnings.Add($"{table.Name} was not generated; it is only completed. -Force takes it over.");
        if (table.Name != name)
            yield return new StagingChange("Rename", $"table {table.Name} to {name.Name}", $"ALTER TABLE {table.Name.ToSql()} RENAME TO {QualifiedName.Quote(name.Name)};\n");
        // What a renamed column of a project's own holds is as good.
        var staged = owns ? ideal : twin.Actual!.As(name, new Dictionary<string, string>());
        var missing = staged.Columns.Where(c => table.FindColumn(c.Name) is null).ToList();
        foreach (var column in missing)
        {
            var sql = $"ALTER TABLE {name.ToSql()} ADD COLUMN {StagingScript.Definition(staged, column).Replace(" NOT NULL", "", StringComparison.Ordinal)};\n" + (column.Reference is null ? "" : StagingScript.Comment(staged, column));
            yield return new StagingChange("AddColumn", $"{name}.{column.Name}", sql + Fill(staged, column, table));
        }
        foreach (var (column, found) in staged.Columns.Select(c => (c, table.FindColumn(c.Name))).Where(c => owns && c.Item2 is not null && c.Item2.SqlType != c.c.SqlType))
        {
            var (quoted, type) = (QualifiedName.Quote(column.Name), column.SqlType);
            yield return new StagingChange("ChangeType", $"{name}.{column.Name} from {found!.SqlType} to {type}",
                $"ALTER TABLE {name.ToSql()} ALTER COLUMN {quoted} DROP DEFAULT, ALTER COLUMN {quoted} TYPE {type} USING {quoted}::{type}{(column.Default is { } value ? $", ALTER COLUMN {quoted} SET DEFAULT {value}" : "")};\n");
        }
        if (owns && staged.KeyColumns.Count > 0 && !StagingTwin.HasKey(staged, table))
            yield return new StagingChange("ChangeKey", name.ToString(), ChangeKey(staged, table));
        foreach (var column in table.Columns.Where(c => owns && !staged.Columns.Any(s => s.Name == c.Name)))
            yield return new StagingChange("DropColumn", $"{name}.{column.Name}", $"ALTER TABLE {name.ToSql()} DROP COLUMN {QualifiedName.Quote(column.Name)};\n");
        if (force && !twin.IsGenerated)
            yield return new StagingChange("Adopt", $"table {name}", StagingScript.Comments(staged));
    }

    static string ChangeKey(StagedTable staged, Table table)
    {
        var drop = table.PrimaryKey is { } key ? $"DROP CONSTRAINT {QualifiedName.Quote(key.Name)}, " : "";
        var loose = table.PrimaryKey?.Columns.Where(c => !staged.KeyColumns.Contains(c) && staged.Columns.Any(s => s.Name == c)).Select(c => $", ALTER COLUMN {QualifiedName.Quote(c)} DROP NOT NULL") ?? [];
        return $"ALTER TABLE {staged.Name.ToSql()} {drop}ADD PRIMARY KEY ({string.Join(", ", staged.KeyColumns.Select(QualifiedName.Quote))}){string.Concat(loose)};\n";
    }

    /// <summary>Gives rows that are in production already what production holds, so that a later update takes nothing away.</summary>
    static string Fill(StagedTable staged, StagedColumn column, Table table)
    {
        if (staged.Key.Count == 0 || !staged.KeyColumns.All(c => table.FindColumn(c) is not null))
            return "";
        var (key, back) = (StagingSql.OfKey(staged), new ProductionSql());
        var value = back.Value(staged, "t", column.Name);
        return $"UPDATE {staged.Name.ToSql()} AS x SET {QualifiedName.Quote(column.Name)} = q.v FROM (SELECT s.ctid AS at, {value} AS v FROM {staged.Name.ToSql()} AS s {string.Join(' ', key.Joins)} "
            + $"JOIN {staged.Rows} AS t ON {key.IsRow("t")} {string.Join(' ', back.Joins)}) AS q WHERE x.ctid = q.at;\n";
    }

    IEnumerable<StagingChange> Functions()
    {
        foreach (var (name, body) in Expected())
        {
            var found = area.Resolvers.FirstOrDefault(r => r.Name == name);
            if (found?.Body == body)
                continue;
            if (found is not null && !ResolverText.IsGenerated(found.Body) && !force)
            {
                _warnings.Add($"{name}() was not generated and stays as it is. -Force replaces it.");
                continue;
            }
            // Its result may be of another type, which only a new function can have.
            var drop = found is null ? "" : $"DROP ROUTINE {name.ToSql()}();\n";
            yield return new StagingChange(found is null ? "Create" : "Replace", $"function {name}()", drop + ResolverText.Create(name, body));
        }
    }

    /// <summary>Generated tables and functions whose production table is gone.</summary>
    IEnumerable<StagingChange> Obsolete()
    {
        var expected = Expected().Select(e => e.Name).ToHashSet();
        foreach (var function in area.Resolvers.Where(r => r.Name.Schema == area.Name && ResolverText.IsGenerated(r.Body) && !expected.Contains(r.Name)))
            yield return new StagingChange("Drop", $"function {function.Name}()", $"DROP ROUTINE {function.Name.ToSql()}();\n");
        foreach (var table in ObsoleteTables(schema, area))
        {
            yield return new StagingChange("Drop", $"table {table.Name}, unless rows wait there",
                $"DO {SqlLiteral.Quote($"BEGIN IF NOT EXISTS (SELECT FROM {table.Name.ToSql()}) THEN DROP TABLE {table.Name.ToSql()}; END IF; END")};\n");
        }
    }

    /// <summary>Generated staging tables of production tables that there are no more.</summary>
    public static IEnumerable<Table> ObsoleteTables(DatabaseSchema schema, StagingArea area)
    {
        var marks = schema.Tables.Where(t => t.Name.Schema != area.Name).Select(StagingSchemas.MarkOf).ToHashSet(StringComparer.Ordinal);
        return schema.Tables.Where(t => t.Name.Schema == area.Name && StagingSchemas.IsMark(t.Comment) && !marks.Contains(t.Comment!));
    }
}

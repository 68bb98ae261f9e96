using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Staging;

/// <summary>The errors of staging, in one place.</summary>
static class StagingErrors
{
    const string TestIt = "Test-FqStagingSchema -Detailed lists what is missing; Sync-FqStagingSchema creates and mends it.";

    public static FraiseqlDataException NoSchema(string? named, string database) => new(
        "FqStagingSchemaNotFound", ErrorKind.NotFound,
        named is null ? $"The database {database} has no staging schema: neither staging nor prep_seed is there with tables that bear the names of others." : $"There is no staging schema '{named}' in the database {database}.",
        "Sync-FqStagingSchema creates one; -StagingSchema names another; -Backend Direct does without.", named ?? database);

    public static FraiseqlDataException SchemaAmbiguous(IReadOnlyList<string> schemas) => new(
        "FqStagingSchemaAmbiguous", ErrorKind.InvalidArgument,
        $"There are {schemas.Count} staging schemas with tables for this plan: {string.Join(", ", schemas)}.", "Name one with -StagingSchema.", schemas[0]);

    public static FraiseqlDataException Incomplete(string schema, IReadOnlyList<StagingFinding> findings) => findings.FirstOrDefault(f => f.Rule == "PrivilegeMissing") is { } refused
        ? new("FqPrivilegeMissing", ErrorKind.Permission, refused.Message, "GRANT SELECT, INSERT ON the table TO the role, or connect as another one.", refused.Table)
        : new(
        "FqStagingIncomplete", ErrorKind.InvalidOperation,
        $"The staging schema {schema} cannot take the rows: {string.Join(" ", findings.Take(5).Select(f => f.Message))}{(findings.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" And {findings.Count - 5} more.") : "")}",
        TestIt, findings[0].Table ?? (object)schema);

    public static FraiseqlDataException ResolverNotFound(string name, string? why) => new(
        "FqResolverNotFound", ErrorKind.NotFound, $"There is no function or procedure '{name}' without arguments that the role may call{(why is null ? "" : $": {why}")}.",
        "Name another one with -ResolveFunction, or let Sync-FqStagingSchema create it.", name);

    public static FraiseqlDataException ResolverFailed(Resolver resolver, PostgresException e) => new(
        "FqResolverFailed", e.SqlState[..2] is "23" ? ErrorKind.InvalidData : ErrorKind.InvalidOperation,
        $"The resolver {resolver.Call} failed: {e.MessageText.TrimEnd('.')} [{e.SqlState}]{(e.Where is { Length: > 0 } where ? $", in {where.Split('\n')[^1]}" : "")}.",
        e.SqlState == PostgresErrorCodes.ObjectNotInPrerequisiteState && e.MessageText.Contains("ON CONFLICT", StringComparison.Ordinal)
            ? "A unique key that can be deferred cannot decide an ON CONFLICT: let the resolver ask WHERE NOT EXISTS, as those of Export-FqStagingSchema do, or make the key NOT DEFERRABLE."
            : "Correct the resolver or the staged rows; nothing was written.", resolver.Name, e);

    public static FraiseqlDataException ResolverCommits(Resolver resolver, PostgresException e) => new(
        "FqResolverEndsTransaction", ErrorKind.InvalidOperation,
        $"The resolver {resolver.Call} commits or rolls back, but everything has to happen in one transaction.",
        "Take COMMIT and ROLLBACK out of it.", resolver.Name, e);

    public static FraiseqlDataException OverrideLost(Table table, string column) => new(
        "FqStagingOverride", ErrorKind.InvalidArgument,
        $"{table.Name}.{column} has an override, but is not staged: the server numbers it when the resolver inserts the row.",
        $"Leave {column} out, or use -Backend Direct.", $"{table.Name}.{column}");

    public static FraiseqlDataException ParentMissing(Table table, ForeignKey key, string value, long instance) => new(
        "FqStagingParentMissing", ErrorKind.InvalidData,
        string.Create(CultureInfo.InvariantCulture, $"Instance {instance} of {table.Name} refers to ({value}) by \"{key.Name}\", but {key.ReferencedTable} has no such row, so staging cannot say which one is meant."),
        $"Override {string.Join(", ", key.Columns)} with keys of rows that exist, or leave them out.", table.Name);

    public static FraiseqlDataException RowsMissing(StagedTable table, long staged, long missing, string example) => new(
        "FqStagingRowsMissing", ErrorKind.InvalidData,
        string.Create(CultureInfo.InvariantCulture, $"{missing} of {staged} rows that were put into {table.Name} did not arrive in {table.Table.Name}, {example} among them: the resolver inserts them elsewhere, filters or empties the staging table before it reads it, or an ON CONFLICT passes over them."),
        "Correct the resolver; nothing was written.", table.Table.Name);

    public static FraiseqlDataException RowsLost(StagedTable table, long lost) => new(
        "FqStagingRowsLost", ErrorKind.InvalidData,
        string.Create(CultureInfo.InvariantCulture, $"The resolver takes {lost} rows out of {table.Name} that were there before and are not in {table.Table.Name}."),
        "Correct the resolver, or take these rows out yourself; nothing was written.", table.Name);

    public static FraiseqlDataException Dangling(LostReference lost) => new(
        "FqStagingReferenceLost", ErrorKind.InvalidData, lost.ToString(), "Correct the staged rows, or the resolver that does not find the parent; nothing was written.", lost.Table.Name);

    public static FraiseqlDataException NotReadable(Table table) => new(
        "FqPrivilegeMissing", ErrorKind.Permission, $"The connected role has no SELECT privilege on {table.Name}, which the staging backend needs to see whether rows arrive.",
        $"GRANT SELECT ON {table.Name.ToSql()} TO the role.", table.Name);
}

/// <summary>A reference of staged rows that finds no parent, or that the resolver did not carry over.</summary>
/// <param name="Table">The staging table.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Dangling">How many of them name a parent that there is not.</param>
/// <param name="Example">The key of one of the rows and what it names.</param>
sealed record LostReference(StagedTable Table, StagedReference Reference, long Count, long Dangling, string Example)
{
    public override string ToString()
    {
        var columns = string.Join(", ", Reference.Finders.Select(f => f.Column));
        var what = Dangling > 0 ? $"name a row of {Reference.Key.ReferencedTable} that there is not" : $"have lost their row of {Reference.Key.ReferencedTable} ({string.Join(", ", Reference.Provided)} of {Table.Table.Name} is another or NULL)";
        return string.Create(CultureInfo.InvariantCulture, $"{Count} rows of {Table.Name} {what}: {columns}, {Example} for example.");
    }
}

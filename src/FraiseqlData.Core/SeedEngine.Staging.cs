using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Staging;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData;

/// <summary>Staging schemas: rows wait there with keys that people know, and functions move them into their tables.</summary>
public static partial class SeedEngine
{
    /// <summary>Looks whether a staging schema fits production: tables, columns, resolvers. Reads the structure only.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="options">Staging schema, resolver, production schemas and tables; or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException"><c>FqStagingSchemaAmbiguous</c>, <c>FqStagingSchemaNotFound</c>, <c>FqResolverNotFound</c>, <c>FqTableNotFound</c>.</exception>
    public static Task<StagingReport> ReviewStagingAsync(FqConnection connection, StagingOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StagingOptions();
        return PreviewAsync(connection, async session =>
        {
            var schema = await SchemaReader.ReadAsync(session, inTransaction: true, cancellationToken).ConfigureAwait(false);
            var patterns = options.Tables.Select(TablePattern.Parse).ToList();
            foreach (var unknown in patterns.Where(p => !schema.Tables.Any(t => p.Matches(t.Name))))
                throw new TableSelector(schema, options.Schemas, options.StagingSchema).NotFound(unknown);
            if (StagingArea.Choose(schema, options.StagingSchema, []) is not { } name)
                return new StagingReport(null, [StagingTwin.Finding(null, null, "SchemaMissing", StagingErrors.NoSchema(null, schema.Database).Message)]);
            var area = await StagingArea.ReadAsync(session, schema, name, options.Schemas, options.ResolveFunction, cancellationToken).ConfigureAwait(false);
            return new StagingReport(name, Array.AsReadOnly([.. StagingReview.Of(schema, area, t => patterns.Count == 0 || patterns.Exists(p => p.Matches(t)))]));
        }, cancellationToken);
    }

    /// <summary>Writes the staging schema that fits production as a script. The same schema gives the same text.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="options">Staging schema, production schemas, and what resolvers do with rows that are there already; or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static async Task<string> ExportStagingAsync(FqConnection connection, StagingOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StagingOptions();
        var schema = await SchemaReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var name = NameOf(schema, options);
        return StagingScript.Of(StagedSchema.Of(schema, name, options.Schemas), name, options.Conflict ?? StagingConflict.Nothing);
    }

    /// <summary>Brings a staging schema up to date, or creates it, in one transaction. Rows that wait there stay.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="options">Staging schema, production schemas, what resolvers do with rows that are there already, and whether what others wrote is taken over; or null for the defaults.</param>
    /// <param name="confirm">Told what would be done; nothing is done where it says no. Null for yes.</param>
    /// <param name="warn">Told what is left as it is, or null.</param>
    /// <param name="cancellationToken">Stops the work; the database is then as before.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="FraiseqlDataException">The server refuses a step.</exception>
    public static async Task<IReadOnlyList<StagingChange>> SyncStagingAsync(
        FqConnection connection, StagingOptions? options = null, Func<IReadOnlyList<StagingChange>, bool>? confirm = null, Action<string>? warn = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new StagingOptions();
        var session = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        var unit = await UnitOfWork.BeginAsync(session, connection, cancellationToken).ConfigureAwait(false);
        await using var unitEnd = unit.ConfigureAwait(false);
        return await unit.GuardAsync(async () =>
        {
            var schema = await SchemaReader.ReadAsync(session, inTransaction: true, cancellationToken).ConfigureAwait(false);
            var name = NameOf(schema, options);
            var area = await StagingArea.ReadAsync(session, schema, name, options.Schemas, null, cancellationToken).ConfigureAwait(false);
            var sync = new StagingSync(schema, area, options.Conflict, options.Force);
            var changes = sync.Plan();
            foreach (var warning in sync.Warnings)
                warn?.Invoke(warning);
            if (changes.Count == 0 || confirm?.Invoke(changes) == false)
                return [];
            foreach (var change in changes)
                await ExecuteAsync(unit, change, cancellationToken).ConfigureAwait(false);
            await unit.CommitAsync(cancellationToken).ConfigureAwait(false);
            return changes;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a plan's rows as scripts that put them into staging and have them resolved, without writing them to the database.</summary>
    /// <param name="plan">The plan; its options name the staging schema and the resolver.</param>
    /// <param name="write">Writes a file: gets its name, and what writes its text. Called once, with an empty name, unless each table has a script of its own.</param>
    /// <param name="perTable">Whether each table has a script of its own, numbered in load order, with one behind them that has the rows resolved.</param>
    /// <param name="target">The database whose schema and rows count, or null for the plan's own.</param>
    /// <param name="scripts">Evaluates script overrides; needed when the plan has any.</param>
    /// <param name="options">How it is written, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was written, with what the user should know.</returns>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out, <c>FqStagingSchemaAmbiguous</c>, <c>FqStagingIncomplete</c>, <c>FqExportNeedsKeys</c>.</exception>
    public static async Task<ResolvedPlan> ExportStagedAsync(
        SeedPlan plan, Func<string, Func<TextWriter, Task>, Task> write, bool perTable = false, FqConnection? target = null, IScriptHost? scripts = null, SqlScriptOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var (resolved, programs) = await CompileAsync(plan, target, scripts, row: null, cancellationToken).ConfigureAwait(false);
        var script = await PreviewAsync(Target(plan, target), async session =>
        {
            var tables = resolved.Tables.Select(t => t.Table).ToList();
            var name = plan.Options.StagingSchema ?? StagingArea.Choose(resolved.Schema, null, tables) ?? StagingSchemas.Known[0];
            var area = await StagingArea.ReadAsync(session, resolved.Schema, name, [], plan.Options.ResolveFunction, cancellationToken).ConfigureAwait(false);
            // Where there are no staging tables yet, the script is for those that would be generated.
            var findings = tables.Where(t => area.TwinOf(t.Name) is not { Table: null, Findings: [{ Rule: "TableMissing" }] }).SelectMany(t => area.TwinOf(t.Name) is { } twin ? twin.Findings : area.ObstaclesOf(t.Name)).Where(f => f.Severity == StagingSeverity.Error).ToList();
            if (findings.Count > 0)
                throw StagingErrors.Incomplete(name, findings);
            var staged = new StagedRun(
                programs, t => area.TwinOf(t) is { } twin ? twin.Actual ?? twin.Ideal : null,
                (table, column) => area.TwinOf(table.Table.Name)!.Table?.FindColumn(column.Name) is { Default: not null } or null);
            await staged.ReadParentsAsync(session, cancellationToken).ConfigureAwait(false);
            List<string> calls = [.. area.InOrder().Select(r => r.ToSql())];
            return new StagedScript(resolved, programs, staged, calls.Count > 0 ? calls : [$"SELECT {new QualifiedName(name, Resolver.Master).ToSql()}()"]);
        }, cancellationToken).ConfigureAwait(false);
        options ??= new SqlScriptOptions();
        await (perTable ? script.WriteAsync(write, options, cancellationToken) : write("", w => script.WriteAsync(w, options, cancellationToken))).ConfigureAwait(false);
        return resolved;
    }

    static async Task ExecuteAsync(UnitOfWork unit, StagingChange change, CancellationToken cancellationToken)
    {
        try
        {
            await unit.ExecuteAsync(change.Sql, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is ['2', ..] or ['4', '2', ..] or ['0', 'A', ..])
        {
            throw new FraiseqlDataException(
                "FqStagingSyncFailed", ErrorKind.InvalidOperation, $"The staging schema cannot be brought up to date: {change} fails: {e.MessageText} [{e.SqlState}].",
                "Nothing was changed. Export-FqStagingSchema writes what would be there, for changes by hand.", change.Target, e);
        }
    }

    static string NameOf(DatabaseSchema schema, StagingOptions options) => options.StagingSchema ?? StagingArea.Choose(schema, null, []) ?? StagingSchemas.Known[0];
}

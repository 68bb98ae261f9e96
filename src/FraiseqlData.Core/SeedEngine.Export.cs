using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Loading;
using FraiseqlData.Planning;

namespace FraiseqlData;

/// <summary>Scripts that psql loads into an empty copy of the schema.</summary>
public static partial class SeedEngine
{
    /// <summary>Writes a plan's rows as a script, without writing them to the database.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="target">The database whose schema and rows count, or null for the plan's own.</param>
    /// <param name="scripts">Evaluates script overrides; needed when the plan has any.</param>
    /// <param name="options">How it is written, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was written, with what the user should know.</returns>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out, or <c>FqExportNeedsKeys</c>: only a run can give the rows their keys.</exception>
    public static async Task<ResolvedPlan> ExportAsync(
        SeedPlan plan, TextWriter writer, FqConnection? target = null, IScriptHost? scripts = null, SqlScriptOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var (resolved, programs) = await CompileAsync(plan, target, scripts, row: null, cancellationToken).ConfigureAwait(false);
        await SqlScriptWriter.WriteAsync(writer, resolved, programs, options ?? new SqlScriptOptions(), cancellationToken).ConfigureAwait(false);
        return resolved;
    }

    /// <summary>Writes the rows of a run as a script, as the database holds them.</summary>
    /// <param name="result">The run's result.</param>
    /// <param name="source">The database that was filled.</param>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FraiseqlDataException">The schema has changed, or the server cannot be reached.</exception>
    public static async Task ExportAsync(
        SeedResult result, FqConnection source, TextWriter writer, SqlScriptOptions options, CancellationToken cancellationToken)
    {
        var schema = await ReadSchemaAsync(source, cancellationToken).ConfigureAwait(false);
        await SqlScriptWriter.WriteAsync(writer, schema, result, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes single rows as a script.</summary>
    /// <param name="rows">The rows with their tables, in any order.</param>
    /// <param name="source">A database with these tables.</param>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FraiseqlDataException">The schema has no such table or column, or the server cannot be reached.</exception>
    public static async Task ExportAsync(
        IReadOnlyList<BuiltRow> rows, FqConnection source, TextWriter writer, SqlScriptOptions options, CancellationToken cancellationToken)
    {
        var schema = await ReadSchemaAsync(source, cancellationToken).ConfigureAwait(false);
        var pairs = rows.Select(r => (r.Table, r.Row)).ToList();
        await SqlScriptWriter.WriteAsync(writer, schema, pairs, options, cancellationToken).ConfigureAwait(false);
    }
}

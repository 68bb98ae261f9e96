using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>
/// Writes rows as a script that psql loads into a copy of the schema, in one transaction. The same rows give the same bytes. The writer should encode
/// in UTF-8 without a byte order mark. Memory does not grow with the number of rows, unless these are given as a list.
/// </summary>
static class SqlScriptWriter
{
    /// <summary>Writes the rows of programs while they are made; columns that the server fills are left out.</summary>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="plan">The plan that the programs are of.</param>
    /// <param name="programs">The programs in load order, freshly compiled: keys that only they know are added to them.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Stops the work between two batches of rows.</param>
    /// <exception cref="Errors.FraiseqlDataException">
    /// <c>FqExportNeedsKeys</c>, <c>FqValueNotStorable</c>, <c>FqRowsPerInsertOutOfRange</c>, or what the programs throw.
    /// </exception>
    public static Task WriteAsync(
        TextWriter writer, ResolvedPlan plan, IReadOnlyList<TableProgram> programs, SqlScriptOptions options, CancellationToken cancellationToken)
    {
        _ = TextReferences.InLoadOrder([.. programs.Select(p => p.Table.Table)]);
        var order = new TextReferences([.. programs.Select(p => p.Table.Table)]);
        var references = programs.SelectMany(p => p.Table.References).ToList();
        var script = new SqlScript(
            [.. programs.Select(p => new ProgramTable(p, plan))],
            references.Exists(r => !r.IsSecondPass && (!r.Key.IsSelfReference || r.Source == ParentSource.Override) && order.MustDefer(r.Key)))
        {
            Seed = plan.Plan.Options.Seed,
            Partitions = plan.NewPartitions,
            Closing = [.. plan.Rollups.Select(r => RollupLoader.ToSql(plan, r))],
            Existing = [.. references.Where(r => r.Source == ParentSource.Existing).Select(r => r.Key.ReferencedTable).Distinct().Order()],
        };
        return new SqlScriptRun(writer, options).WriteAsync(script, cancellationToken);
    }

    /// <summary>Writes the rows of a run as the database holds them.</summary>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="schema">The schema of the database that was filled.</param>
    /// <param name="result">The run's result.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Stops the work between two pages of rows.</param>
    /// <exception cref="Errors.FraiseqlDataException">
    /// <c>FqTableNotFound</c>, <c>FqColumnNotFound</c> (the schema has changed), <c>FqExportNeedsKeys</c>, <c>FqRowsPerInsertOutOfRange</c>.
    /// </exception>
    public static Task WriteAsync(
        TextWriter writer, DatabaseSchema schema, SeedResult result, SqlScriptOptions options, CancellationToken cancellationToken)
    {
        var tables = TextReferences.InLoadOrder([.. result.Tables.Select(t => Find(schema, t.Name))]);
        var script = OfTexts(tables, result.Tables.ToDictionary(t => t.Name, t => t.Rows)) with { Seed = result.Seed };
        return new SqlScriptRun(writer, options).WriteAsync(script, cancellationToken);
    }

    /// <summary>Writes single rows, of several tables and in any order of tables.</summary>
    /// <param name="writer">Gets the script; is flushed but not closed.</param>
    /// <param name="schema">The schema that the rows are of.</param>
    /// <param name="rows">The rows with their tables.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Errors.FraiseqlDataException">
    /// <c>FqTableNotFound</c>, <c>FqColumnNotFound</c>, <c>FqExportCircle</c>, <c>FqExportNeedsKeys</c>, <c>FqValueNotStorable</c>,
    /// <c>FqRowsPerInsertOutOfRange</c>.
    /// </exception>
    public static Task WriteAsync(
        TextWriter writer, DatabaseSchema schema, IReadOnlyList<(QualifiedName Table, SeededRow Row)> rows,
        SqlScriptOptions options, CancellationToken cancellationToken)
    {
        var byTable = PipedRows.ByTable(rows);
        var tables = TextReferences.InLoadOrder([.. byTable.Select(t => Find(schema, t.Table))]);
        var script = OfTexts(tables, byTable.ToDictionary(t => t.Table, t => (ISeededRows)t.Rows));
        return new SqlScriptRun(writer, options).WriteAsync(script, cancellationToken);
    }

    static SqlScript OfTexts(IReadOnlyList<Table> tables, Dictionary<QualifiedName, ISeededRows> rows)
    {
        var references = new TextReferences(tables);
        return new SqlScript(
            [.. tables.Select(t => new TextTable(t, rows[t.Name], references))], tables.SelectMany(t => t.ForeignKeys).Any(references.MustDefer));
    }

    static Table Find(DatabaseSchema schema, QualifiedName name) => schema.Find(name) ?? throw PlanErrors.TableNotFound(name.ToString(), []);
}

using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData;

/// <summary>The rows that all test data builds on.</summary>
public static partial class SeedEngine
{
    /// <summary>Checks a baseline against a database: tables, columns, types, references and unique keys, all at once. Reads the structure only.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="baseline">The baseline; <see cref="BaselineFile"/> reads one.</param>
    /// <param name="options">Schemas and table codes, or null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException"><c>FqBaselineInvalid</c>: a numbered list of all problems.</exception>
    public static async Task CheckBaselineAsync(FqConnection connection, Baseline baseline, PlanOptions? options = null, CancellationToken cancellationToken = default) =>
        _ = BaselineChecker.Check(baseline, await SchemaReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false), options ?? new PlanOptions());

    /// <summary>
    /// Puts a baseline into a database, in one transaction. The same baseline again changes nothing; where the database holds another one, it is
    /// refused.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="options">Schemas and table codes, and how rows are made of which only the number is given; or null for the defaults.</param>
    /// <param name="run">Who hears of it, and whether read models are brought up to date; or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work; the database is then as before.</param>
    /// <returns>What became of each table or script.</returns>
    /// <exception cref="FraiseqlDataException"><c>FqBaselineInvalid</c>, <c>FqBaselineDrifted</c> with the differences, or what the server refuses.</exception>
    public static Task<IReadOnlyList<BaselineResult>> InvokeBaselineAsync(
        FqConnection connection, Baseline baseline, PlanOptions? options = null, RunOptions? run = null, CancellationToken cancellationToken = default)
    {
        run ??= new RunOptions();
        var own = (options ?? new PlanOptions()) with { Uuid = new UuidFields(), UuidStrategy = UuidStrategy.Pattern, InstanceRange = InstanceRange.Baseline, Worker = null, Baseline = null };
        return BaselineRun.ExecuteAsync(connection, baseline, own, run, (session, table, count) =>
        {
            var plan = SeedPlan.Create(connection, own).Add($"{QualifiedName.Quote(table.Name.Schema)}.{QualifiedName.Quote(table.Name.Name)}", count);
            return SeedRun.NestAsync(session, connection, DraftOf(plan, null), run with { SnapshotRows = 0 }, cancellationToken);
        }, cancellationToken);
    }
}

using System.Data;
using System.Runtime.CompilerServices;
using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Staging;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData;

/// <summary>The engine's front door: what the cmdlets call, and what an application calls that seeds without PowerShell.</summary>
public static partial class SeedEngine
{
    const int BuildBatchRows = 500;
    const int SummedUpRows = 10_000;

    /// <summary>Reads a database's structure. One round trip.</summary>
    /// <exception cref="FraiseqlDataException">The server cannot be reached or refuses.</exception>
    public static Task<DatabaseSchema> ReadSchemaAsync(FqConnection connection, CancellationToken cancellationToken = default) =>
        SchemaReader.ReadAsync(connection, cancellationToken);

    /// <summary>
    /// Has the runtime compile what a first run needs, on a thread of its own, while the caller does other things: to be called when a plan is about to be
    /// made. Only the first call in a process does anything.
    /// </summary>
    /// <returns>Ends when all is compiled; nobody need wait for it.</returns>
    public static Task WarmUpAsync() => WarmUp.Once.Value;

    /// <summary>Adds an entry to a plan. Where the plan has a connection, names, count and overrides' columns are checked at once.</summary>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqTableNotFound</c>, <c>FqTableAmbiguous</c>, <c>FqColumnNotFound</c> and others: the first thing that is wrong.
    /// </exception>
    public static async Task<SeedPlan> AddAsync(SeedPlan plan, PlanEntry entry, CancellationToken cancellationToken = default)
    {
        PlanChecker.CheckAlone(entry);
        foreach (var code in (entry.Locale ?? plan.Options.Locale).Codes)
            SourceCatalog.CheckLocale(code);
        if (plan.Source is { } source)
            await source.CheckAsync(schema => PlanChecker.Check(schema, plan.Options, entry), cancellationToken).ConfigureAwait(false);
        return plan.Add(entry);
    }

    /// <summary>
    /// Says what a run would do: tables, order, counts, added parents and why. Reads the target afresh, writes nothing. Of a plan whose backend is chosen by the
    /// run (<see cref="BackendChoice.Auto"/>) the result's plan has the one that it would take.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out.</exception>
    public static async Task<ResolvedPlan> ResolveAsync(SeedPlan plan, FqConnection? target = null, CancellationToken cancellationToken = default) =>
        await PreviewAsync(Target(plan, target), async connection =>
        {
            BackendChoice? chosen = null;
            string[] remarks = [];
            var run = await RunPreparation.PrepareAsync(connection, plan, scripts: null, plan.Options.Backend == BackendChoice.Auto ? ChooseAsync : null, cancellationToken).ConfigureAwait(false);
            var resolved = chosen is { } backend ? run.Plan.With(warnings: [.. run.Plan.Warnings, .. remarks], backend: backend) : run.Plan;
            var rebuild = await RebuildRun.PlanAsync(connection, resolved, isNested: false, cancellationToken).ConfigureAwait(false);
            return resolved.With(loadPlans: rebuild.Describe());

            async Task ChooseAsync(PlanScope scope)
            {
                var (_, obstacle) = await StagingChoice.FindAsync(connection, scope, plan.Options, cancellationToken).ConfigureAwait(false);
                (chosen, remarks) = obstacle is null ? (BackendChoice.Staging, Array.Empty<string>()) : (BackendChoice.Direct, [StagingChoice.Warning(obstacle)]);
            }
        }, cancellationToken).ConfigureAwait(false);

    /// <summary>Puts a plan's rows into a database, in one transaction: all or nothing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The database, or null for the plan's own.</param>
    /// <param name="options">How to run, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops the run; the database is then as before.</param>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out, or the server refused; the database is as before.</exception>
    public static Task<SeedResult> InvokeAsync(SeedPlan plan, FqConnection? target = null, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        options = options with { Backend = options.Backend ?? BackendOf(plan.Options) };
        var database = Target(plan, target);
        return plan.Options.SkipUnfillable
            ? SkippingRun.ExecuteAsync(database, plan, options, cancellationToken)
            : SeedRun.ExecuteAsync(database, DraftOf(plan, options.Scripts), options, cancellationToken);
    }

    static ISeedBackend BackendOf(PlanOptions options) => options.Backend == BackendChoice.Direct ? new DirectBackend() : new StagingBackend(options);

    static DraftRun DraftOf(SeedPlan plan, IScriptHost? scripts) => async (connection, lockTables, cancel) =>
    {
        var run = await RunPreparation.PrepareAsync(connection, plan, scripts, lockTables, cancel).ConfigureAwait(false);
        return new RunDraft(run.Plan, run.Compile);
    };

    /// <summary>
    /// Makes a plan's rows without writing them. Keys are those that a run would reserve now; columns that only the server fills are missing, and those that sum
    /// up children that only the server or the user's code knows.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The database whose schema and rows count, or null for the plan's own.</param>
    /// <param name="scripts">Evaluates script overrides; needed when the plan has any.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FraiseqlDataException">The plan cannot be carried out.</exception>
    public static async IAsyncEnumerable<BuiltRow> BuildAsync(
        SeedPlan plan, FqConnection? target = null, IScriptHost? scripts = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (resolved, programs) = await CompileAsync(plan, target, scripts, row: null, cancellationToken).ConfigureAwait(false);
        var rollups = new RollupPreview(resolved, programs);
        foreach (var program in programs)
        {
            var unknown = rollups.UnknownOf(program.Table);
            // Each batch of parents makes all their children once more.
            var most = rollups.Knows(program.Table) ? SummedUpRows : BuildBatchRows;
            foreach (var segment in program.Segments)
            {
                List<int> columns = [.. segment.Written.Except(unknown)];
                var batch = segment.CreateBatch((int)Math.Min(most, segment.Segment.Count));
                var end = segment.Segment.FirstOrdinal + segment.Segment.Count;
                for (var ordinal = segment.Segment.FirstOrdinal; ordinal < end; ordinal += batch.Count)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    segment.Fill(batch, ordinal, (int)Math.Min(batch.Capacity, end - ordinal));
                    await SumUpAsync(rollups, Target(plan, target), program, segment, batch, cancellationToken).ConfigureAwait(false);
                    for (var row = 0; row < batch.Count; row++)
                        yield return Built(program.Table.Table, segment, columns, batch, row);
                }
            }
        }
    }

    internal static Task<PreparedRun> PrepareAsync(SeedPlan plan, FqConnection? target, IScriptHost? scripts, CancellationToken cancellationToken) =>
        PreviewAsync(Target(plan, target), connection => RunPreparation.PrepareAsync(connection, plan, scripts, beforeState: null, cancellationToken), cancellationToken);

    /// <summary>The programs of a plan whose rows are not written here; the server has judged what only it can judge.</summary>
    static Task<(ResolvedPlan Plan, IReadOnlyList<TableProgram> Programs)> CompileAsync(
        SeedPlan plan, FqConnection? target, IScriptHost? scripts, RowAddress? row, CancellationToken cancellationToken)
    {
        return PreviewAsync(Target(plan, target), JudgedAsync, cancellationToken);

        async Task<(ResolvedPlan, IReadOnlyList<TableProgram>)> JudgedAsync(NpgsqlConnection connection)
        {
            var run = await RunPreparation.PrepareAsync(connection, plan, scripts, beforeState: null, cancellationToken).ConfigureAwait(false);
            var programs = run.Compiler.Compile(run.Plan, run.Data);
            var wanted = row?.Find(run.Plan);
            foreach (var program in programs)
            {
                foreach (var stored in program.Stored.Where(s => program.IsServerGiven(s.Columns)))
                    throw FormatErrors.NeedsKeys(run.Plan, program.Table.Table, [.. stored.Columns.Where(c => program.IsServerGiven([c]))], stored.Columns);
                await RowJudge.PreviewAsync(connection, program, wanted is { } one && one.Table == program.Table ? one.Ordinal + 1 : long.MaxValue, cancellationToken).ConfigureAwait(false);
                program.StoreKeys();
            }
            return (run.Plan, programs);
        }
    }

    /// <summary>Does something in a transaction that is never committed: one snapshot, and nothing is left behind.</summary>
    static async Task<T> PreviewAsync<T>(FqConnection target, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken, bool isReadOnly = false)
    {
        var connection = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using var rollback = transaction.ConfigureAwait(false);
            using var settings = new NpgsqlCommand(SessionSettings.ForTransaction + (isReadOnly ? "; SET TRANSACTION READ ONLY" : ""), connection);
            _ = await settings.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (ServerErrors.Translate(e, target: target) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Puts what children come to into rows that are not written.</summary>
    static async Task SumUpAsync(RollupPreview rollups, FqConnection target, TableProgram program, SegmentProgram segment, RowBatch batch, CancellationToken cancellationToken)
    {
        if (rollups.Knows(program.Table))
        {
            _ = await PreviewAsync(target, async connection =>
            {
                await rollups.CompleteAsync(connection, program, segment, batch, cancellationToken).ConfigureAwait(false);
                return true;
            }, cancellationToken, isReadOnly: true).ConfigureAwait(false);
        }
    }

    static BuiltRow Built(Table table, SegmentProgram program, IReadOnlyList<int> columns, RowBatch batch, int row)
    {
        var (names, values, texts) = RowView.Of(table, program, columns, batch, row);
        return new BuiltRow(table.Name, new SeededRow(names, values, texts));
    }

    static FqConnection Target(SeedPlan plan, FqConnection? target) => target ?? plan.Connection ?? throw PlanErrors.NoConnection();
}

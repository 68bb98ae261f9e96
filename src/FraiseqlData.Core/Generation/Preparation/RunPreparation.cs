using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Gathers what generation needs to know of the database, and fits the counts of wildcard entries to what unique keys allow.</summary>
sealed partial class RunPreparation
{
    readonly NpgsqlConnection _connection;
    readonly Unfilled _unfilled;
    readonly RunCompiler _compiler;
    readonly Dictionary<QualifiedName, CapacityException> _limits = [];
    readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _samples;

    RunPreparation(
        NpgsqlConnection connection, ResolvedPlan plan, IScriptHost? scripts, Unfilled unfilled, IReadOnlyDictionary<string, IReadOnlyList<string>> samples)
    {
        (_connection, _unfilled, _samples) = (connection, unfilled, samples);
        _compiler = new RunCompiler(plan, scripts, samples);
    }

    /// <summary>The baseline that existing parents are taken from, or null for all of them.</summary>
    CheckedBaseline? Baseline { get; init; }

    /// <summary>The data that the plan was settled with before, or null.</summary>
    ResolvedPlanData? Settled { get; init; }

    /// <summary>Resolves and prepares a run. Reads only.</summary>
    /// <param name="connection">An open connection to the target, in a transaction with the session settings that text forms need.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="scripts">Evaluates script overrides, or null.</param>
    /// <param name="beforeState">Called with all tables that may get rows before their state is read; or null.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <param name="settled">The data that the plan was settled with before, or null: then it is gathered now.</param>
    /// <param name="known">What is known to stand in the way of tables.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan cannot be carried out: a unique key is too small, an override does not fit, ...</exception>
    public static async Task<PreparedRun> PrepareAsync(
        NpgsqlConnection connection, SeedPlan plan, IScriptHost? scripts, Func<PlanScope, Task>? beforeState, CancellationToken cancellationToken, ResolvedPlanData? settled = null,
        IReadOnlyList<Obstacle>? known = null)
    {
        var (run, unfilled) = await ExamineAsync(connection, plan, scripts, beforeState, cancellationToken, known, settled).ConfigureAwait(false);
        await RollupProbe.RunAsync(connection, run.Plan, cancellationToken).ConfigureAwait(false);
        unfilled.ThrowIfAny(plan.Options.SkipUnfillable);
        if (unfilled.Obstacles.Count == 0)
            return run;
        var skipped = unfilled.Obstacles.Select(o => new SkippedTable(o.Table.Name, o.Error.Message, o.Error.RecommendedAction)).OrderBy(s => s.Name).ToList();
        return run with { Plan = run.Plan.With(skipped: skipped, warnings: [.. run.Plan.Warnings, Skips(skipped)]) };
    }

    /// <summary>Prepares a run of the tables that can be filled, and says of all others why they cannot. Reads only.</summary>
    /// <param name="connection">As for a run.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="scripts">Evaluates script overrides, or null.</param>
    /// <param name="beforeState">Called with all tables that may get rows before their state is read; or null.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <param name="known">What is known to stand in the way of tables.</param>
    /// <param name="settled">As for a run.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan cannot be carried out whatever is left out: it is empty, or names what there is not.</exception>
    public static async Task<(PreparedRun Run, Unfilled Unfilled)> ExamineAsync(
        NpgsqlConnection connection, SeedPlan plan, IScriptHost? scripts, Func<PlanScope, Task>? beforeState, CancellationToken cancellationToken,
        IReadOnlyList<Obstacle>? known = null, ResolvedPlanData? settled = null)
    {
        if (plan.Entries.Count == 0)
            throw PlanErrors.EmptyPlan();
        await SettingUse.ApplyAsync(connection, plan.Options.Settings, cancellationToken).ConfigureAwait(false);
        var schema = await KnownSchemas.GetAsync(connection, inTransaction: true, cancellationToken).ConfigureAwait(false);
        (schema, var taken) = await SliceRecord.CompleteAsync(connection, schema, settled, cancellationToken).ConfigureAwait(false);
        schema = PartitionKeys.AddTo(plan.Options.InferForeignKeys ? InferredKeys.AddTo(schema) : schema);
        var baseline = await BaselineReader.RequireAsync(connection, plan, schema, cancellationToken).ConfigureAwait(false);
        var resolver = await PlanResolver.ReadAsync(plan, schema, connection, Distributions.CountDraws.For(plan.Options.Seed), beforeState, settled?.States, cancellationToken).ConfigureAwait(false);
        var unfilled = new Unfilled(known);
        while (true)
        {
            // Each round leaves more tables out, and what is left of their children changes with that.
            var resolved = resolver.Resolve(unfilled);
            if (resolved.Tables.FirstOrDefault(t => taken.Contains(t.Table.Name)) is { } prepared)
                throw SliceRecord.Taken(prepared.Table.Name);
            var samples = settled?.Samples ?? await SampleReader.ReadAsync(connection, resolved, cancellationToken).ConfigureAwait(false);
            if (await new RunPreparation(connection, resolved, scripts, unfilled, samples) { Baseline = baseline, Settled = settled }.FitAsync(resolved, cancellationToken).ConfigureAwait(false) is { } run)
                return (await CompleteAsync(connection, settled is null ? run with { Data = run.Data with { States = resolver.States } } : run with { Data = settled, Rehearsed = null }, unfilled, cancellationToken).ConfigureAwait(false), unfilled);
        }
    }

    static async Task<PreparedRun> CompleteAsync(NpgsqlConnection connection, PreparedRun run, Unfilled unfilled, CancellationToken cancellationToken)
    {
        var tables = run.Plan.Tables.Select(t => t.Table).ToList();
        var missing = await SettingUse.FindMissingAsync(connection, tables, cancellationToken).ConfigureAwait(false);
        var partitions = NewPartition.For(run.Plan.Schema, tables);
        string?[] remarks = [SchemaReader.NewerVersion(connection.PostgreSqlVersion), run.Plan.Plan.Options.InferForeignKeys ? null : InferredKeys.Hint(run.Plan.Schema, tables)];
        var parents = unfilled.Dispensable.Select(o => $"What refers to {o.Table.Name} is NULL, since that table gets no rows: {o.Error.Message}");
        return run with { Plan = run.Plan.With(warnings: [.. run.Plan.Warnings, .. remarks.OfType<string>(), .. missing.Select(SettingUse.Warning), .. parents], newPartitions: partitions) };
    }

    static string Skips(IReadOnlyList<SkippedTable> skipped) =>
        $"{skipped.Count} {(skipped.Count == 1 ? "table is" : "tables are")} skipped: {string.Join("; ", skipped.Select(s => s.Reason.TrimEnd('.')))}.";

    /// <summary>The run with the counts that fit, or null where further tables were found that cannot be filled.</summary>
    async Task<PreparedRun?> FitAsync(ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var known = _unfilled.Count;
        var failures = new TableFailures();
        foreach (var table in plan.Tables)
            _ = failures.Try(table, () => _compiler.Own(table.Table));
        _ = Settle(plan, failures);
        var parents = Settled?.Parents ?? await ReadParentsAsync(plan, cancellationToken).ConfigureAwait(false);
        while (_unfilled.Count == known)
        {
            failures = new TableFailures();
            var run = await TryAsync(plan, parents, failures, cancellationToken).ConfigureAwait(false);
            if (failures.Found.Count == 0)
                return RefuseLowered(plan) ? null : run;
            plan = Settle(plan, failures);
        }
        return null;
    }

    /// <summary>Compiles and rehearses a plan; of no use, and perhaps null, where there are failures.</summary>
    async Task<PreparedRun?> TryAsync(
        ResolvedPlan plan, IReadOnlyDictionary<string, IReadOnlyList<string?[]>> parents, TableFailures failures, CancellationToken cancellationToken)
    {
        var tables = new Dictionary<QualifiedName, TableData>();
        var keys = new KeyBlocks(_compiler);
        foreach (var table in plan.Tables)
            _ = failures.Try(table, () => tables[table.Table.Name] = keys.DataOf(table));
        if (failures.Found.Count > 0)
            return null;
        var data = new ResolvedPlanData(tables, parents) { Samples = _samples };
        var programs = _compiler.Compile(plan, data, failures);
        if (failures.Found.Count > 0)
            return null;
        if (await FindFormsAsync(programs, failures, cancellationToken).ConfigureAwait(false))
            programs = _compiler.Compile(plan, data, failures);
        // Rows that were written since are the plan's own.
        var skipped = failures.Found.Count > 0 ? [] : Settled?.Tables.ToDictionary(t => t.Key, t => t.Value.Skipped) ?? await ProbeAsync(programs, failures, cancellationToken).ConfigureAwait(false);
        if (failures.Found.Count > 0)
            return null;
        var taken = Settled?.Tables.Where(t => t.Value.Taken.Count > 0).ToDictionary(t => t.Key, t => t.Value.Taken) ?? await ReadTakenAsync(programs, cancellationToken).ConfigureAwait(false);
        data = data with
        {
            Tables = data.Tables.ToDictionary(t => t.Key, t => t.Value with { Skipped = skipped.GetValueOrDefault(t.Key, t.Value.Skipped), Taken = taken.GetValueOrDefault(t.Key, t.Value.Taken) }),
        };
        programs = skipped.Count + taken.Count == 0 ? programs : _compiler.Compile(plan, data, failures);
        if (failures.Found.Count == 0)
            await Rehearsal.RunAsync(_connection, programs, failures, cancellationToken).ConfigureAwait(false);
        return new PreparedRun(plan.With(warnings: [.. plan.Warnings, .. _compiler.Warnings]), data, _compiler) { Limits = _limits, Rehearsed = programs.All(p => p.Segments.All(s => s.IsAsCompiled)) ? programs : null };
    }

    /// <summary>Lowers the counts of tables that nobody named, and notes the tables that cannot be filled.</summary>
    ResolvedPlan Settle(ResolvedPlan plan, TableFailures failures)
    {
        foreach (var (table, error) in failures.Found)
        {
            switch (error)
            {
                // A count that was named is lowered too, to learn how many rows fit.
                case CapacityException { Capacity: >= 1 } limit:
                    plan = CountLimit.Lower(plan, limit);
                    _limits[limit.Table.Name] = new CapacityException(
                        limit.Table, limit.Key, _limits.GetValueOrDefault(limit.Table.Name)?.Wanted ?? limit.Wanted, limit.Capacity);
                    break;
                // Nothing fits any more: the table is left as it is, and its rows serve as parents.
                case CapacityException limit when CountLimit.Applies(plan, limit) && !table.IsAddedParent:
                    _unfilled.AddFull(limit.Table.Name, $"full: its unique key \"{limit.Key}\" allows no more rows");
                    break;
                case CapacityException limit:
                    _unfilled.Add(TooMany(limit));
                    break;
                default:
                    _unfilled.Add(new Obstacle(table.Table, TableFailures.Of(error)));
                    break;
            }
        }
        plan = plan.WithShares();
        foreach (var table in plan.Tables.Where(t => t.Count == 0))
            _unfilled.AddFull(table.Table.Name, WildcardRules.WhyEmpty(table.Table));
        return plan;
    }

    /// <summary>Notes the tables whose lowered counts were named, which are then no counts to change.</summary>
    bool RefuseLowered(ResolvedPlan plan)
    {
        var refused = _limits.Values.Where(l => !CountLimit.Applies(plan, l)).ToList();
        foreach (var limit in refused)
            _unfilled.Add(TooMany(limit));
        return refused.Count > 0;
    }

    static Obstacle TooMany(CapacityException limit) =>
        new(limit.Table, TableFailures.Of(limit), Capacity: (long)limit.Capacity, CapacityReason: CapacityFinder.Describe(limit.Table, limit.Key));
}

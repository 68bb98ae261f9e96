using System.Globalization;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Gathers what generation needs to know of the database, and fits the counts of wildcard entries to what unique keys allow.</summary>
sealed class RunPreparation
{
    readonly NpgsqlConnection _connection;
    readonly RunCompiler _compiler;
    readonly IReadOnlyDictionary<QualifiedName, int> _codes;

    RunPreparation(NpgsqlConnection connection, ResolvedPlan plan, IScriptHost? scripts) =>
        (_connection, _compiler, _codes) = (connection, new RunCompiler(plan, scripts), TableCodes.Of(plan.Schema));

    /// <summary>Resolves and prepares a run. Reads only.</summary>
    /// <param name="connection">An open connection to the target, in a transaction with the session settings that text forms need.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="scripts">Evaluates script overrides, or null.</param>
    /// <param name="beforeState">Called with all tables that may get rows before their state is read; or null.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException">The plan cannot be carried out: a unique key is too small, an override does not fit, ...</exception>
    public static async Task<PreparedRun> PrepareAsync(
        NpgsqlConnection connection, SeedPlan plan, IScriptHost? scripts, Func<IReadOnlyList<Table>, Task>? beforeState, CancellationToken cancellationToken)
    {
        if (plan.Entries.Count == 0)
            throw PlanErrors.EmptyPlan();
        var schema = await SchemaReader.ReadAsync(connection, inTransaction: true, cancellationToken).ConfigureAwait(false);
        var full = new Dictionary<QualifiedName, string>();
        while (true)
        {
            var resolved = await PlanResolver.ResolveAsync(plan, schema, connection, full, beforeState, cancellationToken).ConfigureAwait(false);
            try
            {
                return await new RunPreparation(connection, resolved, scripts).FitAsync(resolved, cancellationToken).ConfigureAwait(false);
            }
            catch (CapacityException e) when (e.Capacity < 1 && CountLimit.Applies(resolved, e) && resolved.Find(e.Table.Name) is { IsAddedParent: false })
            {
                // Nothing fits any more: the table is left as it is, and its rows serve as parents.
                full[e.Table.Name] = $"full: its unique key \"{e.Key}\" allows no more rows";
            }
            catch (CapacityException e)
            {
                throw GenerationErrors.CapacityExceeded(e.Table, e.Key, e.Wanted, e.Capacity);
            }
        }
    }

    async Task<PreparedRun> FitAsync(ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var parents = await ParentReader.ReadAsync(_connection, plan, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            try
            {
                var data = new ResolvedPlanData(plan.Tables.ToDictionary(t => t.Table.Name, DataOf), parents);
                var programs = _compiler.Compile(plan, data);
                var skipped = await ProbeAsync(programs, cancellationToken).ConfigureAwait(false);
                data = data with { Tables = data.Tables.ToDictionary(t => t.Key, t => t.Value with { Skipped = skipped.GetValueOrDefault(t.Key, t.Value.Skipped) }) };
                var run = new PreparedRun(plan.WithWarnings(_compiler.Warnings), data, _compiler);
                Rehearsal.Run(skipped.Count == 0 ? programs : _compiler.Compile(plan, data), cancellationToken);
                return run;
            }
            catch (CapacityException e) when (e.Capacity >= 1 && CountLimit.Applies(plan, e))
            {
                plan = CountLimit.Lower(plan, e);
            }
        }
    }

    TableData DataOf(ResolvedTable table)
    {
        var keys = new Dictionary<string, KeyBlock>(StringComparer.Ordinal);
        foreach (var column in StateReader.IntegerKeys(table.Table))
        {
            if (column.Sequence is not null || _compiler.Analyse(table.Table).DomainOf(column.Name) is { Allowed: null })
                keys[column.Name] = Fitting(table, column, new KeyBlock(FirstKey(table, column), column.Sequence is { Increment: < 0 and var step } ? step : 1));
        }
        var code = TableCodes.Format(_codes.GetValueOrDefault(table.Table.Name));
        return new TableData(table.FirstInstance, table.Count, keys, code, new Dictionary<string, IReadOnlyList<long>>());
    }

    /// <summary>The block, if the column's type holds all of it.</summary>
    static KeyBlock Fitting(ResolvedTable table, Column column, KeyBlock block)
    {
        var greatest = column.Type.Underlying.Name.Name switch { "int2" => short.MaxValue, "int4" => int.MaxValue, _ => long.MaxValue };
        var capacity = block.Increment > 0 ? (decimal)greatest - block.Base + 1 : decimal.MaxValue;
        return table.Count <= capacity
            ? block
            : throw new CapacityException(table.Table, table.Table.UniqueKeys.First(k => k.Columns is [var only] && only == column.Name).Name, table.Count, Math.Max(0, capacity));
    }

    long FirstKey(ResolvedTable table, Column column)
    {
        var least = _compiler.Analyse(table.Table).DomainOf(column.Name).Min is { } min ? Convert.ToInt64(min, CultureInfo.InvariantCulture) : 1;
        return table.State.HighestKeys.TryGetValue(column.Name, out var highest) ? Math.Max(least, highest + 1) : least;
    }

    async Task<Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<long>>>> ProbeAsync(
        IReadOnlyList<TableProgram> programs, CancellationToken cancellationToken)
    {
        var skipped = new Dictionary<QualifiedName, IReadOnlyDictionary<string, IReadOnlyList<long>>>();
        foreach (var program in programs)
        {
            var byKey = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
            foreach (var step in program.Segments[0].Steps.OfType<UniqueStep>())
            {
                var probe = new KeyProbe(program, step, _compiler.Analyse(program.Table.Table));
                if (await probe.FindSkippedAsync(_connection, cancellationToken).ConfigureAwait(false) is { Count: > 0 } positions)
                    byKey[step.Key] = positions;
            }
            if (byKey.Count > 0)
                skipped[program.Table.Table.Name] = byKey;
        }
        return skipped;
    }
}

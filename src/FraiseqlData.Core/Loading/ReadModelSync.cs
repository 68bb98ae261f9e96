using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Brings the read models of the tables that a run filled up to date, by the project's own functions <c>fn_sync_tv_&lt;entity&gt;</c>: what a
/// document holds is the project's affair. In load order, since a model is often made of others.
/// </summary>
/// <param name="unit">The run's transaction.</param>
/// <param name="plan">The plan.</param>
/// <param name="log">Hears of models that stay stale.</param>
sealed class ReadModelSync(UnitOfWork unit, ResolvedPlan plan, RunLog log)
{
    const int PageRows = 10_000;

    /// <summary>The read models of a run's tables, and what became of them.</summary>
    /// <param name="programs">What made the rows, in load order.</param>
    /// <param name="isWanted">Whether functions are called at all.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSyncFailed</c>: a function failed.</exception>
    public async Task<IReadOnlyList<ReadModel>> RunAsync(IReadOnlyList<TableProgram> programs, bool isWanted, CancellationToken cancellationToken)
    {
        var models = programs.SelectMany(p => ModelsOf(p.Table.Table).Select(m => (Program: p, Model: m))).ToList();
        if (models.Count == 0)
            return [];
        var functions = isWanted ? await SyncFunction.ReadAsync(unit.Connection, models.Select(m => m.Model), cancellationToken).ConfigureAwait(false) : [];
        var path = new TableSearchPath(unit, plan.Schema.SearchPath);
        var results = new List<ReadModel>();
        foreach (var (program, model) in models)
        {
            var function = FunctionOf(functions, model, program);
            if (function is not null)
            {
                log.Verbose($"Calling {function.Name} for the rows of {program.Table.Table.Name}.");
                await path.FollowAsync(plan.Schema.Get(model), cancellationToken).ConfigureAwait(false);
                await CallAsync(function, program, cancellationToken).ConfigureAwait(false);
            }
            else if (isWanted)
            {
                log.Warn($"The read model {model} is stale: there is no function {SyncFunction.NameFor(model)} for the rows of {program.Table.Table.Name} that the role may call.");
            }
            results.Add(new ReadModel(model, program.Table.Table.Name, function?.Name.ToString()));
        }
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>The read models of a table's entity: in its own schema, else wherever they are.</summary>
    IEnumerable<QualifiedName> ModelsOf(Table table)
    {
        if (TrinityTable.Detect(table) is null || !table.Name.Name.StartsWith(TrinityTable.TablePrefix, StringComparison.Ordinal))
            return [];
        var name = TrinityTable.ReadModelPrefix + TrinityTable.EntityOf(table);
        var found = plan.Schema.Tables.Where(t => t.IsFillable && t.Name.Name == name).Select(t => t.Name).ToList();
        return found.Find(n => n.Schema == table.Name.Schema) is { } near ? [near] : found;
    }

    static SyncFunction? FunctionOf(IReadOnlyList<SyncFunction> functions, QualifiedName model, TableProgram program) => functions
        .Where(f => f.Name.Name == SyncFunction.NameFor(model) && (f.Argument == SyncArgument.None || RowKeys.Find(program) is not null))
        .OrderByDescending(f => f.Name.Schema == model.Schema).ThenByDescending(f => f.Name.Schema == program.Table.Table.Name.Schema).ThenBy(f => f.Argument)
        .FirstOrDefault();

    async Task CallAsync(SyncFunction function, TableProgram program, CancellationToken cancellationToken)
    {
        var (table, trinity) = (program.Table.Table, TrinityTable.Detect(program.Table.Table)!);
        var finder = function.Argument == SyncArgument.None ? null : new KeyRowFinder(table, RowKeys.Find(program)!);
        for (var first = 0L; first < (finder is null ? 1 : program.Table.Count); first += PageRows)
        {
            var rows = finder?.Query(first, (int)Math.Min(PageRows, program.Table.Count - first), "k") ?? new RowQuery("", []);
            using var command = new NpgsqlCommand(function.Call(trinity, rows.Sql), unit.Connection) { CommandTimeout = 0 };
            for (var i = 0; i < rows.Parameters.Count; i++)
                _ = command.Parameters.AddWithValue($"k{i}", rows.Parameters[i]);
            try
            {
                _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.QueryCanceled)
            {
                throw LoadingErrors.SyncFailed(function, table, e);
            }
        }
    }
}

using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Brings the read models of tables that got rows up to date, by the project's own functions <c>fn_sync_tv_&lt;entity&gt;</c>: what a
/// document holds is the project's affair. In load order, since a model is often made of others.
/// </summary>
/// <param name="unit">The transaction.</param>
/// <param name="schema">The database's structure.</param>
/// <param name="verbose">Hears of the functions that are called.</param>
/// <param name="warn">Hears of models that stay stale.</param>
sealed class ReadModelSync(UnitOfWork unit, DatabaseSchema schema, Action<string> verbose, Action<string> warn)
{
    const int PageRows = 10_000;

    /// <summary>The read models of the tables, and what became of them.</summary>
    /// <param name="added">The rows, in load order.</param>
    /// <param name="isWanted">Whether functions are called at all.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqSyncFailed</c>: a function failed.</exception>
    public async Task<IReadOnlyList<ReadModel>> RunAsync(IEnumerable<AddedRows> added, bool isWanted, CancellationToken cancellationToken)
    {
        var models = added.SelectMany(r => ModelsOf(r.Table).Select(m => (Rows: r, Model: m))).ToList();
        if (models.Count == 0)
            return [];
        var functions = isWanted ? await SyncFunction.ReadAsync(unit.Connection, models.Select(m => m.Model), cancellationToken).ConfigureAwait(false) : [];
        var path = new TableSearchPath(unit, schema.SearchPath);
        var results = new List<ReadModel>();
        foreach (var (rows, model) in models)
        {
            var function = FunctionOf(functions, model, rows);
            if (function is not null)
            {
                verbose($"Calling {function.Name} for the rows of {rows.Table.Name}.");
                await path.FollowAsync(schema.Get(model), cancellationToken).ConfigureAwait(false);
                await CallAsync(function, rows, cancellationToken).ConfigureAwait(false);
            }
            else if (isWanted)
            {
                warn($"The read model {model} is stale: there is no function {SyncFunction.NameFor(model)} for the rows of {rows.Table.Name} that the role may call.");
            }
            results.Add(new ReadModel(model, rows.Table.Name, function?.Name.ToString()));
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
        var found = schema.Tables.Where(t => t.IsFillable && t.Name.Name == name).Select(t => t.Name).ToList();
        return found.Find(n => n.Schema == table.Name.Schema) is { } near ? [near] : found;
    }

    static SyncFunction? FunctionOf(IReadOnlyList<SyncFunction> functions, QualifiedName model, AddedRows rows) => functions
        .Where(f => f.Name.Name == SyncFunction.NameFor(model) && (f.Argument == SyncArgument.None || rows.Finder is not null))
        .OrderByDescending(f => f.Name.Schema == model.Schema).ThenByDescending(f => f.Name.Schema == rows.Table.Name.Schema).ThenBy(f => f.Argument)
        .FirstOrDefault();

    async Task CallAsync(SyncFunction function, AddedRows rows, CancellationToken cancellationToken)
    {
        var trinity = TrinityTable.Detect(rows.Table)!;
        var finder = function.Argument == SyncArgument.None ? null : rows.Finder;
        for (var first = 0L; first < (finder is null ? 1 : rows.Count); first += PageRows)
        {
            var query = finder?.Query(first, (int)Math.Min(PageRows, rows.Count - first), "k") ?? new RowQuery("", []);
            using var command = new NpgsqlCommand(function.Call(trinity, query.Sql), unit.Connection) { CommandTimeout = 0 };
            for (var i = 0; i < query.Parameters.Count; i++)
                _ = command.Parameters.AddWithValue($"k{i}", query.Parameters[i]);
            try
            {
                _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.QueryCanceled)
            {
                throw LoadingErrors.SyncFailed(function, rows.Table, e);
            }
        }
    }
}

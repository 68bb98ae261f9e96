using FraiseqlData.Errors;
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
    const string Savepoint = "fq_sync";

    /// <summary>The read models of the tables, and what became of them.</summary>
    /// <param name="added">The rows, in load order.</param>
    /// <param name="isWanted">Whether functions are called at all.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException"><c>FqSyncFailed</c>: a function failed for rows that were added.</exception>
    public async Task<IReadOnlyList<ReadModel>> RunAsync(IEnumerable<AddedRows> added, bool isWanted, CancellationToken cancellationToken)
    {
        var models = added.SelectMany(r => OlderParents(r).Append(RowsToShow.Of(r)).SelectMany(shown => ModelsOf(shown.Table).Select(m => (Rows: shown, Model: m)))).ToList();
        if (models.Count == 0)
            return [];
        List<SyncFunction> functions = isWanted ? [.. schema.SyncFunctions.Select(SyncFunction.Of).OfType<SyncFunction>()] : [];
        var path = new TableSearchPath(unit, schema);
        var results = new List<ReadModel>();
        foreach (var (rows, model) in models)
        {
            var function = FunctionOf(functions, model, rows);
            if (function is not null)
            {
                verbose($"Calling {function.Name} for {rows}.");
                await path.FollowAsync(schema.Get(model), cancellationToken).ConfigureAwait(false);
                await (rows.Via is null ? CallAsync(function, rows, cancellationToken) : TryCallAsync(function, rows, model, cancellationToken)).ConfigureAwait(false);
            }
            else if (isWanted && rows.Via is null)
            {
                warn($"The read model {model} is stale: there is no function {SyncFunction.NameFor(model)} for the rows of {rows.Table.Name} that the role may call.");
            }
            if (rows.Via is null)
                results.Add(new ReadModel(model, rows.Table.Name, function?.Name.ToString()));
        }
        await path.RestoreAsync(cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <summary>Rows that were there before and that new ones refer to: what shows them may show or count the new ones.</summary>
    IEnumerable<RowsToShow> OlderParents(AddedRows rows) => rows.OlderParents.Select(key => RowsToShow.Parents(rows, key, schema)).OfType<RowsToShow>();

    /// <summary>The read models of a table's entity: in its own schema, else wherever they are.</summary>
    IEnumerable<QualifiedName> ModelsOf(Table table)
    {
        if (TrinityTable.Detect(table) is null || !table.Name.Name.StartsWith(TrinityTable.TablePrefix, StringComparison.Ordinal))
            return [];
        var name = TrinityTable.ReadModelPrefix + TrinityTable.EntityOf(table);
        var found = schema.Tables.Where(t => t.IsFillable && t.Name.Name == name).Select(t => t.Name).ToList();
        return found.Find(n => n.Schema == table.Name.Schema) is { } near ? [near] : found;
    }

    static SyncFunction? FunctionOf(IReadOnlyList<SyncFunction> functions, QualifiedName model, RowsToShow rows) => functions
        .Where(f => f.Name.Name == SyncFunction.NameFor(model) && (f.Argument == SyncArgument.None || rows.CanBeFound))
        .OrderByDescending(f => f.Name.Schema == model.Schema).ThenByDescending(f => f.Name.Schema == rows.Table.Name.Schema).ThenBy(f => f.Argument)
        .FirstOrDefault();

    /// <summary>Calls a function for older rows. One that cannot show a row twice is no reason to undo the run.</summary>
    async Task TryCallAsync(SyncFunction function, RowsToShow rows, QualifiedName model, CancellationToken cancellationToken)
    {
        await unit.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        try
        {
            await CallAsync(function, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (FraiseqlDataException e) when (e.Id == LoadingErrors.SyncFailedId)
        {
            await unit.ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
            warn($"The read model {model} may be stale for {rows}: {e.Message}");
        }
        await unit.ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
    }

    async Task CallAsync(SyncFunction function, RowsToShow rows, CancellationToken cancellationToken)
    {
        var trinity = TrinityTable.Detect(rows.Table)!;
        var takesRows = function.Argument != SyncArgument.None;
        for (var first = 0L; first < (takesRows ? rows.Count : 1); first += PageRows)
        {
            var query = takesRows ? rows.Query(first, (int)Math.Min(PageRows, rows.Count - first), "k") : new RowQuery("", []);
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

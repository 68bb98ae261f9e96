using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Lets a table's trigger functions find what they name without its schema. The session's own search_path comes first, so whatever it finds
/// stays what it was; the table's schema is added at its end, for names that would not be found at all. It is one table's schema at a time:
/// where several hold the same names (a schema a tenant), no row goes astray.
/// </summary>
/// <param name="unit">The transaction.</param>
/// <param name="schema">The database: tables in the schemas of the session's own path need nothing.</param>
sealed class TableSearchPath(UnitOfWork unit, DatabaseSchema schema)
{
    string? _added;

    /// <summary>Adds the table's schema, in place of the one before.</summary>
    public async Task FollowAsync(Table table, CancellationToken cancellationToken)
    {
        if (_added is null && IsNear(table))
            return;
        var own = await unit.SearchPathAsync(cancellationToken).ConfigureAwait(false);
        var added = own.Schemas.Contains(table.Name.Schema) ? null : table.Name.Schema;
        if (added == _added)
            return;
        await SetAsync(added is null ? own.Text : own.Text.Length == 0 ? QualifiedName.Quote(added) : $"{own.Text}, {QualifiedName.Quote(added)}", cancellationToken).ConfigureAwait(false);
        _added = added;
    }

    /// <summary>Fires the constraint triggers that wait for the end, those of each schema while its names are found.</summary>
    /// <param name="tables">The tables whose triggers may wait.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task FireWaitingAsync(IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables.Where(t => !IsNear(t)).DistinctBy(t => t.Name.Schema).ToList())
        {
            if (!schema.WaitingTriggers.TryGetValue(table.Name.Schema, out var names))
                continue;
            await FollowAsync(table, cancellationToken).ConfigureAwait(false);
            await unit.ExecuteAsync($"SET CONSTRAINTS {names} IMMEDIATE", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts the session's own path back: in a caller's transaction it would stay changed.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => _added is null ? Task.CompletedTask : BackAsync(cancellationToken);

    async Task BackAsync(CancellationToken cancellationToken) => await SetAsync((await unit.SearchPathAsync(cancellationToken).ConfigureAwait(false)).Text, cancellationToken).ConfigureAwait(false);

    bool IsNear(Table table) => schema.SearchPath.Contains(table.Name.Schema);

    async Task SetAsync(string path, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT pg_catalog.set_config('search_path', @path, true)", unit.Connection);
        _ = command.Parameters.AddWithValue("path", path);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

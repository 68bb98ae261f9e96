using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Lets a table's trigger functions find what they name without its schema. The session's own search_path comes first, so whatever it finds
/// stays what it was; the table's schema is added at its end, for names that would not be found at all. It is one table's schema at a time:
/// where several hold the same names (a schema a tenant), no row goes astray.
/// </summary>
/// <param name="unit">The transaction.</param>
/// <param name="searchPath">The schemas of the session's own path that exist: their tables need nothing.</param>
sealed class TableSearchPath(UnitOfWork unit, IReadOnlyList<string> searchPath)
{
    string? _own;
    HashSet<string> _found = [];
    string? _added;

    /// <summary>Adds the table's schema, in place of the one before.</summary>
    public async Task FollowAsync(Table table, CancellationToken cancellationToken)
    {
        if (_own is null && searchPath.Contains(table.Name.Schema))
            return;
        if (_own is null)
            await ReadAsync(cancellationToken).ConfigureAwait(false);
        var schema = _found.Contains(table.Name.Schema) ? null : table.Name.Schema;
        if (schema == _added)
            return;
        await SetAsync(schema is null ? _own! : _own!.Length == 0 ? QualifiedName.Quote(schema) : $"{_own}, {QualifiedName.Quote(schema)}", cancellationToken).ConfigureAwait(false);
        _added = schema;
    }

    /// <summary>Fires the constraint triggers that wait for the end, those of each schema while its names are found.</summary>
    /// <param name="tables">The tables whose triggers may wait.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task FireWaitingAsync(IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        var far = tables.Where(t => !searchPath.Contains(t.Name.Schema)).DistinctBy(t => t.Name.Schema).ToList();
        if (far.Count == 0)
            return;
        var waiting = await WaitingAsync([.. far.Select(t => t.Name.Schema)], cancellationToken).ConfigureAwait(false);
        foreach (var table in far)
        {
            if (!waiting.TryGetValue(table.Name.Schema, out var names))
                continue;
            await FollowAsync(table, cancellationToken).ConfigureAwait(false);
            await unit.ExecuteAsync($"SET CONSTRAINTS {names} IMMEDIATE", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>By schema, the names of its constraint triggers that can wait; a name that means something else too is left out, since that may not.</summary>
    async Task<IReadOnlyDictionary<string, string>> WaitingAsync(string[] schemas, CancellationToken cancellationToken)
    {
        const string query =
            """
            SELECT n.nspname, pg_catalog.string_agg(pg_catalog.format('%I.%I', n.nspname, c.conname), ', ' ORDER BY c.conname)
            FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint GROUP BY connamespace, conname HAVING pg_catalog.bool_and(condeferrable AND contype = 't')) AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.connamespace
            WHERE n.nspname = ANY (@schemas)
            GROUP BY n.nspname
            """;
        using var command = new NpgsqlCommand(query, unit.Connection);
        _ = command.Parameters.AddWithValue("schemas", schemas);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var waiting = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            waiting[reader.GetString(0)] = reader.GetString(1);
        return waiting;
    }

    /// <summary>Puts the session's own path back: in a caller's transaction it would stay changed.</summary>
    public Task RestoreAsync(CancellationToken cancellationToken) => _added is null ? Task.CompletedTask : SetAsync(_own!, cancellationToken);

    async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_schemas(true)::text[]", unit.Connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        (_own, _found) = (reader.GetString(0), [.. reader.GetFieldValue<string[]>(1)]);
    }

    async Task SetAsync(string path, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT pg_catalog.set_config('search_path', @path, true)", unit.Connection);
        _ = command.Parameters.AddWithValue("path", path);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

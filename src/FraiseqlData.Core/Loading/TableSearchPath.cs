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

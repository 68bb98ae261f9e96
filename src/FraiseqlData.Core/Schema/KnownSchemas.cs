using System.Collections.Concurrent;
using FraiseqlData.Connections;
using Npgsql;

namespace FraiseqlData.Schema;

/// <summary>
/// Schemas that were read before. The server is asked each time whether anything has changed since, which takes a fraction of reading it all:
/// plan after plan on one database, as tests and scripts make them, reads it once.
/// </summary>
static class KnownSchemas
{
    const int MostKept = 8;

    static readonly ConcurrentDictionary<string, DatabaseSchema> Known = new(StringComparer.Ordinal);

    /// <summary>The schema as <see cref="SchemaReader.ReadAsync(NpgsqlConnection, bool, CancellationToken)"/> reads it.</summary>
    public static async Task<DatabaseSchema> GetAsync(NpgsqlConnection connection, bool inTransaction, CancellationToken cancellationToken)
    {
        // Before it is read: what changes in between is met by the next stamp.
        SchemaReader.CheckVersion(connection.PostgreSqlVersion, $"{connection.Host}:{connection.Port}");
        if (await StampAsync(connection, cancellationToken).ConfigureAwait(false) is not { } stamp)
            return await SchemaReader.ReadAsync(connection, inTransaction, cancellationToken).ConfigureAwait(false);
        if (Known.TryGetValue(stamp, out var known))
            return known;
        var schema = await SchemaReader.ReadAsync(connection, inTransaction, cancellationToken).ConfigureAwait(false);
        if (Known.Count >= MostKept)
            Known.Clear();
        return Known[stamp] = schema;
    }

    /// <summary>The schema as <see cref="SchemaReader.ReadAsync(FqConnection, CancellationToken)"/> reads it, in a session of its own.</summary>
    public static Task<DatabaseSchema> GetAsync(FqConnection connection, CancellationToken cancellationToken) =>
        SchemaReader.InSessionAsync(connection, session => GetAsync(session, inTransaction: false, cancellationToken), cancellationToken);

    static async Task<string?> StampAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(CatalogQueries.Stamp, connection);
        await using var disposal = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as string;
    }
}

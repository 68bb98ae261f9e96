using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FraiseqlData.Connections;
using Npgsql;

namespace FraiseqlData.Schema;

/// <summary>
/// Schemas that were read before. The server is asked each time whether anything has changed since, which takes a fraction of reading it all:
/// plan after plan on one database, as tests and scripts make them, reads it once.
/// </summary>
static class KnownSchemas
{
    const int MostKept = 16;

    // By the database and who looks at it: the schema that was read last, and its stamp.
    static readonly ConcurrentDictionary<string, Entry> Known = new(StringComparer.Ordinal);

    static readonly ConditionalWeakTable<FqConnection, DatabaseSchema> Seen = [];

    static long _uses;

    /// <summary>The schema as <see cref="SchemaReader.ReadAsync(NpgsqlConnection, bool, CancellationToken)"/> reads it.</summary>
    public static async Task<DatabaseSchema> GetAsync(NpgsqlConnection connection, bool inTransaction, CancellationToken cancellationToken)
    {
        // Before it is read: what changes in between is met by the next stamp.
        SchemaReader.CheckVersion(connection.PostgreSqlVersion, $"{connection.Host}:{connection.Port}");
        var (viewer, stamp) = await StampAsync(connection, cancellationToken).ConfigureAwait(false);
        if (stamp is not null && Known.TryGetValue(viewer, out var known) && known.Stamp == stamp)
        {
            known.Used = Interlocked.Increment(ref _uses);
            return known.Schema;
        }
        var schema = await SchemaReader.ReadAsync(connection, inTransaction, cancellationToken).ConfigureAwait(false);
        if (stamp is null)
            return schema;
        Known[viewer] = new Entry(stamp, schema) { Used = Interlocked.Increment(ref _uses) };
        if (Known.Count > MostKept)
            _ = Known.TryRemove(Known.MinBy(k => k.Value.Used).Key, out _);
        return schema;
    }

    /// <summary>The schema as <see cref="SchemaReader.ReadAsync(FqConnection, CancellationToken)"/> reads it, in a session of its own.</summary>
    public static async Task<DatabaseSchema> GetAsync(FqConnection connection, CancellationToken cancellationToken)
    {
        var schema = await SchemaReader.InSessionAsync(connection, session => GetAsync(session, inTransaction: false, cancellationToken), cancellationToken).ConfigureAwait(false);
        Seen.AddOrUpdate(connection, schema);
        return schema;
    }

    /// <summary>The schema as a connection saw it last in a session of its own: it may have changed since. Null where it has not looked yet.</summary>
    public static DatabaseSchema? LastOf(FqConnection connection) => Seen.TryGetValue(connection, out var schema) ? schema : null;

    static async Task<(string Viewer, string? Stamp)> StampAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(CatalogQueries.Stamp, connection);
        await using var disposal = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var end = reader.ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1));
    }

    sealed class Entry(string stamp, DatabaseSchema schema)
    {
        public string Stamp { get; } = stamp;

        public DatabaseSchema Schema { get; } = schema;

        /// <summary>When it was wanted last, counted in uses.</summary>
        public long Used { get; set; }
    }
}

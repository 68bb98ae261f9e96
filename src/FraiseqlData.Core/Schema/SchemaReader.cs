using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Schema;

/// <summary>Reads a database's structure from pg_catalog, in one round trip.</summary>
public static class SchemaReader
{
    const int OldestMajorVersion = 14;
    const int NewestMajorVersion = 18;
    const int Attempts = 3;

    static readonly string[] OwnTransactionStart = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"];
    static readonly string[] OwnTransactionEnd = ["COMMIT"];

    // Rolling back to the savepoint also puts the session's settings back and frees the locks that the deparsing functions took.
    static readonly string[] NestedStart = ["SAVEPOINT fq_schema_read"];
    static readonly string[] NestedEnd = ["ROLLBACK TO SAVEPOINT fq_schema_read", "RELEASE SAVEPOINT fq_schema_read"];

    /// <summary>Reads all schemas of users as the connection's role sees them, in one snapshot.</summary>
    /// <param name="connection">The database to read.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <exception cref="FraiseqlDataException">The session cannot be had, the server is too old (<c>FqServerVersionUnsupported</c>), or it refused the read.</exception>
    public static Task<DatabaseSchema> ReadAsync(FqConnection connection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return InSessionAsync(connection, session => ReadAsync(session, inTransaction: false, cancellation), cancellation);
    }

    /// <summary>Reads in a session of its own, again where an object is dropped in the middle of it.</summary>
    internal static async Task<DatabaseSchema> InSessionAsync(FqConnection connection, Func<NpgsqlConnection, Task<DatabaseSchema>> read, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Each attempt in a session of its own: the driver ends one in which the server had an internal error.
            var session = await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using var _ = session.ConfigureAwait(false);
            try
            {
                return await read(session).ConfigureAwait(false);
            }
            catch (PostgresException e) when (attempt < Attempts && IsObjectGone(e))
            {
                // The deparsing functions look past the snapshot and fail where an object was dropped since; the next snapshot lacks it.
            }
            catch (Exception e) when (ServerErrors.Translate(e, target: connection) is { } known)
            {
                throw known;
            }
        }
    }

    /// <summary>Reads all schemas of users as the session's role sees them.</summary>
    /// <param name="connection">An open session.</param>
    /// <param name="inTransaction">
    /// True inside a caller's transaction: the read joins it (and its isolation level) and leaves it as it was. False: the read is one
    /// REPEATABLE READ snapshot of its own.
    /// </param>
    /// <param name="cancellation">Stops the read. The session stays usable, as after any error but an internal one of the server.</param>
    /// <exception cref="FraiseqlDataException"><c>FqServerVersionUnsupported</c>: the server is older than PostgreSQL 14.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached or refused the read.</exception>
    internal static async Task<DatabaseSchema> ReadAsync(
        NpgsqlConnection connection, bool inTransaction, CancellationToken cancellation)
    {
        var version = connection.PostgreSqlVersion;
        CheckVersion(version, $"{connection.Host}:{connection.Port}");
        var rows = await ReadRowsAsync(connection, version.Major, inTransaction, cancellation).ConfigureAwait(false);
        return new SchemaBuilder(rows).Build();
    }

    /// <exception cref="FraiseqlDataException"><c>FqServerVersionUnsupported</c>.</exception>
    internal static void CheckVersion(Version version, string server)
    {
        if (version.Major >= OldestMajorVersion)
            return;
        throw new FraiseqlDataException(
            "FqServerVersionUnsupported",
            ErrorKind.InvalidOperation,
            $"The server {server} runs PostgreSQL {version}; the oldest version supported is {OldestMajorVersion}.",
            $"Use a server of PostgreSQL {OldestMajorVersion} or newer.",
            server);
    }

    /// <summary>What to say of a server that is newer than those that are known; null for the others.</summary>
    internal static string? NewerVersion(Version version) => version.Major <= NewestMajorVersion ? null
        : $"The server runs PostgreSQL {version.Major}; this version of FraiseqlData knows those up to {NewestMajorVersion}. What is new there may not be understood.";

    static async Task<CatalogRows> ReadRowsAsync(
        NpgsqlConnection connection, int majorVersion, bool inTransaction, CancellationToken cancellation)
    {
        var rows = new CatalogRows(majorVersion);
        var (start, end) = inTransaction ? (NestedStart, NestedEnd) : (OwnTransactionStart, OwnTransactionEnd);
        var batch = connection.CreateBatch();
        await using var _ = batch.ConfigureAwait(false);
        foreach (var sql in start.Concat(rows.Statements).Concat(end))
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        try
        {
            var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var __ = reader.ConfigureAwait(false);
            await rows.FillAsync(reader, cancellation).ConfigureAwait(false);
            return rows;
        }
        // Without an error of the server the batch ran to its end, whatever happened here, and there is nothing to undo.
        catch (Exception e) when (e is PostgresException || e.InnerException is PostgresException)
        {
            await UndoAsync(connection, inTransaction).ConfigureAwait(false);
            throw;
        }
    }

    static async Task UndoAsync(NpgsqlConnection connection, bool inTransaction)
    {
        try
        {
            var command = connection.CreateCommand();
            await using var _ = command.ConfigureAwait(false);
            command.CommandText = inTransaction ? string.Join("; ", NestedEnd) : "ROLLBACK";
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The session is lost, or the caller's transaction had failed before: the first error tells why, this one would not.
        }
    }

    static bool IsObjectGone(PostgresException e) => e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedObject
        or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InternalError;
}

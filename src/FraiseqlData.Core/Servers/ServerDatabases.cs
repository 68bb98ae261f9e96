using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Npgsql;

namespace FraiseqlData.Servers;

/// <summary>Makes and removes databases and runs scripts.</summary>
static class ServerDatabases
{
    /// <summary>Creates an empty database.</summary>
    /// <param name="server">A connection to another database of the server.</param>
    /// <param name="name">The new database's name.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task CreateAsync(FqConnection server, string name, CancellationToken cancellation = default) =>
        ExecuteAsync(server, $"CREATE DATABASE {Quote(name)}", cancellation);

    /// <summary>Creates a copy of a database that nobody is connected to.</summary>
    /// <param name="server">A connection to another database of the server.</param>
    /// <param name="name">The new database's name.</param>
    /// <param name="template">The database to copy.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task CloneAsync(FqConnection server, string name, string template, CancellationToken cancellation = default) =>
        ExecuteAsync(server, $"CREATE DATABASE {Quote(name)} TEMPLATE {Quote(template)}", cancellation);

    /// <summary>Removes a database and ends its sessions; one that does not exist is no error.</summary>
    /// <param name="server">A connection to another database of the server.</param>
    /// <param name="name">The database's name.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task DropAsync(FqConnection server, string name, CancellationToken cancellation = default) =>
        ExecuteAsync(server, $"DROP DATABASE IF EXISTS {Quote(name)} WITH (FORCE)", cancellation);

    /// <summary>Runs a script of SQL statements, pg_dump's among them, in a session whose settings nobody sees afterwards.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="sql">
    /// One or more statements; all of them or none take effect, unless they say COMMIT themselves, or there are some among them that run in no transaction
    /// (<c>CREATE INDEX CONCURRENTLY</c>, <c>VACUUM</c>) or that are a COPY with its data: what stands before one of these is committed then.
    /// </param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FraiseqlDataException"><c>FqScriptInvalid</c>, <c>FqScriptFailed</c>, or the server could not be had.</exception>
    public static async Task ExecuteAsync(FqConnection connection, string sql, CancellationToken cancellation = default)
    {
        try
        {
            var session = await connection.OpenAsync(cancellation).ConfigureAwait(false);
            await using var sessionEnd = session.ConfigureAwait(false);
            foreach (var together in SqlScript.Together(SqlScript.Statements(sql)))
            {
                await ExecuteAsync(() => together is [{ Data: { } data } copy]
                    ? CopyAsync(session, copy.Text, data, cancellation)
                    : BatchAsync(session, together, cancellation)).ConfigureAwait(false);
            }
            // A script may have created types that the pool's other sessions are to know.
            await session.ReloadTypesAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (ServerErrors.Translate(e, null, connection) is { } known)
        {
            throw known;
        }
    }

    static async Task BatchAsync(NpgsqlConnection session, IReadOnlyList<SqlStatement> statements, CancellationToken cancellation)
    {
        var batch = new NpgsqlBatch(session);
        await using var batchEnd = batch.ConfigureAwait(false);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Text));
        _ = await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    static async Task CopyAsync(NpgsqlConnection session, string statement, string data, CancellationToken cancellation)
    {
        var writer = await session.BeginTextImportAsync(statement, cancellation).ConfigureAwait(false);
        await using var writerEnd = writer.ConfigureAwait(false);
        await writer.WriteAsync(data.AsMemory(), cancellation).ConfigureAwait(false);
    }

    static async Task ExecuteAsync(Func<Task> statements)
    {
        try
        {
            await statements().ConfigureAwait(false);
        }
        // Class 42: what the statement says is wrong, or names what is not there. The statement itself may hold a password.
        catch (PostgresException e) when (e.SqlState is ['4', '2', ..] and not PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new FraiseqlDataException(
                "FqScriptFailed", ErrorKind.InvalidArgument, $"A statement of the script failed: {e.MessageText} [{e.SqlState}].",
                e.Hint ?? "Correct the script, or run what it builds upon first.", null, e);
        }
    }

    static string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}

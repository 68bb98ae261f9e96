using FraiseqlData.Connections;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// The transaction that a command runs in, on one connection; inside a caller's transaction a savepoint of it.
/// Disposing rolls back what was not committed.
/// </summary>
sealed class UnitOfWork : IAsyncDisposable
{
    const string Savepoint = "fraiseqldata";
    const string TableSavepoint = "fraiseqldata_table";

    // How long a load takes is the user's affair, who can stop it.
    const int NoTimeout = 0;

    readonly NpgsqlTransaction? _transaction;
    IReadOnlyList<string> _outerSettings = [];
    (string Text, IReadOnlyCollection<string> Schemas)? _searchPath;
    bool _isImmediate;
    bool _ended;

    UnitOfWork(NpgsqlConnection connection, FqConnection target, NpgsqlTransaction? transaction) =>
        (Connection, Target, _transaction) = (connection, target, transaction);

    public NpgsqlConnection Connection { get; }

    public FqConnection Target { get; }

    /// <summary>Whether this is a savepoint of a caller's transaction.</summary>
    public bool IsNested => _transaction is null;

    /// <summary>The table that is being worked on: errors that name none are about it.</summary>
    public QualifiedName? Table { get; set; }

    /// <summary>Begins a transaction (READ COMMITTED) with the session settings that text and values rely on.</summary>
    public static async Task<UnitOfWork> BeginAsync(NpgsqlConnection connection, FqConnection target, CancellationToken cancellationToken)
    {
        UnitOfWork? unit = null;
        try
        {
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            unit = new UnitOfWork(connection, target, transaction);
            await unit.ExecuteAsync(SessionSettings.ForTransaction, cancellationToken).ConfigureAwait(false);
            return unit;
        }
        catch (Exception e)
        {
            if (unit is not null)
                await unit.DisposeAsync().ConfigureAwait(false);
            if (ServerErrors.Translate(e, null, target) is { } known)
                throw known;
            throw;
        }
    }

    /// <summary>Begins a savepoint in the transaction that the connection is in.</summary>
    public static async Task<UnitOfWork> NestAsync(NpgsqlConnection connection, FqConnection target, CancellationToken cancellationToken)
    {
        var unit = new UnitOfWork(connection, target, null);
        await unit.ExecuteAsync($"SAVEPOINT {Savepoint}", cancellationToken).ConfigureAwait(false);
        try
        {
            // Releasing a savepoint keeps its settings, so those of the caller are put back at the end.
            unit._outerSettings = await unit.CurrentSettingsAsync(cancellationToken).ConfigureAwait(false);
            await unit.ExecuteAsync(SessionSettings.ForTransaction, cancellationToken).ConfigureAwait(false);
            return unit;
        }
        catch
        {
            await unit.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a piece of the work; what the server or the driver throws becomes an error for people, or a cancellation where that was asked for.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (NpgsqlException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (ServerErrors.Translate(e, Table?.ToString(), Target) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Checks deferred constraints now, so that an error names its table; from here on none waits.</summary>
    public async Task CheckConstraintsAsync(CancellationToken cancellationToken)
    {
        if (_isImmediate)
            return;
        await ExecuteAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken).ConfigureAwait(false);
        _isImmediate = true;
    }

    /// <summary>Checks deferred constraints and commits, or releases the savepoint. Cannot be cancelled once the commit is under way: nobody would know its outcome.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await CheckConstraintsAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (_transaction is null)
        {
            await RestoreSettingsAsync().ConfigureAwait(false);
            await ExecuteAsync($"RELEASE SAVEPOINT {Savepoint}", CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await CommitAsync(_transaction).ConfigureAwait(false);
        }
        _ended = true;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = NoTimeout };
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = NoTimeout };
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
    }

    /// <summary>
    /// A condition on a row variable: that this very transaction, or a savepoint of it, wrote the row. Rows of others that are visible here are
    /// committed, so what is in progress is our own.
    /// </summary>
    public static string IsOwnRow(string row) =>
        $"CASE WHEN pg_catalog.age({row}.xmin) <= pg_catalog.age(pg_catalog.pg_current_xact_id()::xid) THEN pg_catalog.pg_xact_status(("
        + "SELECT (n + (" + row + ".xmin::text::int8 - n + 2147483648 & 4294967295) - 2147483648)::text::xid8 "
        + "FROM (SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::int8) AS s (n))) = 'in progress' ELSE false END";

    /// <summary>The session's own search_path, and the schemas of it that exist: read once, before anything changes it.</summary>
    public async Task<(string Text, IReadOnlyCollection<string> Schemas)> SearchPathAsync(CancellationToken cancellationToken)
    {
        if (_searchPath is { } known)
            return known;
        using var command = new NpgsqlCommand("SELECT pg_catalog.current_setting('search_path'), pg_catalog.current_schemas(true)::text[]", Connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _searchPath = (reader.GetString(0), reader.GetFieldValue<string[]>(1));
        return _searchPath.Value;
    }

    /// <summary>Begins a savepoint for one table's rows.</summary>
    public Task BeginTableAsync(CancellationToken cancellationToken) => ExecuteAsync($"SAVEPOINT {TableSavepoint}", cancellationToken);

    /// <summary>Keeps the table's rows.</summary>
    public Task KeepTableAsync(CancellationToken cancellationToken)
    {
        HasSavepoints = true;
        return ExecuteAsync($"RELEASE SAVEPOINT {TableSavepoint}", cancellationToken);
    }

    /// <summary>Undoes the table's rows.</summary>
    public Task UndoTableAsync(CancellationToken cancellationToken) =>
        ExecuteAsync($"ROLLBACK TO SAVEPOINT {TableSavepoint}; RELEASE SAVEPOINT {TableSavepoint}", cancellationToken);

    /// <summary>Whether rows were written in savepoints of their own, which have ids of their own.</summary>
    public bool HasSavepoints { get; private set; }

    /// <summary>The transaction ids that the rows written here bear in a table's <c>xmin</c>.</summary>
    public async Task<IReadOnlyList<string>> RowVersionsAsync(Table table, CancellationToken cancellationToken) =>
        await ScalarAsync<string[]>(
            $"SELECT array_agg(DISTINCT t.xmin::text) FROM {table.Name.ToSql()} AS t WHERE {IsOwnRow("t")}", cancellationToken).ConfigureAwait(false) ?? [];

    /// <summary>The transaction id that the rows written here bear in <c>xmin</c>; a savepoint has one of its own.</summary>
    public async Task<string> RowVersionAsync(CancellationToken cancellationToken)
    {
        if (!IsNested)
            return (await ScalarAsync<string>("SELECT pg_catalog.pg_current_xact_id()::xid::text", cancellationToken).ConfigureAwait(false))!;
        // No function tells a savepoint's id; a catalog row written inside it does.
        await ExecuteAsync("CREATE TEMPORARY TABLE fraiseqldata_version () ON COMMIT DROP", cancellationToken).ConfigureAwait(false);
        var version = await ScalarAsync<string>(
            "SELECT xmin::text FROM pg_catalog.pg_class WHERE oid = 'pg_temp.fraiseqldata_version'::regclass", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync("DROP TABLE pg_temp.fraiseqldata_version", cancellationToken).ConfigureAwait(false);
        return version!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        try
        {
            if (_transaction is null)
                await ExecuteAsync($"ROLLBACK TO SAVEPOINT {Savepoint}; RELEASE SAVEPOINT {Savepoint}", CancellationToken.None).ConfigureAwait(false);
            else
                await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // The session is gone: the server has rolled back already, and the error that led here says more.
        }
    }

    async Task CommitAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw LoadingErrors.CommitUnknown(Target, e);
        }
        await transaction.DisposeAsync().ConfigureAwait(false);
    }

    async Task<IReadOnlyList<string>> CurrentSettingsAsync(CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand("SELECT ARRAY(SELECT pg_catalog.current_setting(n) FROM unnest(@names) WITH ORDINALITY AS s (n, i) ORDER BY i)", Connection);
        _ = command.Parameters.AddWithValue("names", SessionSettings.All.Select(s => s.Name).ToArray());
        return (string[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    async Task RestoreSettingsAsync()
    {
        using var command = new NpgsqlCommand(
            "SELECT pg_catalog.set_config(n, v, true) FROM unnest(@names, @values) AS s (n, v)", Connection);
        _ = command.Parameters.AddWithValue("names", SessionSettings.All.Select(s => s.Name).ToArray());
        _ = command.Parameters.AddWithValue("values", _outerSettings.ToArray());
        _ = await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }
}

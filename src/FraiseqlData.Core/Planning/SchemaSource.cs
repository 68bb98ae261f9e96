using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>A plan's view of its database, shared by the plans that descend from it. A run reads the database afresh.</summary>
sealed class SchemaSource(FqConnection connection)
{
    readonly SemaphoreSlim _gate = new(1, 1);
    DatabaseSchema? _schema;

    public FqConnection Connection { get; } = connection;

    /// <summary>
    /// Checks something that a run will check again: on the schema as the connection saw it last, without asking the server; where it does not
    /// hold there, on the schema as it is now.
    /// </summary>
    /// <param name="check">Throws what is wrong.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task CheckAsync(Action<DatabaseSchema> check, CancellationToken cancellationToken)
    {
        if (_schema is null && KnownSchemas.LastOf(Connection) is { } last)
        {
            try
            {
                check(last);
                return;
            }
            catch (FraiseqlDataException)
            {
                // The table may have been made since.
            }
        }
        check(await GetAsync(cancellationToken).ConfigureAwait(false));
    }

    async Task<DatabaseSchema> GetAsync(CancellationToken cancellationToken)
    {
        if (_schema is { } known)
            return known;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _schema ??= await KnownSchemas.GetAsync(Connection, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = _gate.Release();
        }
    }
}

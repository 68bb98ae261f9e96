using FraiseqlData.Connections;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>A plan's view of its database: read once, when a name is first needed, and shared by the plans that descend from it.</summary>
sealed class SchemaSource(FqConnection connection)
{
    readonly SemaphoreSlim _gate = new(1, 1);
    DatabaseSchema? _schema;

    public FqConnection Connection { get; } = connection;

    public async Task<DatabaseSchema> GetAsync(CancellationToken cancellationToken)
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

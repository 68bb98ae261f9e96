using FraiseqlData.Connections;
using FraiseqlData.Schema;

namespace FraiseqlData.Module;

/// <summary>Schemas that completion read in the last seconds, so that a prompt does not read the catalog at each key.</summary>
sealed class SchemaCache
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    readonly Dictionary<FqConnection, (Task<DatabaseSchema> Read, DateTime At)> _reads = [];

    /// <summary>The schema, or null where it cannot be had in a moment; the next key may have more luck.</summary>
    public DatabaseSchema? Find(FqConnection connection)
    {
        if (!_reads.TryGetValue(connection, out var known) || DateTime.UtcNow - known.At > Fresh || known.Read.IsFaulted)
        {
            known = (Task.Run(() => SchemaReader.ReadAsync(connection)), DateTime.UtcNow);
            _reads[connection] = known;
        }
        try
        {
            return known.Read.Wait(Patience) ? known.Read.Result : null;
        }
        catch (AggregateException)
        {
            return null;
        }
    }
}

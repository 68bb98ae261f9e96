using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>
/// Keeps two runs off the same tables: advisory locks on the tables' oids, held until the transaction ends.
/// The second run waits, and then sees the first's rows. Sessions that do not use this module are not held up.
/// </summary>
static class RunLock
{
    /// <summary>The first half of the locks' keys ("fqda" in ASCII), so that they meet no other application's.</summary>
    public const int Space = 0x66716461;

    /// <summary>Locks the tables, in the order of their oids so that two runs cannot wait for each other. One round trip.</summary>
    public static async Task AcquireAsync(NpgsqlConnection connection, IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        var oids = tables.Select(t => unchecked((int)t.Oid)).Distinct().Order().ToArray();
        if (oids.Length == 0)
            return;
        using var command = new NpgsqlCommand("SELECT pg_catalog.pg_advisory_xact_lock(@space, o) FROM unnest(@oids) AS t (o)", connection) { CommandTimeout = 0 };
        _ = command.Parameters.AddWithValue("space", Space);
        _ = command.Parameters.AddWithValue("oids", oids);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

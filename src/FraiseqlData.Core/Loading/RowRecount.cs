using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Counts rows again when all triggers have fired: some may have deleted what was loaded.</summary>
static class RowRecount
{
    /// <summary>The loads with the rows that are left; a warning for each table that lost some.</summary>
    public static async Task<IReadOnlyList<TableLoad>> RunAsync(
        UnitOfWork unit, DatabaseSchema schema, IReadOnlyList<TableProgram> programs, IReadOnlyList<TableLoad> loads, RunLog log, CancellationToken cancellationToken)
    {
        var tables = programs.Select(p => p.Table.Table).ToList();
        if (!tables.Exists(schema.HasTriggers))
            return loads;
        var shrunk = await WithDeletedRowsAsync(unit, tables, cancellationToken).ConfigureAwait(false);
        var counted = loads.ToList();
        for (var i = 0; i < counted.Count; i++)
        {
            if (!shrunk.Contains(tables[i].Oid))
                continue;
            var left = await unit.ScalarAsync<long>($"SELECT count(*) FROM {tables[i].Name.ToSql()} AS t WHERE {UnitOfWork.IsOwnRow("t")}", cancellationToken).ConfigureAwait(false);
            if (left >= counted[i].Count)
                continue;
            log.Warn(string.Create(CultureInfo.InvariantCulture, $"{tables[i].Name} keeps {left} of {counted[i].Count} rows: a trigger deleted the others."));
            counted[i] = counted[i] with { Count = left };
        }
        return counted;
    }

    /// <summary>The tables of which this transaction deleted rows, as far as the server counts.</summary>
    static async Task<HashSet<uint>> WithDeletedRowsAsync(UnitOfWork unit, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT t.oid FROM unnest($1) AS t (oid)
            WHERE EXISTS (SELECT FROM (SELECT t.oid AS relid UNION SELECT relid::oid FROM pg_catalog.pg_partition_tree(t.oid::regclass)) AS p
                WHERE pg_catalog.pg_stat_get_xact_tuples_deleted(p.relid) > 0)
            """, unit.Connection);
        _ = command.Parameters.Add(new NpgsqlParameter { Value = tables.Select(t => t.Oid).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Oid });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var found = new HashSet<uint>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            _ = found.Add(reader.GetFieldValue<uint>(0));
        return found;
    }
}

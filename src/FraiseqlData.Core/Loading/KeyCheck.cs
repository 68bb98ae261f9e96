using FraiseqlData.Generation;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Looks whether a table holds the keys that were sent, where a trigger may have changed or dropped rows before others refer to them.</summary>
static class KeyCheck
{
    const int PageRows = 10_000;

    /// <summary>Checks the keys of a table that was just loaded, and reads those that it holds where they differ.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqParentMissing</c>: there are none.</exception>
    public static async Task RunAsync(UnitOfWork unit, TableProgram program, CancellationToken cancellationToken)
    {
        foreach (var keys in program.Checked)
        {
            if (await IsPresentAsync(unit, program, keys, cancellationToken).ConfigureAwait(false))
                continue;
            var found = await ReadAsync(unit, program.Table.Table, keys, cancellationToken).ConfigureAwait(false);
            keys.Replace(found.Count > 0 ? found : throw LoadingErrors.NoRowLeft(program.Table.Table));
        }
    }

    static async Task<bool> IsPresentAsync(UnitOfWork unit, TableProgram program, CheckedKeys keys, CancellationToken cancellationToken)
    {
        var (table, rows) = (program.Table.Table, new ComputedRowKeys(program.Segments, keys.Columns));
        var columns = keys.Columns.Select(c => table.Columns[c]).ToList();
        var arrays = columns.Select((c, i) => $"${i + 1}::text[]::{c.SqlType}[]");
        var sql = $"SELECT count(*) FROM unnest({string.Join(", ", arrays)}) AS k ({string.Join(", ", columns.Select((_, i) => $"k{i}"))}) "
            + $"JOIN {table.Name.ToSql()} AS t ON {string.Join(" AND ", columns.Select((c, i) => SqlColumns.Same(c, $"t.{QualifiedName.Quote(c.Name)}", $"k.k{i}")))}";
        for (long first = 0; first < program.Table.Count; first += PageRows)
        {
            var count = (int)Math.Min(PageRows, program.Table.Count - first);
            using var command = new NpgsqlCommand(sql, unit.Connection) { CommandTimeout = 0 };
            foreach (var texts in rows.Texts(first, count))
                _ = command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = texts });
            if ((long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! < count)
                return false;
        }
        return true;
    }

    static async Task<StoredKeys> ReadAsync(UnitOfWork unit, Table table, CheckedKeys keys, CancellationToken cancellationToken)
    {
        var names = keys.Columns.Select(c => $"t.{QualifiedName.Quote(table.Columns[c].Name)}").ToList();
        var sql = $"SELECT {string.Join(", ", names.Select(n => n + "::text"))} FROM {table.Name.ToSql()} AS t "
            + $"WHERE {UnitOfWork.IsOwnRow("t")} AND {string.Join(" AND ", names.Select(n => n + " IS NOT NULL"))} ORDER BY t.tableoid, t.ctid";
        using var command = new NpgsqlCommand(sql, unit.Connection) { CommandTimeout = 0 };
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var found = new StoredKeys(keys.Columns, keys.Codecs);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            found.Add([.. keys.Codecs.Select((codec, i) => codec.Parse(reader.GetString(i)))]);
        return found;
    }
}

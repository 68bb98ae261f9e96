using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>Reads the keys of rows that were there before a run, for entries that count their rows by those too.</summary>
static class ExistingParents
{
    /// <summary>Reads the keys, in their order.</summary>
    /// <param name="connection">An open connection in the run's transaction.</param>
    /// <param name="schema">The database.</param>
    /// <param name="wishes">What the plan's entries ask for.</param>
    /// <param name="hasRows">Whether a table holds rows.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<IReadOnlyDictionary<ForeignKey, IReadOnlyList<string?[]>>> ReadAsync(
        NpgsqlConnection connection, DatabaseSchema schema, IEnumerable<Wish> wishes, Func<QualifiedName, bool> hasRows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ForeignKey, IReadOnlyList<string?[]>>();
        foreach (var wish in wishes.Where(w => w.Entry.PerParent is { IncludeExisting: true }))
        {
            var key = wish.Entry.PerParent!.Require(wish.Table);
            if (!found.ContainsKey(key))
                found[key] = hasRows(key.ReferencedTable) ? await ReadAsync(connection, schema.Get(key.ReferencedTable), key, cancellationToken).ConfigureAwait(false) : [];
        }
        return found;
    }

    static async Task<IReadOnlyList<string?[]>> ReadAsync(NpgsqlConnection connection, Table parent, ForeignKey key, CancellationToken cancellationToken)
    {
        var columns = key.ReferencedColumns.Select(QualifiedName.Quote).ToList();
        using var command = new NpgsqlCommand(
            $"SELECT {string.Join(", ", columns.Select(c => c + "::text"))} FROM {parent.RowsSql} "
            + $"WHERE {string.Join(" AND ", columns.Select(c => c + " IS NOT NULL"))} ORDER BY {string.Join(", ", columns)}", connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, columns.Count).Select(reader.GetString)]);
        return rows;
    }
}

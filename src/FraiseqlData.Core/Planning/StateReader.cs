using System.Globalization;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Npgsql;

namespace FraiseqlData.Planning;

/// <summary>Reads what tables hold before a run: whether they have rows, and how far their instances and plain integer keys go. One round trip.</summary>
static class StateReader
{
    /// <summary>Reads the states.</summary>
    /// <param name="connection">An open connection; inside a transaction its snapshot counts.</param>
    /// <param name="tables">The tables; one that the role may not read counts as empty.</param>
    /// <param name="prefixes">By table: the pattern UUID with instance 0 whose instances count.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<IReadOnlyDictionary<QualifiedName, TableState>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Table> tables, Func<Table, PatternUuid?> prefixes, CancellationToken cancellationToken)
    {
        var states = tables.ToDictionary(t => t.Name, _ => TableState.Empty);
        var readable = tables.Where(t => t.CanSelect).ToList();
        if (readable.Count == 0)
            return states;

        using var batch = new NpgsqlBatch(connection);
        foreach (var table in readable)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Query(table, prefixes(table))));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        foreach (var table in readable)
        {
            _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            states[table.Name] = Interpret(table, reader);
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return states;
    }

    static string Query(Table table, PatternUuid? prefix)
    {
        var name = table.RowsSql;
        var instance = "NULL::text";
        if (prefix is { } p && UuidKeys.Find(table) is { } id)
        {
            // There is no max(uuid) before PostgreSQL 18; the ordered look-up uses the key's index.
            var (column, last) = (QualifiedName.Quote(id.Name), p with { Instance = PatternUuid.MaxInstance });
            instance = $"(SELECT {column}::text FROM {name} WHERE {column} BETWEEN '{p}'::uuid AND '{last}'::uuid ORDER BY {column} DESC LIMIT 1)";
        }
        var keys = IntegerKeys(table);
        var highest = string.Concat(keys.Select(k => $", (SELECT max({QualifiedName.Quote(k.Name)})::text FROM {name})"));
        // Only a table without any such key has its rows counted: that reads the whole table.
        var count = prefix is null && keys.Count == 0 ? $"(SELECT count(*)::text FROM {name})" : "NULL::text";
        return $"SELECT EXISTS (SELECT FROM {name}), {instance}, {count}{highest}";
    }

    static TableState Interpret(Table table, NpgsqlDataReader reader)
    {
        var hasRows = reader.GetBoolean(0);
        var keys = IntegerKeys(table);
        var highest = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!reader.IsDBNull(3 + i))
                highest[keys[i].Name] = long.Parse(reader.GetString(3 + i), CultureInfo.InvariantCulture);
        }
        var instance = !reader.IsDBNull(1) && PatternUuid.Parse(Guid.Parse(reader.GetString(1))) is { } found ? found.Instance
            : !reader.IsDBNull(2) ? long.Parse(reader.GetString(2), CultureInfo.InvariantCulture)
            : highest.Count > 0 && UuidKeys.Find(table) is null ? Math.Max(0, highest.Values.First())
            : 0;
        return new TableState(hasRows, instance, highest);
    }

    /// <summary>Integer columns that are a whole primary or unique key and no foreign key.</summary>
    public static IReadOnlyList<Column> IntegerKeys(Table table) =>
        [.. table.UniqueKeys.Where(k => k.IsPlain && k.Columns.Count == 1).Select(k => table.GetColumn(k.Columns[0]))
            .Where(c => c.Type.Underlying.Name.Name is "int2" or "int4" or "int8" && !table.ForeignKeys.Any(f => f.Columns.Contains(c.Name)))
            .Distinct()];
}

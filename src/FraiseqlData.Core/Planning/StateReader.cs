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
    /// <param name="scopes">By table: the instances that count.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<IReadOnlyDictionary<QualifiedName, TableState>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Table> tables, Func<Table, InstanceScope> scopes, CancellationToken cancellationToken)
    {
        var states = tables.ToDictionary(t => t.Name, _ => TableState.Empty);
        var readable = tables.Where(t => t.CanSelect).ToList();
        if (readable.Count == 0)
            return states;

        using var batch = new NpgsqlBatch(connection);
        foreach (var table in readable)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Query(table, scopes(table))));
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

    static string Query(Table table, InstanceScope scope)
    {
        var name = table.RowsSql;
        var keys = IntegerKeys(table);
        var highest = string.Concat(keys.Select(k => $", (SELECT max({QualifiedName.Quote(k.Name)})::text FROM {name})"));
        // Only a table without any such key has its rows counted: that reads the whole table.
        var count = scope.TableCode is null && keys.Count == 0 ? $"(SELECT count(*)::text FROM {name})" : "NULL::text";
        return $"SELECT EXISTS (SELECT FROM {name}), ({InstanceQuery.Of(table, scope)})::text, {count}{highest}";
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
        var instance = !reader.IsDBNull(1) ? long.Parse(reader.GetString(1), CultureInfo.InvariantCulture)
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

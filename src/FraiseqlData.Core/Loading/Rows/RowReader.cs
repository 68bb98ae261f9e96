using System.Text;
using FraiseqlData.Connections;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Reads rows as text, any number of queries in one round trip.</summary>
static class RowReader
{
    /// <summary>Runs the queries on a connection whose transaction has the session settings.</summary>
    /// <returns>By query: the rows.</returns>
    public static Task<List<string?[]>[]> ReadAsync(NpgsqlConnection connection, IReadOnlyList<RowQuery> queries, CancellationToken cancellationToken) =>
        RunAsync(connection, "", queries, "", cancellationToken);

    /// <summary>Runs one query on a session of its own, in a transaction that ends with it.</summary>
    public static async Task<List<string?[]>> ReadAsync(FqConnection target, string table, RowQuery query, CancellationToken cancellationToken)
    {
        var session = await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var sessionEnd = session.ConfigureAwait(false);
        try
        {
            return (await RunAsync(session, "BEGIN READ ONLY;\n" + SessionSettings.ForTransaction, [query], "COMMIT;", cancellationToken).ConfigureAwait(false))[0];
        }
        catch (Exception e) when (ServerErrors.Translate(e, table, target) is { } known)
        {
            throw known;
        }
    }

    /// <summary>The name that the parameters of a query in a list begin with.</summary>
    public static string Prefix(int query) => FormattableString.Invariant($"q{query}_");

    static async Task<List<string?[]>[]> RunAsync(
        NpgsqlConnection connection, string before, IReadOnlyList<RowQuery> queries, string after, CancellationToken cancellationToken)
    {
        if (queries.Count == 0)
            return [];
        // A batch cannot ask for text results, a command of several statements can.
        using var command = new NpgsqlCommand { Connection = connection, AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        var sql = new StringBuilder(before);
        for (var q = 0; q < queries.Count; q++)
        {
            _ = sql.Append(queries[q].Sql).Append(";\n");
            for (var p = 0; p < queries[q].Parameters.Count; p++)
                _ = command.Parameters.Add(new NpgsqlParameter<string?[]>(FormattableString.Invariant($"{Prefix(q)}{p}"), queries[q].Parameters[p]));
        }
        command.CommandText = sql.Append(after).ToString();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        var results = new List<string?[]>[queries.Count];
        for (var q = 0; q < queries.Count; q++)
        {
            results[q] = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                results[q].Add(ReadRow(reader));
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return results;
    }

    static string?[] ReadRow(NpgsqlDataReader reader)
    {
        var row = new string?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
            row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
        return row;
    }
}

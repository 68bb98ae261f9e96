using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Counts the NULLs in NOT NULL columns, those of NOT NULL domains among them.</summary>
public sealed class NullCheck : ICheck
{
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table)
    {
        var columns = table.Columns.Where(c => c.NotNull).ToList();
        if (columns.Count == 0)
            return [];
        // IS NULL is also true for a composite value all of whose fields are NULL.
        var counts = columns.Select(c => $"count(*) FILTER (WHERE {Sql.Quote(c.Name)} IS NOT DISTINCT FROM NULL)");
        await using var command = new NpgsqlCommand($"SELECT {string.Join(", ", counts)} FROM {Sql.From(table)}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        _ = await reader.ReadAsync();
        return [.. columns.Where((_, i) => reader.GetInt64(i) > 0).Select((c, i) => $"NOT NULL column {c.Name} holds NULLs")];
    }
}

using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Compares each sequence's next value with the keys that are there: the next INSERT must not collide.</summary>
public sealed class SequenceCheck : ICheck
{
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table)
    {
        var findings = new List<string>();
        foreach (var column in table.Columns.Where(c => c.Sequence is { Cycles: false }))
        {
            var sequence = column.Sequence!;
            var (beyond, worst) = sequence.Increment > 0 ? ("<=", "max") : (">=", "min");
            await using var command = new NpgsqlCommand(
                $"""
                SELECT q.next, q.worst
                FROM (SELECT CASE WHEN s.is_called THEN s.last_value::numeric + ({sequence.Increment}) ELSE s.last_value END AS next,
                             (SELECT {worst}({Sql.Quote(column.Name)})::numeric FROM {Sql.From(table)}) AS worst
                      FROM {sequence.Name.ToSql()} s) q
                WHERE q.next {beyond} q.worst
                """,
                connection);
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync())
                findings.Add($"sequence {sequence.Name} gives {reader.GetDecimal(0)} next, but {column.Name} has reached {reader.GetDecimal(1)}");
        }
        return findings;
    }
}

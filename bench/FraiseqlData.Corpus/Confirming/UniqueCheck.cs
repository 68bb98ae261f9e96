using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Builds the table's indexes anew: the server then compares all keys again, those of unique indexes and of exclusion constraints.</summary>
public sealed class UniqueCheck : ICheck
{
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table)
    {
        try
        {
            // Partitioned tables are refused inside a transaction.
            await using var command = new NpgsqlCommand($"REINDEX TABLE {table.Name.ToSql()}", connection);
            _ = await command.ExecuteNonQueryAsync();
            return [];
        }
        catch (PostgresException e)
        {
            return [$"a unique key or exclusion does not hold: {RolledBack.Text(e)}"];
        }
    }
}

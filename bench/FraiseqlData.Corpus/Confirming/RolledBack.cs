using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Statements whose effect nobody sees.</summary>
static class RolledBack
{
    /// <summary>Runs statements in one transaction and rolls them back.</summary>
    /// <returns>The server's refusal, or null.</returns>
    public static async Task<string?> RunAsync(NpgsqlConnection connection, params IEnumerable<string> statements)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            foreach (var statement in statements)
            {
                await using var command = new NpgsqlCommand(statement, connection, transaction);
                _ = await command.ExecuteNonQueryAsync();
            }
            return null;
        }
        catch (PostgresException e)
        {
            return Text(e);
        }
    }

    /// <summary>The server's error in one line.</summary>
    public static string Text(PostgresException e) => (e.Detail is null ? e.MessageText : $"{e.MessageText} ({e.Detail})").ReplaceLineEndings(" ");
}

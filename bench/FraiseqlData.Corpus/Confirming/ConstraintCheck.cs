using FraiseqlData.Schema;
using Npgsql;
using NpgsqlTypes;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Drops each CHECK and foreign key and adds it again, so that the server tests every row anew.</summary>
/// <remarks>VALIDATE would do nothing: the constraints count as valid already.</remarks>
public sealed class ConstraintCheck : ICheck
{
    // Deparsed with every schema in the text, so that it means the same under the database's own search path.
    const string Definitions = """
        SELECT c.conname, pg_get_constraintdef(c.oid)
        FROM pg_constraint c
        WHERE c.conrelid = $1 AND c.contype IN ('c', 'f') AND c.conislocal AND c.coninhcount = 0
        ORDER BY c.contype, c.conname
        """;

    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table)
    {
        var findings = new List<string>();
        foreach (var (name, definition) in await ReadAsync(connection, table))
        {
            var refusal = await RolledBack.RunAsync(
                connection,
                $"ALTER TABLE {table.Name.ToSql()} DROP CONSTRAINT {Sql.Quote(name)} CASCADE",
                $"ALTER TABLE {table.Name.ToSql()} ADD CONSTRAINT {Sql.Quote(name)} {definition}");
            if (refusal is not null)
                findings.Add($"constraint \"{name}\" does not hold: {refusal}");
        }
        return findings;
    }

    static async Task<List<(string Name, string Definition)>> ReadAsync(NpgsqlConnection connection, Table table)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var path = new NpgsqlCommand("SET LOCAL search_path = pg_catalog", connection, transaction);
        _ = await path.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(Definitions, connection, transaction) { Parameters = { new() { Value = table.Oid, NpgsqlDbType = NpgsqlDbType.Oid } } };
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, string)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), Enforceable(reader.GetString(1))));
        return found;
    }

    /// <summary>Without NOT VALID, under which the server would look at no row.</summary>
    static string Enforceable(string definition) => definition.EndsWith(" NOT VALID", StringComparison.Ordinal) ? definition[..^" NOT VALID".Length] : definition;
}

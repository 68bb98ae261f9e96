using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Sends every value of a built type through its text form and back, which checks domains, enums and what lies inside arrays and rows.</summary>
public sealed class TypeCheck : ICheck
{
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, Table table)
    {
        var findings = new List<string>();
        foreach (var column in table.Columns.Where(c => c.Type.Kind != PgTypeKind.Base))
        {
            var refusal = await RolledBack.RunAsync(connection, $"SELECT count({Sql.Quote(column.Name)}::text::{column.SqlType}) FROM {Sql.From(table)}");
            if (refusal is not null)
                findings.Add($"column {column.Name} holds what {column.SqlType} refuses: {refusal}");
        }
        return findings;
    }
}

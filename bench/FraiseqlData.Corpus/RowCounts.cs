using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus;

/// <summary>How many rows each table holds, its own only (a partitioned table: its partitions'; one whose trigger may put rows into its heirs: theirs too).</summary>
public sealed class RowCounts
{
    readonly Dictionary<QualifiedName, long> _counts = [];

    /// <summary>Counts every table's rows.</summary>
    public static async Task<RowCounts> ReadAsync(NpgsqlDataSource source, DatabaseSchema schema)
    {
        var counts = new RowCounts();
        await using var connection = await source.OpenConnectionAsync();
        foreach (var table in schema.Tables.Where(t => t.IsFillable))
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM {(table.Triggers.Any(t => t is { IsEnabled: true, IsBefore: true, IsRow: true }) ? table.Name.ToSql() : Sql.From(table))}", connection);
            counts._counts[table.Name] = (long)(await command.ExecuteScalarAsync())!;
        }
        return counts;
    }

    /// <summary>A table's rows.</summary>
    public long Of(Table table) => _counts[table.Name];
}

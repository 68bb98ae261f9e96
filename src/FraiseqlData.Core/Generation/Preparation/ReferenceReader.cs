using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Reads the rows that overrides refer to and that were in the database before.</summary>
static class ReferenceReader
{
    const int MostParents = 100_000;

    /// <summary>Adds the rows to the parents that were read. A table whose reference finds no row is unfilled.</summary>
    public static async Task ReadAsync(
        NpgsqlConnection connection, ResolvedPlan plan, Dictionary<string, IReadOnlyList<string?[]>> parents, Unfilled unfilled, CancellationToken cancellationToken)
    {
        foreach (var table in plan.Tables)
        {
            foreach (var segment in table.Segments)
            {
                foreach (var (column, value) in segment.Overrides)
                {
                    if (value is not ReferenceOverride reference)
                        continue;
                    var target = ReferenceTarget.Find(plan, table.Table, column, reference);
                    if (!reference.IsExisting && table.References.First(r => r.Key == target.Key).Source != ParentSource.Existing)
                        continue;
                    var parent = plan.Schema.Get(target.Key.ReferencedTable);
                    var filter = new RowFilter(table.Table, column, parent, reference.Where);
                    var rows = await ReadAsync(connection, table.Table, column, parent, target.Key, filter, reference, cancellationToken).ConfigureAwait(false);
                    parents[ReferenceCompiler.ParentName(target.Key, segment)] = rows;
                    if (rows.Count == 0)
                        unfilled.Add(new Obstacle(table.Table, ReferenceCompiler.Empty(table.Table, column, parent, filter, target.EntryKey)));
                }
            }
        }
    }

    static async Task<IReadOnlyList<string?[]>> ReadAsync(
        NpgsqlConnection connection, Table table, string column, Table parent, ForeignKey key, RowFilter filter, ReferenceOverride reference, CancellationToken cancellationToken)
    {
        var columns = key.ReferencedColumns.Select(c => "p." + QualifiedName.Quote(c)).ToList();
        IEnumerable<string> selected = reference.WeightColumn is { } weight ? columns.Append("p." + QualifiedName.Quote(RowFilter.Find(table, column, parent, weight).Name)) : columns;
        var parameters = new List<string>();
        var where = string.Join(" AND ", columns.Select(c => c + " IS NOT NULL").Append(filter.ToSql("p", parameters)));
        // Ordered, so that the same database gives the same parents.
        using var command = new NpgsqlCommand(
            FormattableString.Invariant($"SELECT {string.Join(", ", selected.Select(c => c + "::text"))} FROM {parent.Name.ToSql()} AS p WHERE {where} ORDER BY {string.Join(", ", columns)} LIMIT {MostParents}"),
            connection);
        foreach (var parameter in parameters)
            _ = command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }
}

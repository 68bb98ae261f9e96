using System.Globalization;
using System.Text;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Reads the keys of parents that are in the database already. One round trip. A child that finds none is unfilled.</summary>
static class ParentReader
{
    /// <summary>How many existing parents serve a key, unless a unique key needs more.</summary>
    const int EnoughParents = 10_000;

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string?[]>>> ReadAsync(
        NpgsqlConnection connection, ResolvedPlan plan, CheckedBaseline? baseline, Unfilled unfilled, CancellationToken cancellationToken)
    {
        var keys = plan.Tables.SelectMany(t => t.References.Where(r => r.Source == ParentSource.Existing || r.IncludesExisting).Select(r => (Table: t, r.Key))).ToList();
        var parents = new Dictionary<string, IReadOnlyList<string?[]>>();
        if (keys.Count == 0)
            return parents;
        var paths = new AncestorPaths(plan);
        using var batch = new NpgsqlBatch(connection);
        foreach (var (table, key) in keys)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Query(paths, plan.Schema.Get(key.ReferencedTable), table, key, baseline?.Find(key.ReferencedTable))));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        foreach (var (table, key) in keys)
        {
            var rows = new List<string?[]>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
            if (rows.Count == 0)
                unfilled.Add(new Obstacle(table.Table, PlanErrors.ParentMissing(table.Table, key, "none of its rows has all columns of the key")));
            parents[Compilation.ParentName(key)] = rows;
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return parents;
    }

    static string Query(AncestorPaths paths, Table parent, ResolvedTable child, ForeignKey key, CheckedBaselineTable? baseline)
    {
        var columns = key.ReferencedColumns.Select(c => "p." + QualifiedName.Quote(c)).ToList();
        var unique = child.Table.UniqueKeys.Any(u => key.Columns.Any(u.Columns.Contains));
        var limit = unique ? Math.Max(EnoughParents, child.Count + child.RowsToTellApart) : EnoughParents;
        limit = child.Segments.Select(s => s.Shares?.Key == key ? s.Shares.Existing?.Count ?? 0L : 0).Append(limit).Max();
        // Ordered, so that the same database gives the same parents.
        var (ancestors, joins) = Ancestors(paths.Behind(key));
        var told = Groups.ToldColumns.Of(parent, child.Table).Select(c => "p." + QualifiedName.Quote(c.Name));
        return $"SELECT {string.Join(", ", columns.Concat(ancestors).Concat(told).Select(c => c + "::text"))} FROM {parent.RowsSql} AS p{joins} "
            + $"WHERE {string.Join(" AND ", columns.Select(c => c + " IS NOT NULL"))}{(baseline is null ? "" : $" AND {baseline.IsBaseline("p")}")} ORDER BY {string.Join(", ", columns)} LIMIT {limit}";
    }

    /// <summary>The columns that hold the keys of shared ancestors, in the order of the paths, and the joins that lead to them.</summary>
    static (IReadOnlyList<string> Columns, string Joins) Ancestors(IReadOnlyList<IReadOnlyList<ForeignKey>> paths)
    {
        var (columns, joins) = (new List<string>(), new StringBuilder());
        var number = 0;
        foreach (var path in paths)
        {
            var from = "p";
            foreach (var (hop, next) in path.Skip(1).Zip(path.Skip(2)))
            {
                var alias = string.Create(CultureInfo.InvariantCulture, $"a{++number}");
                var on = hop.Columns.Zip(hop.ReferencedColumns, (c, r) => $"{from}.{QualifiedName.Quote(c)} = {alias}.{QualifiedName.Quote(r)}");
                _ = joins.Append(CultureInfo.InvariantCulture, $" LEFT JOIN {next.Table.ToSql()} AS {alias} ON {string.Join(" AND ", on)}");
                from = alias;
            }
            columns.AddRange(path[^1].Columns.Select(c => $"{from}.{QualifiedName.Quote(c)}"));
        }
        return (columns, joins.ToString());
    }
}

using System.Collections.Immutable;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Generation;

/// <summary>Reads values of types that are not known here out of rows that the database has already. No round trip where there is no such type.</summary>
static class SampleReader
{
    const int RowsPerColumn = 1000;
    const int ColumnsPerType = 10;

    /// <summary>By type: its values as text, ordered; types of which there is none are missing.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(NpgsqlConnection connection, ResolvedPlan plan, CancellationToken cancellationToken)
    {
        var catalog = new SourceCatalog(new SourceOptions());
        var types = from table in plan.Tables
                    from column in table.Table.Columns
                    where !column.IsGenerated
                    from type in PgTypes.Inside(column.Type)
                    where type.Kind == PgTypeKind.Base
                    select (table.Table, Column: column, Type: type);
        var unknown = types.DistinctBy(t => t.Type.Oid).Where(t => !catalog.IsKnown(t.Table, t.Column, t.Type))
            .Select(t => (t.Type, Query: Query(plan.Schema, t.Type))).Where(t => t.Query is not null).ToList();
        if (unknown.Count == 0)
            return ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

        using var batch = new NpgsqlBatch(connection);
        foreach (var (_, query) in unknown)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query!));
        var samples = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        foreach (var (type, _) in unknown)
        {
            var values = new List<string>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                values.Add(reader.GetString(0));
            if (values.Count > 0)
                samples[type.Name.ToString()] = values;
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return samples;
    }

    /// <summary>The values in the first rows of all columns of the type, or null where there is no such column.</summary>
    static string? Query(DatabaseSchema schema, PgType type)
    {
        var columns = schema.Tables.Where(t => t is { IsFillable: true, CanSelect: true, Partition: null })
            .SelectMany(t => t.Columns.Where(c => c.Type.Underlying.Oid == type.Oid).Select(c => (Table: t.Name.ToSql(), Column: QualifiedName.Quote(c.Name))))
            .Take(ColumnsPerType)
            .Select(c => $"(SELECT {c.Column}::text AS v FROM {c.Table} WHERE {c.Column} IS NOT NULL LIMIT {RowsPerColumn})").ToList();
        // Ordered, so that the same values give the same list.
        return columns.Count == 0 ? null : $"SELECT DISTINCT v COLLATE \"C\" FROM ({string.Join(" UNION ALL ", columns)}) AS s ORDER BY 1";
    }
}

using FraiseqlData.Connections;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData;

/// <summary>What belongs to FraiseQL: the Trinity pattern.</summary>
public static partial class SeedEngine
{
    /// <summary>Holds tables to the Trinity pattern: <c>pk_&lt;entity&gt;</c>, <c>id</c>, <c>identifier</c>. Reads the structure only.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="patterns">Table names, with wildcards and a schema if wanted. One that is named is held to the pattern in any case; of those that a wildcard matches, those that mean to follow it.</param>
    /// <param name="schemas">The schemas in which patterns without one are looked for; empty for all.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="FraiseqlDataException"><c>FqTableNotFound</c>, <c>FqTableAmbiguous</c>, <c>FqTableNotFillable</c>, <c>FqSchemaNotFound</c>.</exception>
    public static async Task<TrinityReport> ReviewTrinityAsync(
        FqConnection connection, IReadOnlyList<string> patterns, IReadOnlyList<string> schemas, CancellationToken cancellationToken = default)
    {
        var schema = await SchemaReader.ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        var selector = new TableSelector(schema, schemas);
        var (tables, others) = (new List<Table>(), new List<Table>());
        foreach (var pattern in patterns.Select(TablePattern.Parse))
        {
            if (selector.FindExact(pattern) is { } named)
            {
                tables.Add(named.IsFillable ? named : throw PlanErrors.NotFillable(named, WildcardRules.KindInWords(named.Kind)));
                continue;
            }
            var matched = selector.Matching(pattern).ToList();
            if (matched.Count == 0)
                throw selector.NotFound(pattern);
            tables.AddRange(matched.Where(TrinityReview.MeansTo));
            others.AddRange(matched.Where(t => t.IsFillable && !TrinityReview.MeansTo(t)));
        }
        List<Table> judged = [.. tables.Distinct()];
        return new TrinityReport(judged, Array.AsReadOnly([.. others.Distinct().Except(judged)]), Array.AsReadOnly([.. judged.SelectMany(t => TrinityReview.Of(schema, t))]));
    }
}

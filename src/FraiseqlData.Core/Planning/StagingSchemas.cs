using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Finds schemas in which rows wait for their tables: <c>staging</c> and <c>prep_seed</c> where they have tables of the same names as another schema,
/// and the one that the user names.
/// </summary>
static class StagingSchemas
{
    /// <summary>The names that are looked for, in this order.</summary>
    public static IReadOnlyList<string> Known { get; } = ["staging", "prep_seed"];

    /// <summary>The staging schemas of a database.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="named">The one that the user names, or null.</param>
    public static IReadOnlySet<string> Of(DatabaseSchema schema, string? named)
    {
        var found = Known.Where(k => schema.Tables.Any(t => t.Name.Schema == k)).ToHashSet(StringComparer.Ordinal);
        var outside = schema.Tables.Where(t => t.IsFillable && !found.Contains(t.Name.Schema)).Select(t => t.Name.Name).ToHashSet(StringComparer.Ordinal);
        var staging = found.Where(k => schema.Tables.Any(t => t.Name.Schema == k && t.IsFillable && outside.Contains(t.Name.Name))).ToHashSet(StringComparer.Ordinal);
        if (named is not null)
            _ = staging.Add(named);
        return staging;
    }
}

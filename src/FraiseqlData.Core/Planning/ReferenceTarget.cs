using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>What a reference in an override means: a foreign key, and which rows of its parent table.</summary>
/// <param name="Key">The foreign key.</param>
/// <param name="EntryKey">The key of the entry whose rows are meant, or null for all rows.</param>
sealed record ReferenceTarget(ForeignKey Key, string? EntryKey)
{
    /// <summary>Finds what a reference means.</summary>
    /// <param name="table">The table whose column is overridden.</param>
    /// <param name="column">The column.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="entryKeys">The keys of the plan's entries, with the tables that they select.</param>
    /// <exception cref="FraiseqlDataException"><c>FqReferenceInvalid</c>: the column has no such foreign key.</exception>
    public static ReferenceTarget Find(Table table, string column, ReferenceOverride reference, IReadOnlyList<(string Key, QualifiedName Table)> entryKeys)
    {
        var keys = table.ForeignKeys.Where(k => k.IsEnforced && k.Columns.Contains(column)).ToList();
        if (keys.Find(k => TablePattern.Parse(reference.Target).Matches(k.ReferencedTable)) is { } direct)
            return new ReferenceTarget(direct, null);
        var entries = entryKeys.Where(e => string.Equals(e.Key, reference.Target, StringComparison.OrdinalIgnoreCase)).ToList();
        if (keys.Find(k => entries.Exists(e => e.Table == k.ReferencedTable)) is { } named)
            return new ReferenceTarget(named, reference.Target);
        var known = keys.Select(k => k.ReferencedTable.Name).Concat(entryKeys.Where(e => keys.Exists(k => k.ReferencedTable == e.Table)).Select(e => e.Key)).Distinct().ToList();
        throw PlanErrors.ReferenceInvalid(
            table, column,
            keys.Count == 0 ? "it is no column of a foreign key." : $"its foreign keys do not refer to '{reference.Target}'.{NearestNames.DidYouMean(NearestNames.Of(reference.Target, known))}",
            keys.Count == 0 ? "Give a value, a list, a generator or a script block." : $"Name one of {string.Join(", ", known)}.");
    }

    /// <summary>Finds what a reference means in a resolved plan.</summary>
    public static ReferenceTarget Find(ResolvedPlan plan, Table table, string column, ReferenceOverride reference) =>
        Find(table, column, reference, [.. plan.Tables.SelectMany(t => t.Segments.Where(s => s.Key is not null).Select(s => (s.Key!, t.Table.Name)))]);

    /// <summary>Whether an override leaves a foreign key to the engine: it only says which parents.</summary>
    public static bool IsPick(ColumnOverride value) => value is ReferenceOverride { IsExisting: false };
}

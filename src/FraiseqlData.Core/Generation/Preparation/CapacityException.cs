using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>A unique key has not enough different values for the rows that are wanted.</summary>
sealed class CapacityException(Table table, string key, long wanted, decimal capacity) : Exception($"{table.Name}: {key}")
{
    public Table Table { get; } = table;

    public string Key { get; } = key;

    public long Wanted { get; } = wanted;

    public decimal Capacity { get; } = capacity;
}

/// <summary>Lowers the counts of tables that nobody named: "so many in every table" means as many as fit.</summary>
static class CountLimit
{
    /// <summary>Whether the table's rows come from wildcards only, or were added as parents.</summary>
    public static bool Applies(ResolvedPlan plan, CapacityException limit) =>
        plan.Find(limit.Table.Name) is { } table && (table.IsAddedParent || table.Segments.All(s => s.IsWildcard));

    /// <summary>The plan with no more rows in the table than fit, and a warning.</summary>
    public static ResolvedPlan Lower(ResolvedPlan plan, CapacityException limit)
    {
        var count = (long)limit.Capacity;
        return plan.With(
            tables: [.. plan.Tables.Select(t => t.Table.Name == limit.Table.Name ? t.WithCount(count, $"as many as the unique key \"{limit.Key}\" allows") : t)],
            warnings: [.. plan.Warnings.Where(w => !w.StartsWith(Subject(limit), StringComparison.Ordinal)), $"{Subject(limit)} {count} rows: its unique key \"{limit.Key}\" allows no more."]);
    }

    static string Subject(CapacityException limit) => $"{limit.Table.Name} gets only";
}

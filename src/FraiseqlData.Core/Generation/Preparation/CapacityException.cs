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
    /// <summary>Whether the table's rows come from wildcards only, or were added as parents, and at least one row fits.</summary>
    public static bool CanLower(ResolvedPlan plan, CapacityException limit) =>
        limit.Capacity >= 1 && plan.Find(limit.Table.Name) is { } table && (table.IsAddedParent || table.Segments.All(s => s.IsWildcard));

    /// <summary>The plan with no more rows in the table than fit, and a warning.</summary>
    public static ResolvedPlan Lower(ResolvedPlan plan, CapacityException limit)
    {
        var count = (long)limit.Capacity;
        return new ResolvedPlan
        {
            Plan = plan.Plan,
            Schema = plan.Schema,
            LeftOut = plan.LeftOut,
            Warnings = [.. plan.Warnings, $"{limit.Table.Name} gets {count} rows instead of {limit.Wanted}: its unique key \"{limit.Key}\" allows no more."],
            Tables = [.. plan.Tables.Select(t => t.Table.Name == limit.Table.Name ? t.WithCount(count, $"{t.Reason}; limited by the unique key \"{limit.Key}\"") : t)],
        };
    }
}

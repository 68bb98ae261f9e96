using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Decides where the rows of a partitioned table are put: into the table itself, or, where partitions have constraints of their own that a row
/// must meet once it is known to go there, into each of these.
/// </summary>
static class PartitionTargets
{
    /// <summary>The tables to fill for a table of an entry.</summary>
    public static IReadOnlyList<Table> Of(DatabaseSchema schema, Table table, PlanEntry entry)
    {
        var leaves = Leaves(schema, table).Where(l => l is { IsFillable: true, CanInsert: true }).ToList();
        if (leaves.Count == 0 || !leaves.Exists(l => HasOwnRules(table, l)) || !CanSplit(schema, table, entry, leaves))
            return [table];
        return leaves;
    }

    /// <summary>The share of one of several tables in a number of things: as even as can be, the first ones one more.</summary>
    public static (long First, long Count) Share(long all, long part, long parts)
    {
        var (each, rest) = Math.DivRem(all, parts);
        return (each * part + Math.Min(part, rest), each + (part < rest ? 1 : 0));
    }

    static IEnumerable<Table> Leaves(DatabaseSchema schema, Table table) =>
        schema.Tables.Where(t => t.Partition?.Parent == table.Name).SelectMany(t => t.PartitionKey is null ? [t] : Leaves(schema, t));

    /// <summary>Whether a partition asks more of a row than the table above it does.</summary>
    static bool HasOwnRules(Table table, Table leaf) =>
        leaf.ForeignKeys.Any(k => k.IsEnforced && !table.ForeignKeys.Any(o => o.ReferencedTable == k.ReferencedTable && o.Columns.SequenceEqual(k.Columns)))
        || leaf.Checks.Any(c => c.IsEnforced && !table.Checks.Any(o => o.Expression == c.Expression))
        || leaf.UniqueKeys.Any(u => !table.UniqueKeys.Any(o => o.Columns.ToHashSet(StringComparer.Ordinal).SetEquals(u.Columns) && o.Predicate == u.Predicate))
        || leaf.Exclusions.Count > table.Exclusions.Count
        || leaf.Columns.Any(c => c.NotNull && table.FindColumn(c.Name) is { NotNull: false });

    /// <summary>Whether the rows can be dealt out: nobody else says where they go, refers to them, or gives them keys.</summary>
    static bool CanSplit(DatabaseSchema schema, Table table, PlanEntry entry, IReadOnlyList<Table> leaves) =>
        !entry.Overrides.Keys.Any(o => table.PartitionKey!.Parts.Any(p => p.Column is null || string.Equals(p.Column, o, StringComparison.OrdinalIgnoreCase)))
        && !schema.Tables.Any(t => t.ForeignKeys.Any(k => k.ReferencedTable == table.Name))
        && table.Columns.All(c => c.Sequence is null || leaves.All(l => l.FindColumn(c.Name)?.Sequence?.Name == c.Sequence.Name));
}

using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>What the bounds of existing partitions demand of a row, as a check like any other.</summary>
static class PartitionBounds
{
    /// <summary>The check that a row lies in one of the table's partitions, or in its own bound where the table is a partition; null for none.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqPartitionMissing</c>: a partitioned table has no partition, so nothing can be put into it.</exception>
    public static CheckConstraint? Of(DatabaseSchema schema, Table table)
    {
        var conditions = table.Kind == RelationKind.PartitionedTable
            ? Leaves(schema, table).Select(leaf => leaf.Partition!.Constraint).ToList()
            : [table.Partition?.Constraint];
        if (conditions.Count == 0)
        {
            throw new FraiseqlDataException(
                "FqPartitionMissing", ErrorKind.InvalidOperation, $"Nothing can be put into {table.Name}: it is partitioned and has no partition.",
                $"CREATE TABLE ... PARTITION OF {table.Name.ToSql()} ..., or leave the table out (-Exclude).", table.Name);
        }
        // A partition without a condition takes every row.
        return conditions.Contains(null)
            ? null
            : new CheckConstraint { Name = $"{table.Name.Name}'s partitions", Expression = string.Join(" OR ", conditions.Select(c => $"({c})")) };
    }

    /// <summary>The partitions that hold rows, at any depth. Each bears the bounds of those above it in its own condition.</summary>
    static IEnumerable<Table> Leaves(DatabaseSchema schema, Table table) =>
        schema.Tables.Where(t => t.Partition?.Parent == table.Name)
            .SelectMany(t => t.Kind == RelationKind.PartitionedTable ? Leaves(schema, t) : [t]);
}

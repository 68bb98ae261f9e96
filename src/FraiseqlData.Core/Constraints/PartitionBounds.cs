using System.Globalization;
using System.Text.RegularExpressions;
using FraiseqlData.Errors;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>What the bounds of existing partitions demand of a row, as a check like any other.</summary>
static partial class PartitionBounds
{
    /// <summary>The check that a row lies in one of the table's partitions, or in its own bound where the table is a partition; null for none.</summary>
    /// <param name="schema">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="creates">Whether a partition that takes every row is made where there is none.</param>
    /// <exception cref="FraiseqlDataException"><c>FqPartitionMissing</c>: a partitioned table has no partition, so nothing can be put into it.</exception>
    public static CheckConstraint? Of(DatabaseSchema schema, Table table, bool creates)
    {
        var empty = WithoutLeaves(schema, table);
        if (empty is not null && !(creates && empty.IsOwner))
        {
            throw new FraiseqlDataException(
                "FqPartitionMissing", ErrorKind.InvalidOperation,
                $"Nothing can be put into {table.Name}: {(empty == table ? "it" : $"its only partition {empty.Name}")} is partitioned and has no partition{(creates ? ", and only its owner may make one" : "")}.",
                creates
                    ? "Connect as the owner, or leave the table out (-Exclude)."
                    : $"-CreatePartition makes one that takes every row; or CREATE TABLE ... PARTITION OF {empty.Name.ToSql()} ..., or leave the table out (-Exclude).",
                table.Name);
        }
        if (IsWholeHash(schema, table))
            return null;
        List<string?> conditions = empty is not null ? [empty.Partition?.Constraint]
            : table.Kind == RelationKind.PartitionedTable ? [.. Leaves(schema, table).Select(leaf => leaf.Partition!.Constraint)]
            : [table.Partition?.Constraint];
        // A partition without a condition takes every row.
        return conditions.Contains(null)
            ? null
            : new CheckConstraint { Name = $"{table.Name.Name}'s partitions", Expression = string.Join(" OR ", conditions.Select(c => $"({c})")) };
    }

    /// <summary>Whether partitions by hash take every row between them: each takes its share, and the shares make one.</summary>
    static bool IsWholeHash(DatabaseSchema schema, Table table)
    {
        if (table is not { PartitionKey.Strategy: PartitionStrategy.Hash, Partition: null })
            return false;
        var partitions = schema.Tables.Where(t => t.Partition?.Parent == table.Name).ToList();
        var shares = partitions.Select(p => Modulus().Match(p.Partition!.Bound)).Where(m => m.Success)
            .Select(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        // Every modulus is a factor of the next larger one, so the largest counts in all of them.
        return partitions.TrueForAll(p => p.PartitionKey is null) && shares.Count > 0 && shares.Sum(s => shares.Max() / s) == shares.Max();
    }

    [GeneratedRegex(@"\bmodulus (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Modulus();

    /// <summary>The partitioned table that needs a partition before a row can be put into a table: itself or one below it; null for none.</summary>
    public static Table? WithoutLeaves(DatabaseSchema schema, Table table)
    {
        if (table.Kind != RelationKind.PartitionedTable || Leaves(schema, table).Any())
            return null;
        return schema.PartitionsOf(table).FirstOrDefault() is { } partition ? WithoutLeaves(schema, partition) : table;
    }

    /// <summary>The partitions that hold rows, at any depth. Each bears the bounds of those above it in its own condition.</summary>
    static IEnumerable<Table> Leaves(DatabaseSchema schema, Table table) =>
        schema.PartitionsOf(table)
            .SelectMany(t => t.Kind == RelationKind.PartitionedTable ? Leaves(schema, t) : [t]);
}

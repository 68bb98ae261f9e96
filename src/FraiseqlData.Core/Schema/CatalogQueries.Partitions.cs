namespace FraiseqlData.Schema;

/// <summary>A relation below another; <c>Bound</c> is null where it inherits and is no partition.</summary>
sealed record ParentRow(uint Relation, uint Parent, bool IsPartition, string? Bound, string? Constraint);

/// <summary>A partition key; a position of 0 is the next of the expressions, which are one list as deparsed.</summary>
sealed record PartitionKeyRow(uint Relation, char Strategy, short[] Positions, string? Expressions);

static partial class CatalogQueries
{
    /// <summary>Inheritance and partitioning, by child and order of its parents.</summary>
    public static CatalogQuery<ParentRow> Parents() => new(
        $"""
        SELECT h.inhrelid, h.inhparent, c.relispartition, pg_get_expr(c.relpartbound, c.oid),
            CASE WHEN c.relispartition THEN pg_get_partition_constraintdef(c.oid) END
        FROM pg_inherits h
        JOIN pg_class c ON c.oid = h.inhrelid
        WHERE h.inhrelid IN ({UserRelations})
        ORDER BY h.inhrelid, h.inhseqno
        """,
        r => new(Oid(r, 0), Oid(r, 1), r.GetBoolean(2), Text(r, 3), Text(r, 4)));

    /// <summary>The partition keys.</summary>
    public static CatalogQuery<PartitionKeyRow> PartitionKeys() => new(
        $"""
        SELECT p.partrelid, p.partstrat::text, p.partattrs::int2[], pg_get_expr(p.partexprs, p.partrelid)
        FROM pg_partitioned_table p
        WHERE p.partrelid IN ({UserRelations})
        """,
        r => new(Oid(r, 0), r.GetString(1)[0], Array<short>(r, 2), Text(r, 3)));
}

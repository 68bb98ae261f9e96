namespace FraiseqlData.Schema;

/// <summary>A sequence and a column that depends on it.</summary>
sealed record SequenceRow(
    uint Relation, short Position, bool IsIdentity, string Schema, string Name, long Increment, long MinValue, long MaxValue, long Start,
    bool Cycles, bool IsOwner, bool CanUse, bool CanUpdate);

static partial class CatalogQueries
{
    /// <summary>The sequences that belong to identity columns or are named by a column's default.</summary>
    public static CatalogQuery<SequenceRow> Sequences() => new(
        $"""
        WITH feeds AS (
            SELECT d.objid AS sequence, d.refobjid AS relation, d.refobjsubid::int2 AS position, true AS is_identity
            FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjsubid > 0
            UNION ALL
            SELECT DISTINCT d.refobjid, f.adrelid, f.adnum, false
            FROM pg_attrdef f
            JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass)
        SELECT f.relation, f.position, f.is_identity, n.nspname::text, c.relname::text, s.seqincrement, s.seqmin, s.seqmax, s.seqstart,
            s.seqcycle, pg_has_role(c.relowner, 'USAGE'),
            COALESCE(has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'USAGE, UPDATE'), false),
            COALESCE(has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'UPDATE'), false)
        FROM feeds f
        JOIN pg_class c ON c.oid = f.sequence AND c.relkind = 'S'
        JOIN pg_sequence s ON s.seqrelid = c.oid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE f.relation IN ({UserRelations})
        """,
        r => new(
            Oid(r, 0), r.GetInt16(1), r.GetBoolean(2), r.GetString(3), r.GetString(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7),
            r.GetInt64(8), r.GetBoolean(9), r.GetBoolean(10), r.GetBoolean(11), r.GetBoolean(12)));
}

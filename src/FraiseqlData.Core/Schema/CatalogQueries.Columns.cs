namespace FraiseqlData.Schema;

/// <summary>A column of a relation; <c>Default</c> is a generated column's expression as well.</summary>
sealed record ColumnRow(
    uint Relation, short Position, string Name, uint Type, int TypeModifier, string SqlType, int Dimensions, bool NotNull, string Identity,
    string Generated, string? Default, string? CollationSchema, string? Collation, bool IsCollationDeterministic, string? Comment,
    bool CanInsert, bool CanSelect);

static partial class CatalogQueries
{
    /// <summary>Every column that is not dropped, by relation and position.</summary>
    public static CatalogQuery<ColumnRow> Columns() => new(
        // Privileges are looked up once a relation; column by column only for a role that lacks the relation's.
        $"""
        WITH rel AS MATERIALIZED (
            SELECT c.oid, has_table_privilege(c.oid, 'INSERT') AS can_insert, has_table_privilege(c.oid, 'SELECT') AS can_select
            FROM pg_class c WHERE c.oid IN ({UserRelations}))
        SELECT a.attrelid, a.attnum, a.attname::text, a.atttypid, a.atttypmod, format_type(a.atttypid, a.atttypmod), a.attndims::int4,
            a.attnotnull, a.attidentity::text, a.attgenerated::text, pg_get_expr(d.adbin, d.adrelid),
            CASE WHEN a.attcollation <> t.typcollation THEN cn.nspname::text END,
            CASE WHEN a.attcollation <> t.typcollation THEN co.collname::text END,
            COALESCE(co.collisdeterministic, true), m.description,
            COALESCE(rel.can_insert OR has_column_privilege(rel.oid, a.attnum, 'INSERT'), false),
            COALESCE(rel.can_select OR has_column_privilege(rel.oid, a.attnum, 'SELECT'), false)
        FROM rel
        JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
        LEFT JOIN pg_collation co ON co.oid = a.attcollation
        LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
        LEFT JOIN pg_description m ON m.objoid = a.attrelid AND m.classoid = 'pg_class'::regclass AND m.objsubid = a.attnum
        ORDER BY a.attrelid, a.attnum
        """,
        r => new(
            Oid(r, 0), r.GetInt16(1), r.GetString(2), Oid(r, 3), r.GetInt32(4), r.GetString(5), r.GetInt32(6), r.GetBoolean(7),
            r.GetString(8), r.GetString(9), Text(r, 10), Text(r, 11), Text(r, 12), r.GetBoolean(13), Text(r, 14), r.GetBoolean(15),
            r.GetBoolean(16)));
}

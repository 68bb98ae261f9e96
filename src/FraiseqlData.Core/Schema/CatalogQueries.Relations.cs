namespace FraiseqlData.Schema;

/// <summary>A relation.</summary>
sealed record RelationRow(
    uint Oid, string Schema, string Name, char Kind, bool IsUnlogged, double EstimatedRows, bool IsOwner, bool RowSecurityActive,
    bool CanInsert, bool CanSelect, bool CanUpdate, string? Comment, string? Extension);

static partial class CatalogQueries
{
    /// <summary>Every relation with rows in a user's schema.</summary>
    public static CatalogQuery<RelationRow> Relations() => new(
        $"""
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text, c.relpersistence = 'u', c.reltuples::float8,
            pg_has_role(c.relowner, 'USAGE'), row_security_active(c.oid),
            COALESCE(s.usable AND (has_table_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'INSERT')), false),
            COALESCE(s.usable AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')), false),
            COALESCE(s.usable AND (has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE')), false),
            d.description, e.extname::text
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN (SELECT oid, has_schema_privilege(oid, 'USAGE') AS usable FROM pg_namespace WHERE oid IN ({UserSchemas})) s ON s.oid = n.oid
        LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
        LEFT JOIN pg_depend x ON x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.objsubid = 0 AND x.deptype = 'e'
            AND x.refclassid = 'pg_extension'::regclass
        LEFT JOIN pg_extension e ON e.oid = x.refobjid
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
        """,
        r => new(
            Oid(r, 0), r.GetString(1), r.GetString(2), r.GetString(3)[0], r.GetBoolean(4), r.GetDouble(5), r.GetBoolean(6), r.GetBoolean(7),
            r.GetBoolean(8), r.GetBoolean(9), r.GetBoolean(10), Text(r, 11), Text(r, 12)));
}

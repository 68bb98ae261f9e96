namespace FraiseqlData.Schema;

/// <summary>A type that a column uses, directly or as a part of another type.</summary>
sealed record TypeRow(
    uint Oid, string Schema, string Name, char Kind, char Category, string SqlName, uint BaseType, int BaseTypeModifier, int BaseDimensions,
    bool NotNull, string? Default, bool HasReceive, uint ArrayElement, uint RangeSubtype, uint MultirangeRange, string[] Labels,
    string? Extension);

/// <summary>A field of a composite type.</summary>
sealed record FieldRow(uint Type, string Name, uint FieldType, int TypeModifier);

static partial class CatalogQueries
{
    // An array type is told by its element's typarray: name, point, int2vector and others have a typelem and are no arrays in SQL.
    const string UsedTypes = $"""
        WITH RECURSIVE used (oid) AS (
            SELECT a.atttypid FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN ({UserRelations})
            UNION
            SELECT part.oid FROM used CROSS JOIN LATERAL (
                SELECT t.typbasetype FROM pg_type t WHERE t.oid = used.oid AND t.typtype = 'd'
                UNION ALL SELECT l.oid FROM pg_type t JOIN pg_type l ON l.oid = t.typelem AND l.typarray = t.oid WHERE t.oid = used.oid
                UNION ALL SELECT g.rngsubtype FROM pg_range g WHERE g.rngtypid = used.oid
                UNION ALL SELECT g.rngtypid FROM pg_range g WHERE g.rngmultitypid = used.oid
                UNION ALL SELECT f.atttypid FROM pg_type t
                    JOIN pg_attribute f ON f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
                    WHERE t.oid = used.oid AND t.typtype = 'c') part (oid))
        """;

    /// <summary>Every type that a column uses and all that these are built from.</summary>
    public static CatalogQuery<TypeRow> Types() => new(
        // With NULL for its modifier format_type writes bpchar and bit as SQL types of length 1; -1 avoids that.
        $"""
        {UsedTypes}
        SELECT t.oid, n.nspname::text, t.typname::text, t.typtype::text, t.typcategory::text, format_type(t.oid, -1), t.typbasetype,
            t.typtypmod, t.typndims::int4, t.typnotnull, CASE WHEN t.typtype = 'd' THEN pg_get_expr(t.typdefaultbin, 0) END,
            t.typreceive <> 0, COALESCE(l.oid, 0::oid), COALESCE(g.rngsubtype, 0::oid), COALESCE(mr.rngtypid, 0::oid),
            CASE WHEN t.typtype = 'e'
                THEN ARRAY(SELECT v.enumlabel::text FROM pg_enum v WHERE v.enumtypid = t.oid ORDER BY v.enumsortorder) END,
            e.extname::text
        FROM used
        JOIN pg_type t ON t.oid = used.oid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_type l ON l.oid = t.typelem AND l.typarray = t.oid
        LEFT JOIN pg_range g ON g.rngtypid = t.oid
        LEFT JOIN pg_range mr ON mr.rngmultitypid = t.oid
        LEFT JOIN pg_depend x ON x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e'
            AND x.refclassid = 'pg_extension'::regclass
        LEFT JOIN pg_extension e ON e.oid = x.refobjid
        """,
        r => new(
            Oid(r, 0), r.GetString(1), r.GetString(2), r.GetString(3)[0], r.GetString(4)[0], r.GetString(5), Oid(r, 6), r.GetInt32(7),
            r.GetInt32(8), r.GetBoolean(9), Text(r, 10), r.GetBoolean(11), Oid(r, 12), Oid(r, 13), Oid(r, 14), Array<string>(r, 15),
            Text(r, 16)));

    /// <summary>The fields of every composite type that a column uses, by type and position.</summary>
    public static CatalogQuery<FieldRow> Fields() => new(
        $"""
        {UsedTypes}
        SELECT t.oid, f.attname::text, f.atttypid, f.atttypmod
        FROM used
        JOIN pg_type t ON t.oid = used.oid AND t.typtype = 'c'
        JOIN pg_attribute f ON f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
        ORDER BY t.oid, f.attnum
        """,
        r => new(Oid(r, 0), r.GetString(1), Oid(r, 2), r.GetInt32(3)));
}

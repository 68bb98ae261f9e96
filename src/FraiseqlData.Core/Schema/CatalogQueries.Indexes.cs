namespace FraiseqlData.Schema;

/// <summary>A unique index; where a position is 0, the part is the expression at the same place of <c>Definitions</c>.</summary>
sealed record IndexRow(
    uint Relation, string Name, bool IsPrimary, bool IsConstraint, bool IsDeferrable, bool WithoutOverlaps, bool NullsNotDistinct,
    string? Predicate, short[] Positions, string?[] Definitions);

static partial class CatalogQueries
{
    const string KeyPositions = "(i.indkey::int2[])[0:i.indnkeyatts - 1]";

    // The parts are deparsed one by one, and only where the index has an expression at all.
    const string KeyDefinitions = """
        CASE WHEN i.indexprs IS NOT NULL
            THEN ARRAY(SELECT pg_get_indexdef(i.indexrelid, part, false) FROM generate_series(1, i.indnkeyatts) part) END
        """;

    /// <summary>Every unique index that is enforced: one still being built or found invalid is, once it is ready for inserts.</summary>
    public static CatalogQuery<IndexRow> Indexes(int majorVersion) => new(
        $"""
        SELECT i.indrelid, x.relname::text, i.indisprimary, k.oid IS NOT NULL, COALESCE(k.condeferrable, false),
            {(majorVersion >= 18 ? "COALESCE(k.conperiod, false)" : "false")},
            {(majorVersion >= 15 ? "i.indnullsnotdistinct" : "false")},
            pg_get_expr(i.indpred, i.indrelid), {KeyPositions}, {KeyDefinitions}
        FROM pg_index i
        JOIN pg_class x ON x.oid = i.indexrelid
        LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u')
        WHERE i.indisunique AND i.indisready AND i.indislive AND i.indrelid IN ({UserRelations})
        """,
        r => new(
            Oid(r, 0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3), r.GetBoolean(4), r.GetBoolean(5), r.GetBoolean(6), Text(r, 7),
            Array<short>(r, 8), Array<string?>(r, 9)));
}

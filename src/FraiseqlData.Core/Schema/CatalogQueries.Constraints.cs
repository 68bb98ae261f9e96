namespace FraiseqlData.Schema;

/// <summary>A CHECK of a relation or, with a relation of 0, of a domain.</summary>
sealed record CheckRow(
    uint Relation, uint Domain, string Name, string? Expression, short[] Positions, bool IsValidated, bool IsEnforced, bool NoInherit);

/// <summary>A foreign key, those included that partitioning adds behind the scenes.</summary>
sealed record ForeignKeyRow(
    uint Oid, uint Parent, uint Relation, uint ReferencedRelation, string Name, short[] Positions, short[] ReferencedPositions, char Match,
    bool IsDeferrable, bool IsInitiallyDeferred, bool IsValidated, bool IsEnforced, bool HasPeriod);

/// <summary>An exclusion constraint; positions and definitions as in <see cref="IndexRow"/>.</summary>
sealed record ExclusionRow(
    uint Relation, string Name, string? Predicate, short[] Positions, string?[] Definitions, string[] Operators);

static partial class CatalogQueries
{
    static string Enforced(int majorVersion) => majorVersion >= 18 ? "k.conenforced" : "true";

    /// <summary>The CHECK constraints of relations and domains; 18's NOT NULL constraints are another contype.</summary>
    public static CatalogQuery<CheckRow> Checks(int majorVersion) => new(
        $"""
        SELECT k.conrelid, k.contypid, k.conname::text, pg_get_expr(k.conbin, k.conrelid), k.conkey, k.convalidated,
            {Enforced(majorVersion)}, k.connoinherit
        FROM pg_constraint k
        WHERE k.contype = 'c' AND (k.contypid <> 0 OR k.conrelid IN ({UserRelations}))
        """,
        r => new(
            Oid(r, 0), Oid(r, 1), r.GetString(2), Text(r, 3), Array<short>(r, 4), r.GetBoolean(5), r.GetBoolean(6), r.GetBoolean(7)));

    /// <summary>The foreign keys.</summary>
    public static CatalogQuery<ForeignKeyRow> ForeignKeys(int majorVersion) => new(
        $"""
        SELECT k.oid, k.conparentid, k.conrelid, k.confrelid, k.conname::text, k.conkey, k.confkey, k.confmatchtype::text, k.condeferrable,
            k.condeferred, k.convalidated, {Enforced(majorVersion)}, {(majorVersion >= 18 ? "k.conperiod" : "false")}
        FROM pg_constraint k
        WHERE k.contype = 'f' AND k.conrelid IN ({UserRelations})
        """,
        r => new(
            Oid(r, 0), Oid(r, 1), Oid(r, 2), Oid(r, 3), r.GetString(4), Array<short>(r, 5), Array<short>(r, 6), r.GetString(7)[0],
            r.GetBoolean(8), r.GetBoolean(9), r.GetBoolean(10), r.GetBoolean(11), r.GetBoolean(12)));

    /// <summary>The exclusion constraints.</summary>
    public static CatalogQuery<ExclusionRow> Exclusions() => new(
        $"""
        SELECT k.conrelid, k.conname::text, pg_get_expr(i.indpred, i.indrelid), {KeyPositions}, {KeyDefinitions},
            ARRAY(SELECT o.oprname::text FROM unnest(k.conexclop) WITH ORDINALITY AS x (operator, place)
                JOIN pg_operator o ON o.oid = x.operator ORDER BY x.place)
        FROM pg_constraint k
        JOIN pg_index i ON i.indexrelid = k.conindid
        WHERE k.contype = 'x' AND k.conrelid IN ({UserRelations})
        """,
        r => new(Oid(r, 0), r.GetString(1), Text(r, 2), Array<short>(r, 3), Array<string?>(r, 4), Array<string>(r, 5)));
}

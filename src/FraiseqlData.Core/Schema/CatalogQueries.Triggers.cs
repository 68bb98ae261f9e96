namespace FraiseqlData.Schema;

/// <summary>A trigger on INSERT.</summary>
sealed record TriggerRow(
    uint Relation, string Name, string FunctionSchema, string Function, bool IsBefore, bool IsRow, bool IsEnabled);

/// <summary>A rewrite rule on INSERT.</summary>
sealed record RuleRow(uint Relation, string Name, bool IsInstead, bool IsConditional, bool IsNothing);

static partial class CatalogQueries
{
    /// <summary>The triggers of users that fire on INSERT.</summary>
    public static CatalogQuery<TriggerRow> Triggers() => new(
        // Bits of tgtype: 1 for each row, 2 before, 4 on INSERT. 'O' and 'A' fire in an ordinary session, 'R' and 'D' do not.
        $"""
        SELECT g.tgrelid, g.tgname::text, n.nspname::text, p.proname::text, g.tgtype & 2 <> 0, g.tgtype & 1 <> 0, g.tgenabled IN ('O', 'A')
        FROM pg_trigger g
        JOIN pg_proc p ON p.oid = g.tgfoid
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE NOT g.tgisinternal AND g.tgtype & 4 <> 0 AND g.tgrelid IN ({UserRelations})
        """,
        r => new(Oid(r, 0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetBoolean(4), r.GetBoolean(5), r.GetBoolean(6)));

    /// <summary>The rewrite rules on INSERT that apply in an ordinary session.</summary>
    public static CatalogQuery<RuleRow> Rules() => new(
        // An empty node tree is written as <>; NOTHING is no empty action but a number that differs between versions.
        $"""
        SELECT w.ev_class, w.rulename::text, w.is_instead, w.ev_qual::text <> '<>', pg_get_ruledef(w.oid) LIKE '%DO INSTEAD NOTHING;'
        FROM pg_rewrite w
        WHERE w.ev_type = '3' AND w.ev_enabled IN ('O', 'A') AND w.ev_class IN ({UserRelations})
        """,
        r => new(Oid(r, 0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3), r.GetBoolean(4)));
}

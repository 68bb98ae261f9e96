namespace FraiseqlData.Schema;

/// <summary>A schema's constraint triggers that can wait for the end of a transaction, as SQL.</summary>
sealed record WaitingTriggersRow(string Schema, string Names);

/// <summary>A function that brings a read model up to date.</summary>
/// <param name="Name">The function.</param>
/// <param name="Argument">The type of its first argument, 0 for none.</param>
sealed record SyncFunctionRow(QualifiedName Name, uint Argument);

static partial class CatalogQueries
{
    /// <summary>What the name of a function begins with that brings a read model up to date.</summary>
    public const string SyncFunctionPrefix = "fn_sync_";

    /// <summary>The constraint triggers that can wait; a name that means something else too is left out, since that may not.</summary>
    public static CatalogQuery<WaitingTriggersRow> WaitingTriggers() => new(
        """
        SELECT n.nspname::text, string_agg(format('%I.%I', n.nspname, c.conname), ', ' ORDER BY c.conname)
        FROM (SELECT connamespace, conname FROM pg_constraint GROUP BY connamespace, conname HAVING bool_and(condeferrable AND contype = 't')) AS c
        JOIN pg_namespace AS n ON n.oid = c.connamespace
        GROUP BY n.nspname
        """,
        r => new(r.GetString(0), r.GetString(1)));

    /// <summary>The functions <c>fn_sync_tv_&lt;entity&gt;</c> that the role may call, with one argument at the most that has no default.</summary>
    public static CatalogQuery<SyncFunctionRow> SyncFunctions() => new(
        $"""
        SELECT n.nspname::text, p.proname::text, CASE WHEN p.pronargs = 0 THEN 0::oid ELSE p.proargtypes[0] END
        FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
        WHERE p.prokind = 'f' AND p.pronargs - p.pronargdefaults <= 1 AND starts_with(p.proname::text, '{SyncFunctionPrefix}')
          AND has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE')
        ORDER BY n.nspname, p.proname, p.oid
        """,
        r => new(new(r.GetString(0), r.GetString(1)), Oid(r, 2)));
}

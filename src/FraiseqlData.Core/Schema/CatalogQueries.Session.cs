namespace FraiseqlData.Schema;

/// <summary>What is read of the session before its settings change.</summary>
sealed record SessionRow(string Database, int ServerVersion, string[] SearchPath);

static partial class CatalogQueries
{
    /// <summary>The session as its owner set it up.</summary>
    public static CatalogQuery<SessionRow> Session() => new(
        """
        SELECT current_database()::text, current_setting('server_version_num')::int4, current_schemas(false)::text[]
        """,
        r => new(r.GetString(0), r.GetInt32(1), Array<string>(r, 2)));

    // Deparsed text must not depend on who reads: names qualified, constants in one notation. JIT would compile for longer than the
    // statements run.
    /// <summary>Sets what the deparsing functions depend on, until the transaction or savepoint ends.</summary>
    public const string Settings = """
        SELECT pg_catalog.set_config(name, value, true)
        FROM (VALUES ('search_path', 'pg_catalog'), ('jit', 'off'), ('quote_all_identifiers', 'off'), ('DateStyle', 'ISO, YMD'),
            ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'), ('bytea_output', 'hex'), ('extra_float_digits', '1')) AS s (name, value)
        """;
}

using System.Globalization;

namespace FraiseqlData.Schema;

static partial class CatalogQueries
{
    // Objects of users have oids from here on (FirstNormalObjectId in PostgreSQL's access/transam.h).
    const string FirstOfUsers = "16384";

    // All that the other statements read, and what the deparsing functions look up.
    static readonly (string Catalog, string? Oid)[] Read =
    [
        ("pg_attribute", "attrelid"), ("pg_attrdef", null), ("pg_type", "oid"), ("pg_enum", null), ("pg_range", "rngtypid"),
        ("pg_constraint", "oid"), ("pg_index", "indexrelid"), ("pg_trigger", "oid"), ("pg_proc", "oid"), ("pg_rewrite", "oid"), ("pg_inherits", null),
        ("pg_partitioned_table", null), ("pg_depend", "objid"), ("pg_description", "objoid"), ("pg_extension", null), ("pg_collation", "oid"),
        ("pg_operator", "oid"), ("pg_policy", null), ("pg_auth_members", null),
    ];

    /// <summary>
    /// Two texts: one says which database is looked at and by whom, one is another as soon as the structure is; that is NULL inside a transaction that may have
    /// changed it. Every change writes rows with the number of a transaction (<c>xmin</c>) of which none was seen before. Hashes of the numbers are summed up,
    /// each catalog's with a seed of its own: the numbers themselves might cancel out where transactions commit in another order than they began.
    /// </summary>
    public static string Stamp { get; } = $"""
        SELECT pg_catalog.concat_ws(' ',
            (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()), pg_catalog.pg_postmaster_start_time(),
            (SELECT pg_catalog.concat_ws(' ', oid, rolsuper, rolinherit, rolbypassrls) FROM pg_catalog.pg_roles WHERE rolname = current_user),
            pg_catalog.current_setting('row_security'), pg_catalog.current_schemas(false)),
            CASE WHEN pg_catalog.pg_current_xact_id_if_assigned() IS NULL THEN
            (SELECT pg_catalog.concat_ws('/', pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtextextended(version, catalog)))
            FROM (
                {string.Join("\n        UNION ALL ", Digests)}) AS s (catalog, version)) END
        """;

    static IEnumerable<string> Digests =>
        new[] { SequenceDigest, Digest(1, "pg_class", $"oid >= {FirstOfUsers} AND relkind <> 'S'"), Digest(2, "pg_namespace", "pg_catalog.left(nspname::text, 3) <> 'pg_'") }
            .Concat(Read.Select((r, i) => Digest(i + 3, r.Catalog, r.Oid is null ? "true" : $"{r.Oid} >= {FirstOfUsers}")));

    // By what they hold: the reservation of keys writes their rows anew, as they were.
    const string SequenceDigest =
        """
        SELECT 0, pg_catalog.concat_ws(' ', s::text, c.relname, c.relnamespace, c.relowner, c.relacl)
            FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
        """;

    static string Digest(int number, string catalog, string condition) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT {number}, xmin::text FROM pg_catalog.{catalog} WHERE {condition}");
}

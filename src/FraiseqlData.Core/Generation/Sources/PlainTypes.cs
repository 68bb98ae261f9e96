using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>PostgreSQL's common types, for values that are made for no column.</summary>
static class PlainTypes
{
    /// <summary>The types, those first that a generator of several types should make.</summary>
    public static IReadOnlyList<PgType> All { get; } =
    [
        Of("text", "text", 25, 'S'), Of("int8", "bigint", 20, 'N'), Of("numeric", "numeric", 1700, 'N'), Of("bool", "boolean", 16, 'B'),
        Of("date", "date", 1082, 'D'), Of("timestamptz", "timestamp with time zone", 1184, 'D'), Of("time", "time without time zone", 1083, 'D'),
        Of("interval", "interval", 1186, 'T'), Of("uuid", "uuid", 2950, 'U'), Of("bytea", "bytea", 17, 'U'), Of("inet", "inet", 869, 'I'),
        Of("macaddr", "macaddr", 829, 'U'), Of("jsonb", "jsonb", 3802, 'U'), Of("xml", "xml", 142, 'U'), Of("varbit", "bit varying", 1562, 'V'),
    ];

    static PgType Of(string name, string sql, uint oid, char category) =>
        new() { Oid = oid, Name = new QualifiedName("pg_catalog", name), Kind = PgTypeKind.Base, SqlName = sql, Category = category };
}

namespace FraiseqlData.Core.Tests.Engine.Types;

/// <summary>A type in every place where one can stand: for each a table <c>in_N</c>, and a table <c>key_N</c> in which it is unique where it has an index for that.</summary>
sealed record TypeCase(string Type, TypeIndex Index = TypeIndex.Ordered, int Capacity = int.MaxValue, int MinServer = 0, string? Extension = null)
{
    /// <summary>Ranges take a subtype without modifiers.</summary>
    bool HasRange => Index == TypeIndex.Ordered && !Type.Contains('(') && !Type.Contains('[');

    public string Ddl(int number)
    {
        var range = HasRange ? $", r r_{number} NOT NULL, m r_{number}_multirange NOT NULL" : "";
        var unique = Index switch
        {
            TypeIndex.Ordered => ", UNIQUE (v)",
            TypeIndex.Hashed => ", EXCLUDE USING hash (v WITH =)",
            TypeIndex.Spatial => ", EXCLUDE USING gist (v WITH ~=)",
            _ => "",
        };
        return $"""
            CREATE DOMAIN d_{number} AS {Type};
            CREATE TYPE c_{number} AS (part {Type}, parts {Type}[], named d_{number});
            {(HasRange ? $"CREATE TYPE r_{number} AS RANGE (subtype = {Type});" : "")}
            CREATE TABLE in_{number} (z int PRIMARY KEY, v {Type} NOT NULL, a {Type}[] NOT NULL, b {Type}[][] NOT NULL, d d_{number} NOT NULL, e d_{number}[] NOT NULL,
              c c_{number} NOT NULL, f c_{number}[] NOT NULL{range});
            CREATE TABLE key_{number} (z int PRIMARY KEY, v {Type} NOT NULL, by_text pg_lsn NOT NULL{unique});

            """;
    }
}

/// <summary>What makes a type's values unique in an index.</summary>
enum TypeIndex
{
    None,
    Ordered,
    Hashed,
    Spatial,
}

static class TypeMatrix
{
    public const string Preparation = """
        CREATE TYPE mood AS ENUM ('sad', 'o''so "happy"', '');
        CREATE TYPE place AS (street text, zip varchar(5), since date, moods mood[]);
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE DOMAIN small AS positive CHECK (VALUE < 1000);
        CREATE TYPE textrange AS RANGE (subtype = text, multirange_type_name = textranges);
        CREATE TYPE timerange AS RANGE (subtype = time);

        """;

    public static readonly TypeCase[] BuiltIn =
    [
        new("boolean", Capacity: 2), new("smallint"), new("integer"), new("bigint"), new("real"), new("double precision"), new("numeric"),
        new("numeric(6,2)"), new("numeric(1)", Capacity: 19), new("numeric(2,2)"), new("numeric(38,20)"), new("numeric(1000,500)"), new("numeric(4,-2)", MinServer: 15),
        new("numeric(2,4)", MinServer: 15), new("money"),
        new("text"), new("varchar"), new("varchar(1)", Capacity: 36), new("varchar(3)"), new("varchar(200)"), new("char", Capacity: 36), new("char(3)"), new("char(20)"),
        new("bpchar"), new("name"), new("\"char\"", Capacity: 26), new("bytea"),
        new("date"), new("time"), new("time(0)"), new("timetz"), new("timetz(2)"), new("timestamp"), new("timestamp(3)"), new("timestamptz"), new("timestamptz(0)"),
        new("interval"), new("interval(0)"), new("interval year"), new("interval month"), new("interval day"), new("interval hour"), new("interval minute"), new("interval second"),
        new("interval year to month"), new("interval day to hour"), new("interval day to minute"), new("interval day to second"), new("interval day to second(2)"),
        new("interval hour to minute"), new("interval hour to second"), new("interval minute to second"),
        new("uuid"), new("json", TypeIndex.None), new("jsonb"), new("jsonpath", TypeIndex.None), new("xml", TypeIndex.None),
        new("bit", Capacity: 2), new("bit(3)", Capacity: 8), new("bit(100)"), new("varbit"), new("varbit(6)"),
        new("inet"), new("cidr"), new("macaddr"), new("macaddr8"),
        new("point", TypeIndex.Spatial), new("line", TypeIndex.None), new("lseg", TypeIndex.None), new("box", TypeIndex.Spatial), new("path", TypeIndex.None),
        new("polygon", TypeIndex.Spatial), new("circle", TypeIndex.Spatial),
        new("tsvector"), new("tsquery"), new("pg_lsn"), new("txid_snapshot", TypeIndex.None), new("pg_snapshot", TypeIndex.None),
        new("oid"), new("oidvector"), new("int2vector", TypeIndex.None), new("tid"), new("xid", TypeIndex.Hashed), new("cid", TypeIndex.Hashed), new("xid8"),
        new("regclass", Capacity: 8), new("regtype", Capacity: 8), new("regproc", Capacity: 8), new("regprocedure", Capacity: 5), new("regoper", Capacity: 2),
        new("regoperator", Capacity: 4), new("regrole", Capacity: 4), new("regnamespace", Capacity: 2), new("regconfig", Capacity: 5), new("regdictionary", Capacity: 4),
        new("regcollation", Capacity: 3),
        new("int4range"), new("int8range"), new("numrange"), new("daterange"), new("tsrange"), new("tstzrange"), new("int4multirange"), new("int8multirange"), new("nummultirange"),
        new("datemultirange"), new("tsmultirange"), new("tstzmultirange"), new("textrange"), new("textranges"), new("timerange"),
        new("mood", Capacity: 3), new("place"), new("positive"), new("small"),
    ];

    public static readonly TypeCase[] Extensions =
    [
        new("hstore", Extension: "hstore"), new("ltree", Extension: "ltree"), new("lquery", TypeIndex.None, Extension: "ltree"), new("ltxtquery", TypeIndex.None, Extension: "ltree"),
        new("citext", Extension: "citext"), new("cube", Extension: "cube"), new("seg", Extension: "seg"),
        new("isbn", Extension: "isn"), new("isbn13", Extension: "isn"), new("ismn", Extension: "isn"), new("ismn13", Extension: "isn"), new("issn", Extension: "isn"),
        new("issn13", Extension: "isn"), new("ean13", Extension: "isn"), new("upc", Extension: "isn"),
        new("query_int", TypeIndex.None, Extension: "intarray"),
        new("geometry", Extension: "postgis"), new("geometry(Point)", Extension: "postgis"), new("geometry(Point,3857)", Extension: "postgis"),
        new("geometry(LineString,4326)", Extension: "postgis"), new("geometry(Polygon,4326)", Extension: "postgis"), new("geometry(MultiPoint)", Extension: "postgis"),
        new("geometry(MultiLineString,2154)", Extension: "postgis"), new("geometry(MultiPolygon,4326)", Extension: "postgis"),
        new("geometry(GeometryCollection)", Extension: "postgis"), new("geometry(PointZ,4326)", Extension: "postgis"), new("geometry(PointM)", Extension: "postgis"),
        new("geometry(PolygonZM,4326)", Extension: "postgis"), new("geometry(CircularString)", Extension: "postgis"), new("geometry(CompoundCurve)", Extension: "postgis"),
        new("geometry(CurvePolygon)", Extension: "postgis"), new("geometry(MultiCurve)", Extension: "postgis"), new("geometry(MultiSurface)", Extension: "postgis"),
        new("geometry(PolyhedralSurface)", Extension: "postgis"), new("geometry(Triangle)", Extension: "postgis"), new("geometry(Tin)", Extension: "postgis"),
        new("geometry(Geometry,4326)", Extension: "postgis"), new("geography", Extension: "postgis"), new("geography(Point)", Extension: "postgis"),
        new("geography(LineString,4326)", Extension: "postgis"), new("geography(MultiPolygonZ,4326)", Extension: "postgis"),
        new("box2d", TypeIndex.None, Extension: "postgis"), new("box3d", TypeIndex.None, Extension: "postgis"),
        new("vector", Extension: "vector"), new("vector(3)", Extension: "vector"), new("halfvec(4)", Extension: "vector"), new("sparsevec(5)", Extension: "vector"),
        new("semver", Extension: "semver"), new("ip4", Extension: "ip4r"), new("ip4r", Extension: "ip4r"), new("ip6", Extension: "ip4r"), new("ip6r", Extension: "ip4r"),
        new("ipaddress", Extension: "ip4r"), new("iprange", Extension: "ip4r"),
    ];
}

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Schemas that the reference implementation cannot fill, or fills against their constraints; each with the most rows a table can hold.</summary>
static class ReferenceFailureCases
{
    const int NoLimit = int.MaxValue;

    public static IReadOnlyDictionary<string, (string Ddl, int Most)> All { get; } = Make();

    static Dictionary<string, (string Ddl, int Most)> Make()
    {
        (string Name, string Ddl, int Most)[] cases =
        [
            ("1.8 types", string.Join('\n', Types.Select((type, i) => $"CREATE TABLE t{i} (v {type} NOT NULL);")), NoLimit),
            ("1.8 types of one's own", OwnTypes + string.Join('\n', ((string[])["mood", "pair", "few", "mood[]", "few[]"]).Select((type, i) => $"CREATE TABLE t{i} (v {type} NOT NULL);")), NoLimit),
            ("1.10 checks", string.Join('\n', Checks.Select((c, i) => $"CREATE TABLE t{i} (v {c.Type} NOT NULL CHECK ({c.Check}));")), NoLimit),
            .. Schemas,
        ];
        return cases.ToDictionary(c => c.Name, c => (c.Ddl, c.Most));
    }

    const string OwnTypes = """
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
        CREATE TYPE pair AS (a int, b text);
        CREATE DOMAIN few AS int CHECK (VALUE BETWEEN 3 AND 5);

        """;

    static string[] Types =>
    [
        "varchar(7)", "char(4)", "money", "bit(5)", "varbit", "varbit(3)", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsquery",
        "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "int4multirange", "nummultirange", "datemultirange", "tstzmultirange",
        "numeric[]", "date[]", "jsonb[]", "inet[]", "int[][]", "oid", "pg_lsn", "numeric(5,2)", "numeric(3)",
    ];

    static (string Type, string Check)[] Checks =>
    [
        ("numeric", "v < 100"), ("numeric", "v > 50"), ("numeric", "v BETWEEN 5000 AND 5010"), ("numeric(6,2)", "v > 5000 AND v < 5001"),
        ("varchar(9)", "v IN ('red', 'green')"), ("int", "v IN (1, 2, 3)"), ("text", "v IN ('it''s', 'a, b', '(c)')"), ("text", "v ~ '^[A-Z]{2}[0-9]{3}$'"),
        ("text", "v LIKE 'ab%z'"), ("text", "length(v) <= 3"), ("text", "char_length(v) = 12"), ("int", "v = 7"), ("int", "v % 5 = 0"), ("int", "v <= -10"),
        ("int", "v < 0"), ("int", "v BETWEEN -5 AND -3"), ("int", "v < -100 OR v > 100000"), ("date", "v > '2031-05-01'"),
        ("timestamptz", "v >= '1999-01-01Z' AND v < '1999-02-01Z'"), ("real", "v > 0.5 AND v < 0.75"), ("double precision", "v >= 1e6"), ("int", "v > 5000 AND v < 5002"),
        ("smallint", "v >= 32000"),
    ];

    static (string Name, string Ddl, int Most)[] Schemas =>
    [
        ("1.2 uuid key without a default", "CREATE TABLE t (id uuid PRIMARY KEY, name text)", NoLimit),
        ("1.2 integer key without a default", "CREATE TABLE t (id int PRIMARY KEY, name text)", NoLimit),
        ("1.4 columns that fill themselves only", "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)", NoLimit),
        ("1.6 unique country", "CREATE TABLE t (country text NOT NULL UNIQUE, city text NOT NULL, state text)", NoLimit),
        ("1.8 citext, hstore, ltree", "CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE TABLE t (a citext NOT NULL, b hstore NOT NULL, c ltree NOT NULL)", NoLimit),
        ("1.9 pairs are unique, not their columns", "CREATE TABLE t (a smallint NOT NULL CHECK (a < 15), b smallint NOT NULL CHECK (b < 15), UNIQUE (a, b))", NoLimit),
        ("1.9 unique index", "CREATE TABLE t (a text NOT NULL); CREATE UNIQUE INDEX ON t (a)", NoLimit),
        ("1.9 unique expression", "CREATE TABLE t (email text NOT NULL); CREATE UNIQUE INDEX ON t (lower(email))", NoLimit),
        ("1.9 exclusion", "CREATE TABLE t (during daterange NOT NULL, EXCLUDE USING gist (during WITH &&))", NoLimit),
        ("1.9 one to one", "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int NOT NULL UNIQUE REFERENCES p)", NoLimit),
        ("1.9 unique column with a list", "CREATE TABLE t (k text NOT NULL UNIQUE CHECK (k IN ('a', 'b', 'c')))", 3),
        ("1.9 unique smallint", "CREATE TABLE t (n smallint NOT NULL UNIQUE)", NoLimit),
        ("1.9 self reference beside a unique column", "CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t, email text NOT NULL UNIQUE, n smallint NOT NULL UNIQUE)", NoLimit),
        ("1.10 two checks on one column", "CREATE TABLE t (v int NOT NULL CHECK (v > 10), CHECK (v < 13))", NoLimit),
        ("1.10 check over two columns", "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CHECK (a > 5 AND b < 3))", NoLimit),
        ("1.10 one column below another", "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CHECK (a < b))", NoLimit),
        ("1.11 serial that is no key", "CREATE TABLE t (id int PRIMARY KEY, number serial UNIQUE)", NoLimit),
        ("1.9 partial unique index", "CREATE TABLE t (owner int NOT NULL, active bool NOT NULL); CREATE UNIQUE INDEX ON t (owner) WHERE active", NoLimit),
        ("1.11 generated column", "CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED)", NoLimit),
        ("1.11 partitions", "CREATE TABLE t (id int NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind); CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a', 'b')", NoLimit),
        ("1.11 key into another schema", "CREATE SCHEMA other; CREATE TABLE other.p (id int PRIMARY KEY CHECK (id > 700)); CREATE TABLE c (id int PRIMARY KEY, p int NOT NULL REFERENCES other.p)", NoLimit),
        ("1.11 same table name in two schemas", "CREATE SCHEMA other; CREATE TABLE other.p (id int PRIMARY KEY CHECK (id > 700)); CREATE TABLE p (id int PRIMARY KEY REFERENCES other.p)", NoLimit),
        ("1.11 composite key", "CREATE TABLE p (a int, b text, PRIMARY KEY (a, b)); CREATE TABLE c (a int NOT NULL, b text NOT NULL, FOREIGN KEY (a, b) REFERENCES p)", NoLimit),
        ("1.11 same key name on two tables", "CREATE TABLE p (id int PRIMARY KEY CHECK (id > 100)); CREATE TABLE q (id int PRIMARY KEY CHECK (id < 100)); CREATE TABLE c (p int NOT NULL CONSTRAINT parent REFERENCES p); CREATE TABLE d (p int NOT NULL CONSTRAINT parent REFERENCES q)", NoLimit),
        ("1.11 key to a unique column", "CREATE TABLE p (id int PRIMARY KEY, code text NOT NULL UNIQUE); CREATE TABLE c (code text NOT NULL REFERENCES p (code))", NoLimit),
        ("1.11 odd names", "CREATE TABLE \"100% Odd \"\"Name\"\"\" (\"50%\" int PRIMARY KEY, \"a b\" text NOT NULL UNIQUE, \"SELECT\" date NOT NULL)", NoLimit),
        ("1.11 identifier longer than its column", "CREATE TABLE tb_a_rather_long_table_name (pk_a int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier varchar(8) NOT NULL UNIQUE, name text NOT NULL)", NoLimit),
        ("1.11 names of another type", "CREATE TABLE t (name jsonb NOT NULL, address int NOT NULL, country varchar(2) NOT NULL, state smallint NOT NULL, email bool NOT NULL, city uuid NOT NULL, latitude date NOT NULL)", NoLimit),
        ("1.12 numeric precision", "CREATE TABLE t (a numeric(4,3) NOT NULL, b numeric(2) NOT NULL, c numeric(10,8) NOT NULL)", NoLimit),
    ];
}

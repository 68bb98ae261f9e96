namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>The table that <see cref="DeparsedExpressions"/> speak of, and values for its columns.</summary>
static class ConstraintTable
{
    public const string Sql = """
        CREATE EXTENSION IF NOT EXISTS citext;
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
        CREATE TYPE ct AS (a int, b text);
        CREATE TABLE t (a int, b int, c bigint, d numeric(10,2), f float8, s text, v varchar(10), ch char(3), dt date, ts timestamp, tz timestamptz,
            tm time, iv interval, u uuid, m mood, j jsonb, arr int[], ta text[], r int4range, dr daterange, bo boolean, by bytea, "Od d" text, k ct,
            i2 smallint, ci citext, mn money, bt bit(3));
        CREATE FUNCTION exists_fn(int) RETURNS bool LANGUAGE sql AS 'SELECT true';
        """;

    static readonly (string Column, string[] Values)[] Pools =
    [
        ("a", ["0", "1", "2", "3", "5", "11", "-5", "100", "2147483647", "-2147483648"]),
        ("b", ["0", "1", "2", "3", "10", "-1", "4"]),
        ("c", ["0", "1", "6", "99999999999", "-3", "9223372036854775807"]),
        ("d", ["0", "0.5", "1.25", "6.00", "-1.5", "999.99", "1000.01", "12345678.9"]),
        ("f", ["0", "0.5", "1e10", "-3", "NaN", "Infinity", "2.25", "0.1"]),
        ("s", ["''", "'a'", "'b'", "'x'", "'y'", "' a '", "'abc'", "'ABC'", "'aXb'", "'123'", "'a@b.c'", "'a_b'", "'a%'", "'é'", "'straße'", "'   '", "E'it''s \\\\ x\\n'", "'2020-01-01'", "'(1,x)'", "'0x0'", "E'two\\nlines'", "'😀'"]),
        ("v", ["'a'", "'b'", "'12345'", "'x'", "'X'", "' x'", "''", "'7'", "'a_z'"]),
        ("ch", ["'a'", "'abc'", "''", "'b '"]),
        ("dt", ["'2020-01-01'", "'1999-12-31'", "'2000-02-29'", "'2035-06-01'", "'1970-01-31'", "'2021-03-01'"]),
        ("ts", ["'2020-01-01 00:00'", "'2020-01-01 10:30:15.25'", "'2000-03-31 23:59:59'", "'2050-01-01'"]),
        ("tz", ["'2020-01-01 00:00+00'", "'2020-01-01 10:30:15.25+02'", "'1999-03-31 23:59:59+00'", "'2060-01-01+00'"]),
        ("tm", ["'08:00'", "'18:00:00.5'", "'00:00'", "'12:34:56.789'"]),
        ("iv", ["'0'", "'1 hour'", "'30 days'", "'1 mon'", "'-1 day'", "'1 year 2 mons 3 days 04:05:06.7'"]),
        ("u", ["'00000000-0000-0000-0000-000000000000'", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"]),
        ("m", ["'sad'", "'ok'", "'happy'"]),
        ("j", ["'{}'", "'[]'", "'{\"a\": 1}'", "'{\"a\": [1, 2]}'", "'{\"k\": \"x\"}'", "'{\"k\": {\"n\": 5}}'", "'{\"a\": {\"b\": null}}'", "'[1, \"a\"]'", "'\"a\"'", "'null'", "'3.10'"]),
        ("arr", ["'{}'", "'{1}'", "'{1,2}'", "'{3,NULL}'", "'{5,6,7,8}'", "'{{1,2},{3,4}}'"]),
        ("ta", ["'{}'", "'{x}'", "'{a,\"b c\"}'", "'{NULL,y}'"]),
        ("r", ["'empty'", "'[1,5)'", "'(0,1]'", "'[7,)'", "'(,3]'"]),
        ("dr", ["'empty'", "'[2020-01-01,2020-02-01]'", "'(2019-12-31,)'", "'(,2000-01-01)'"]),
        ("bo", ["true", "false"]),
        ("by", ["'\\x'", "'\\xdeadbeef'"]),
        ("\"Od d\"", ["''", "'z'"]),
        ("k", ["'(1,x)'", "'(,)'", "'(5,)'"]),
        ("i2", ["0", "1", "-1", "32767"]),
        ("ci", ["'a'", "'A'", "'b'", "'x'", "'É'"]),
        ("mn", ["'0'", "'1.50'"]),
        ("bt", ["B'101'", "B'000'"]),
    ];

    /// <summary>An INSERT of random rows; about a seventh of the values are NULL.</summary>
    public static string Insert(int seed, int rows)
    {
        var random = new Random(seed);
        string Value((string Column, string[] Values) pool) =>
            random.Next(7) == 0 ? "NULL" : pool.Column == "f" ? $"'{pool.Values[random.Next(pool.Values.Length)]}'" : pool.Values[random.Next(pool.Values.Length)];
        var lines = Enumerable.Range(0, rows).Select(_ => $"({string.Join(", ", Pools.Select(Value))})");
        return $"INSERT INTO public.t ({string.Join(", ", Pools.Select(p => p.Column))}) VALUES {string.Join(",\n", lines)};";
    }
}

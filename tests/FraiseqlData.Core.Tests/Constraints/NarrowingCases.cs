using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>A database with a table for every case, read once.</summary>
public sealed class NarrowingCases : IAsyncLifetime
{
    TestDatabase? _database;
    DatabaseSchema? _schema;

    /// <summary>Columns, check, expected domains, and whether a row check stays (+row) or only the server can judge (+server).</summary>
    public static readonly (string Columns, string Check, string Expected)[] All =
    [
        ("x int", "x > 0", "x: 1.."),
        ("x text", "POSITION('@' IN x) > 1", "x: /^..*@.*$/ +row"),
        ("x text", "strpos(x, 'a') = 0", "x: !/^.*a.*$/ +row"),
        ("x text", "left(x, 4) = 'dns:'", "x: /^dns:.*$/ +row"),
        ("x text", "right(x, 3) <> '.de'", "x: !/^.*\\.de$/ +row"),
        ("x text", "substr(x, 1, 2) = 'A_'", "x: /^A_.*$/ +row"),
        ("x text", "left(x, 3) = 'dns:'", "+row"),
        ("x varchar(3)", "x = 'C'::char OR x = 'F'::char", "x: {C,F} +row"),
        ("x varchar(3)", "x::bpchar IN ('C', 'F')", "x: {C,F} +row"),
        ("x text", "x::char(2) = 'AB'", "x: {AB} +row"),
        ("x text", "x::int > 5", "x: /^[0-9]{1,4}$/ +row"),
        ("x text", "x::int = 5", "x: /^[0-9]{1,4}$/ +row"),
        ("x varchar, y varchar", "x::numeric <= y::numeric", "x: /^[0-9]{1,9}(\\.[0-9]{1,4})?$/; y: /^[0-9]{1,9}(\\.[0-9]{1,4})?$/ +row"),
        ("x text, y int", "y = 1 OR x::date > '2020-01-01'", "+row"),
        ("x text[]", "x <@ ARRAY['a', 'b']", "x: []({a,b}) +row"),
        ("x int", "abs(x) < 10", "x: -9..9 +row"),
        ("x int[]", "0 < ALL (x)", "x: [](1..) +row"),
        ("x int, y int", "GREATEST(x, y) < 500", "x: ..499; y: ..499 +row"),
        ("x int, y int", "LEAST(x, y) >= 3", "x: 3..; y: 3.. +row"),
        ("x int", "x >= 0 AND x < 10", "x: 0..9"),
        ("x int", "x BETWEEN -5 AND 5", "x: -5..5"),
        ("x int", "5 > x", "x: ..4"),
        ("x smallint", "x > 0.5", "x: 1.."),
        ("x bigint", "x < 99999999999", "x: ..99999999998"),
        ("x int", "x > 99999999999", "x: empty"),
        ("x smallint", "x >= 1 AND x <= 100000", "x: 1.."),
        ("x int", "x IN (1, 2, 3)", "x: {1,2,3}"),
        ("x int", "x NOT IN (1, 2)", "x: not 1, not 2"),
        ("x int", "x IN (1, 2, 3) AND x > 1", "x: {2,3} 2.."),
        ("x int", "x = 1 OR x = 5", "x: {1,5}"),
        ("x int", "x < 0 OR x > 10", "x: (..-1 | 11..) +row"),
        ("x int", "x > 5 AND x < 3", "x: 6..2 empty"),
        ("x int", "NOT (x > 5)", "x: ..5"),
        ("x int", "NOT (x < 1 OR x > 5)", "x: 1..5"),
        ("x int", "x + 3 > 10", "x: 8.. +row"),
        ("x int", "100 - x >= 0", "x: ..100 +row"),
        ("x int", "- x < 5", "x: -4.. +row"),
        ("x int", "x <> 0", "x: not 0"),
        ("x int", "x IS DISTINCT FROM 7", "x: not 7"),
        ("x int", "x IS NOT DISTINCT FROM 7", "x: {7} notnull"),
        ("x int", "x IS NOT NULL", "x: notnull"),
        ("x text", "upper(x) IS NOT NULL", "x: notnull"),
        ("x text, y text", "((x || ' ') || y) IS NOT NULL", "x: notnull; y: notnull"),
        ("x text", "coalesce(x, '') IS NOT NULL", ""),
        ("x jsonb", "(x ->> 'a') IS NOT NULL", "x: a(notnull) notnull"),
        ("x text", "substring(x, 'a.*') IS NOT NULL", "x: notnull +server"),
        ("x text, y text GENERATED ALWAYS AS (lower(x)) STORED NOT NULL", "true", "x: notnull"),
        ("x int", "x IS NULL", "x: null"),
        ("x int", "x IS NULL OR x > 0", "x: 1.."),
        ("x int", "x IS NOT NULL AND x > 0", "x: 1.. notnull"),
        ("x int", "(x > 0) IS TRUE", "x: 1.. notnull"),
        ("x int", "(x > 0) IS NOT FALSE", "x: 1.."),
        ("x int", "COALESCE(x, 0) > 0", "x: 1.. notnull"),
        ("x int", "COALESCE(x, 1) > 0", "x: 1.."),
        ("x int", "COALESCE(x > 0, false)", "x: 1.. notnull"),
        ("x int", "x = NULL OR x > 5", ""),
        ("x int", "x % 2 = 0", "+row"),
        ("x int", "true", ""),
        ("x int", "false", "impossible"),
        ("x int", "CASE WHEN x IS NULL THEN true ELSE x > 3 END", "x: 4.."),
        ("x numeric(10,2)", "x > 0", "x: 0.01.."),
        ("x numeric(10,2)", "x >= 0.005", "x: 0.01.."),
        ("x numeric", "x > 0", "x: >0.."),
        ("x numeric(5,2)", "x BETWEEN 0 AND 100", "x: 0.00..100.00"),
        ("x money", "x >= '1.50'", "x: 1.50.."),
        ("x float8", "x >= 0 AND x < 1", "x: 0..<1"),
        ("x real", "x > 0.1", "x: 0.1.."),
        ("x bool", "x", "x: {True}"),
        ("x bool", "NOT x", "x: {False}"),
        ("x bool", "x = false", "x: {False}"),
        ("x bool", "x IS NOT TRUE", "x: {False}"),
        ("x text", "x IN ('a', 'b')", "x: {a,b}"),
        ("x varchar(9)", "x IN ('a', 'b')", "x: {a,b}"),
        ("x char(2)", "x IN ('a', 'bc')", "x: {a,bc}"),
        ("x char(1)", "upper(x) IN ('M', 'F')", "x: {M,F}"),
        ("x text", "x = 'a'", "x: {a}"),
        ("x text", "x <> ''", "x: length 1.."),
        ("x text", "x > ''", "x: length 1.."),
        ("x text", "trim(x) <> ''", "x: length 1.. trimmed"),
        ("x text", "length(trim(x)) > 0", "x: length 1.. trimmed"),
        ("x text", "trim(x) = x AND x <> ''", "x: length 1.. trimmed"),
        ("x text", "NULLIF(trim(x), '') IS NOT NULL", "x: length 1.. trimmed notnull"),
        ("x text", "length(x) = 5", "x: length 5..5"),
        ("x text", "char_length(x) BETWEEN 3 AND 8", "x: length 3..8"),
        ("x text", "octet_length(x) <= 10", "x: length ..10 +row"),
        ("x bytea", "octet_length(x) = 32", "x: length 32..32"),
        ("x text", "bit_length(x) < 81", "x: length ..10 +row"),
        ("x text", "lower(x) = x", "x: lower +row"),
        ("x text", "x = upper(x)", "x: upper +row"),
        ("x text", "x = lower(trim(x))", "x: trimmed lower +row"),
        ("x text", "lower(x) IN ('a', 'b')", "x: {a,b}"),
        ("x text", "lower(x) = 'A'", "x: empty"),
        ("x text", "x LIKE 'a%'", "x: /^a.*$/ +row"),
        ("x text", "x LIKE 'a.\\_b'", "x: {a._b}"),
        ("x text", "x NOT ILIKE '%x%'", "x: !/^.*x.*$/i +row"),
        ("x text", "x ~ '^[a-z]+$'", "x: /^[a-z]+$/ +row"),
        ("x text", "x !~* 'a'", "x: !/a/i +row"),
        ("x text", "x SIMILAR TO '[0-9]+'", "x: /^(?:[0-9]+)$/ +row"),
        ("x text", "x LIKE ANY (ARRAY['a%', 'b'])", "x: (/^a.*$/ | {b}) +row"),
        ("x text", "starts_with(x, 'a_')", "x: /^a_.*$/ +row"),
        ("x text", "x ~ '^a' AND x IN ('ab', 'cd')", "x: {ab} /^a/ +row"),
        ("x text", "x = 'a' OR x = 'b' OR length(x) = 3", "x: ({a} | {b} | length 3..3) +row"),
        ("x date", "x >= '2020-01-01' AND x < '2021-01-01'", "x: 2020-01-01..2020-12-31"),
        ("x date", "x > '2020-02-28 10:00'::timestamp", "x: 2020-02-29.."),
        ("x date", "x <= CURRENT_DATE", "x: ..2025-12-31 +row"),
        ("x date", "x > CURRENT_DATE", "x: 2036-01-02.. +row"),
        ("x date", "x <= now() - interval '18 years'", "x: ..2007-12-31 +row"),
        ("x date", "x + 30 > '2020-01-31'", "x: 2020-01-02.. +row"),
        ("x date", "CURRENT_DATE - x >= 10", "x: ..2025-12-21 +row"),
        ("x date", "EXTRACT(year FROM x) >= 2000", "x: 2000-01-01.. +row"),
        ("x date", "EXTRACT(year FROM x) BETWEEN 2000 AND 2010", "x: 2000-01-01..2010-12-31 +row"),
        ("x date", "date_part('year', age(x)) >= 18", "x: ..2007-12-31 +row"),
        ("x date", "age(x) >= interval '18 years'", "x: ..2007-12-31 +row"),
        ("x timestamp", "x >= '2020-01-01'", "x: 2020-01-01T00:00:00.."),
        ("x timestamp(6)", "x >= '2020-01-01 10:00'::timestamp(6) AND x < '2021-01-01'::timestamp(0)", "x: 2020-01-01T10:00:00..<2021-01-01T00:00:00"),
        ("x timestamp", "x >= '2020-01-01 10:00:00.5'::timestamp(0)", "x: 2020-01-01T10:00:01.."),
        ("x time", "x >= '10:00:59.96'::time(1)", "x: 10:01.."),
        ("x timestamptz", "x <= now()", "x: ..2026-01-01T00:00:00Z +row"),
        ("x timestamptz", "x > now() + interval '1 day'", "x: >2036-01-02T00:00:00Z.. +row"),
        ("x timestamptz", "now() - x > interval '1 day'", "x: ..<2025-12-31T00:00:00Z +row"),
        ("x timestamptz", "x < 'infinity'", "x: ..<9999-12-31T23:59:59Z"),
        ("x time", "x BETWEEN '08:00' AND '18:00'", "x: 08:00..18:00"),
        ("x uuid", "x <> '00000000-0000-0000-0000-000000000000'", "x: not 00000000-0000-0000-0000-000000000000"),
        ("x mood", "x IN ('sad', 'ok')", "x: {sad,ok}"),
        ("x mood", "x > 'sad'", "x: {ok,happy}"),
        ("x mood", "x::text = 'ok'", "x: {ok}"),
        ("x int[]", "array_length(x, 1) BETWEEN 1 AND 3", "x: length 1..3"),
        ("x text[]", "cardinality(x) > 0", "x: length 1.."),
        ("x jsonb", "jsonb_typeof(x) = 'object'", "x: json object"),
        ("x jsonb", "jsonb_typeof(x) IN ('object', 'array')", "x: json object|array"),
        ("x jsonb", "x ? 'a'", "x: json object a(notnull) +row"),
        ("x jsonb", "x ->> 'k' = 'v'", "x: k({v})"),
        ("x jsonb", "jsonb_array_length(x) >= 2", "x: length 2.. json array"),
        ("x int4range", "NOT isempty(x)", "x: not empty"),
        ("x daterange", "x <> 'empty'", "x: not empty"),
        ("x int4range", "lower(x) >= 0 AND upper(x) <= 10", "x: lower(0..) upper(..10)"),
        ("x daterange", "NOT upper_inf(x)", "x: upper(notnull) +row"),
        ("x citext", "x IN ('a', 'b')", "x: {a,b}"),
        ("x positive", "x < 10", "x: 1..9 notnull"),
        ("x code", "x <> 'ABC'", "x: not ABC /^[A-Z]{3}$/ +row"),
        ("x hours", "true", "x: a(0..24) b(..59)"),
        ("x hours[]", "cardinality(x) = 7", "x: length 7..7"),
        ("x bit(3)", "x <> B'000'", "x: not 000"),
        ("x int, y int", "x > 0 AND y > 0", "x: 1..; y: 1.."),
        ("x int, y int", "x > y", "+row"),
        ("x int, y int", "x = 1 AND y = 1 OR x = 2 AND y = 2", "x: {1,2}; y: {1,2} +row"),
        ("x int, y int", "num_nonnulls(x, y) = 2", "x: notnull; y: notnull"),
        ("x int, y int", "num_nonnulls(x, y) = 1", "+row"),
        ("x int, y int GENERATED ALWAYS AS (x * 2) STORED", "y > 10", "+row"),
        ("x int, y int GENERATED ALWAYS AS (x + 2) STORED", "y > 10", "x: 9.. +row"),
        ("x int", "f(x)", "+server"),
        ("x int", "x > 0 AND f(x)", "x: 1.. +server"),
        ("x text", "x ~ '[[.a.]]'", "x: /[[.a.]]/ +server"),
    ];

    const string Types = """
        CREATE EXTENSION citext;
        CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
        CREATE DOMAIN whole AS int CHECK (VALUE >= 0);
        CREATE DOMAIN positive AS whole NOT NULL CHECK (VALUE > 0);
        CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}$');
        CREATE TYPE hours_pair AS (a int, b int);
        CREATE DOMAIN hours AS hours_pair CHECK ((VALUE).a BETWEEN 0 AND 24 AND (VALUE).b < 60);
        CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql AS 'SELECT true';
        """;

    public async ValueTask InitializeAsync()
    {
        var tables = All.Select((c, i) => $"CREATE TABLE t{i} ({c.Columns}, CONSTRAINT c CHECK ({c.Check}));");
        _database = await PostgresServer.CreateDatabaseAsync(Types + string.Concat(tables));
        _schema = await SchemaReader.ReadAsync(_database.Connection, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    public Table Table(int index) => _schema!.Get(new QualifiedName("public", $"t{index}"));

    internal static string Describe(TableConstraints constraints)
    {
        var text = string.Join("; ", constraints.Domains.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}: {Describe(d.Value)}"));
        var rest = (constraints.RowChecks.Count > 0 ? " +row" : "") + (constraints.ServerChecks.Count > 0 ? " +server" : "") + (constraints.Impossible.Count > 0 ? " impossible" : "");
        return (text + rest).Trim();
    }

    static string Describe(ColumnDomain d)
    {
        var parts = new List<string>();
        if (d.Alternatives.Count > 0)
            parts.Add($"({string.Join(" | ", d.Alternatives.Select(Describe))})");
        if (d.Allowed is { Count: > 0 })
            parts.Add("{" + string.Join(",", d.Allowed.Select(Text)) + "}");
        if (d.Refused.Count > 0)
            parts.Add(string.Join(", ", d.Refused.Select(r => "not " + Text(r))));
        if (d.Min is not null || d.Max is not null)
            parts.Add($"{(d.MinExclusive ? ">" : "")}{Text(d.Min)}..{(d.MaxExclusive ? "<" : "")}{Text(d.Max)}");
        if (d.MinLength is not null || d.MaxLength is not null)
            parts.Add($"length {Text(d.MinLength)}..{Text(d.MaxLength)}");
        parts.AddRange(d.Patterns.Select(p => $"{(p.IsNegated ? "!" : "")}/{p.Regex}/{(p.IgnoreCase ? "i" : "")}"));
        if (d.Trimmed)
            parts.Add("trimmed");
        if (d.Case != LetterCase.Any)
            parts.Add(d.Case.ToString().ToLowerInvariant());
        if (d.JsonKinds is not null)
            parts.Add("json " + string.Join("|", d.JsonKinds));
        parts.AddRange(d.Parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}({Describe(p.Value)})"));
        if (d.NotNull)
            parts.Add("notnull");
        if (d.MustBeNull)
            parts.Add("null");
        if (d.IsEmpty)
            parts.Add("empty");
        return string.Join(" ", parts);
    }

    static string Text(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}

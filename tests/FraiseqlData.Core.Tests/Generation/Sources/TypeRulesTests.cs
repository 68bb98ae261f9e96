using System.Text;
using FraiseqlData.Constraints;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Core.Tests.Values;
using FraiseqlData.Values;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

/// <summary>One column of every type, named so that no rule for names applies.</summary>
public sealed class EveryTypeFixture() : SchemaFixture(Types)
{
    const string Types = """
        CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE EXTENSION ltree; CREATE EXTENSION isn; CREATE EXTENSION cube; CREATE EXTENSION seg;
        CREATE TYPE mood AS ENUM ('sad', 'o''so "happy"', 'well');
        CREATE DOMAIN amount AS numeric(12,2);
        CREATE DOMAIN code AS varchar(6);
        CREATE DOMAIN triple AS int[];
        CREATE TYPE place AS (street text, zip varchar(5), since date, moods mood[], seen timestamptz);
        CREATE TYPE house AS (number int, place place);
        CREATE TYPE textrange AS RANGE (subtype = text);
        CREATE TYPE floatrange AS RANGE (subtype = float8);
        """;

    private protected override string ScriptFor(int version)
    {
        var columns = string.Join(", ", Columns.Select((t, i) => $"q{i} {(TypeCases.IsKnown(t, version) ? t : "int")}"));
        return $"{Types} CREATE TABLE every ({columns}); CREATE TABLE distinct_every ({columns});";
    }

    public static string[] Columns { get; } =
    [
        "bool", "smallint", "integer", "bigint", "oid", "xid", "cid", "xid8", "real", "float8", "numeric", "numeric(6,2)", "numeric(2,2)", "numeric(4,-2)",
        "numeric(2,4)", "numeric(30,20)", "numeric(5)", "numeric(1)", "money", "text", "varchar", "varchar(1)", "varchar(2)", "varchar(5)", "varchar(12)",
        "varchar(40)", "char(1)", "char(3)", "char(12)", "char(40)", "char", "\"char\"", "name", "citext", "mood", "json", "jsonb", "jsonpath", "xml", "uuid",
        "bytea", "date", "time", "timetz", "timestamp", "timestamp(0)", "timestamptz", "interval", "inet", "cidr", "macaddr", "macaddr8", "bit(1)", "bit(3)",
        "bit(80)", "varbit(10)", "varbit", "ltree", "lquery", "ltxtquery", "hstore", "cube", "seg", "isbn", "isbn13", "issn", "ismn", "ean13", "upc", "amount",
        "code", "triple", "integer[]", "integer[][]", "bool[]", "text[]", "varchar(4)[]", "char(3)[]", "mood[]", "bytea[]", "uuid[]", "jsonb[]", "timestamptz[]",
        "amount[]", "place", "house", "place[]", "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange", "int4multirange", "datemultirange",
        "textrange", "floatrange", "tstzrange[]", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery", "pg_lsn", "tid",
        "pg_snapshot", "txid_snapshot", "regclass", "regtype", "regproc", "regprocedure", "regoper", "regoperator", "regrole", "regnamespace", "regconfig",
        "regdictionary", "regcollation",
    ];
}

/// <summary>Every type's values are taken by a real server, and the distinct ones are different to it.</summary>
public sealed class TypeRulesTests(EveryTypeFixture fixture) : IClassFixture<EveryTypeFixture>
{
    // The server has no equality for these.
    static readonly string[] Incomparable = ["json", "xml", "jsonpath", "point", "line", "path", "polygon", "pg_snapshot", "txid_snapshot", "xid", "cid",
         "lquery", "ltxtquery", "lseg", "box", "circle"];

    public static TheoryData<string, int> Columns => [.. EveryTypeFixture.Columns.Select((type, i) => new TheoryDataRow<string, int>(type, i))];

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Drawn_values_are_taken_by_the_server(string type, int index)
    {
        var column = fixture["every"].Columns[index];
        var source = SourceBench.Catalog.ForColumn(fixture["every"], column, ColumnDomain.Any, false).ShouldNotBeNull(type);
        await using var session = await InsertAsync("every", column, SourceBench.Draw(source, column, 100));
        (await session.ScalarAsync<long>("SELECT count(*) FROM every")).ShouldBe(100);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Distinct_values_differ_to_the_server(string type, int index)
    {
        var table = fixture["distinct_every"];
        var column = table.Columns[index];
        foreach (var asKey in new[] { false, true })
        {
            var source = SourceBench.Catalog.ForColumn(table, column, ColumnDomain.Any, asKey).ShouldNotBeNull(type);
            source.DistinctCapacity.ShouldBeGreaterThan(0UL);
            var values = SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 150));
            await using var session = await InsertAsync("distinct_every", column, values);
            if (!Incomparable.Contains(type))
                (await session.ScalarAsync<long>($"SELECT count(DISTINCT {column.Name}) FROM distinct_every")).ShouldBe(values.Count);
            else
                values.ShouldBeUnique();
        }
    }

    async Task<NpgsqlConnection> InsertAsync(string table, FraiseqlData.Schema.Column column, List<object?> values)
    {
        var codec = TypeCodecs.For(column);
        var sql = new StringBuilder($"CREATE TEMP TABLE {table} (LIKE public.{table}); INSERT INTO {table} ({column.Name}) VALUES ");
        foreach (var value in values)
        {
            var text = new StringBuilder();
            codec.AppendTextPart(value.ShouldNotBeNull(), text);
            sql.Append('(').Append(SqlLiteral.Quote(text.ToString())).Append("),");
        }
        var session = await fixture.Database.OpenAsync();
        await session.RunAsync(SessionSettings.ForSession);
        await session.RunAsync(sql.ToString(0, sql.Length - 1));
        return session;
    }
}

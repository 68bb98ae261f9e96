using FraiseqlData.Constraints.Expressions;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

public sealed class SqlParserTests
{
    public static TheoryData<string> Deparsed => [.. DeparsedExpressions.All];

    [Theory]
    [MemberData(nameof(Deparsed))]
    public void Parse_deparsed_condition_gives_a_tree_that_reads_back_the_same(string sql)
    {
        var tree = SqlParser.Parse(sql).ShouldNotBeNull();
        SqlParser.Parse(tree.ToString()).ShouldNotBeNull().ToString().ShouldBe(tree.ToString());
    }

    [Theory]
    [InlineData("(s = ANY (ARRAY['a'::text, 'b'::text]))", "(s = ANY (ARRAY[('a')::text, ('b')::text]))")]
    [InlineData("a + b * 2 > 3 AND NOT c OR d", "((((a + (b * 2)) > 3) AND (NOT c)) OR d)")]
    [InlineData("a - b - c", "((a - b) - c)")]
    [InlineData("(- a) < '-5'::integer", "((- a) < ('-5')::int4)")]
    [InlineData("x OPERATOR(public.~) 'a'::public.citext", "(x OPERATOR(public.~) ('a')::public.citext)")]
    [InlineData("x::character varying(10)[]", "(x)::varchar(10)[]")]
    [InlineData("x::timestamp(3) with time zone", "(x)::timestamptz(3)")]
    [InlineData("x::timestamp without time zone", "(x)::timestamp")]
    [InlineData("x::numeric(10,-2)", "(x)::numeric(10,-2)")]
    [InlineData("x::interval day to second(2)", "(x)::interval(2)")]
    [InlineData("x::\"char\"", "(x)::\"char\"")]
    [InlineData("(TRIM(BOTH FROM s) <> ''::text)", "(btrim(s) <> ('')::text)")]
    [InlineData("TRIM(LEADING '0'::text FROM s)", "ltrim(s, ('0')::text)")]
    [InlineData("POSITION(('@'::text) IN (s))", "strpos(s, ('@')::text)")]
    [InlineData("EXTRACT(year FROM d) >= (2000)::numeric", "(\"extract\"('year', d) >= (2000)::numeric)")]
    [InlineData("(t AT TIME ZONE 'UTC'::text) < now()", "(timezone(('UTC')::text, t) < now())")]
    [InlineData("arr[1:2]", "(arr)[1:2]")]
    [InlineData("(VALUE).a > 0", "((VALUE).a > 0)")]
    [InlineData("x BETWEEN 1 AND 2 AND y", "(((x >= 1) AND (x <= 2)) AND y)")]
    [InlineData("x NOT IN (1, 2)", "(x <> ALL (ARRAY[1, 2]))")]
    [InlineData("x IS NOT DISTINCT FROM y", "(NOT (x IS DISTINCT FROM y))")]
    [InlineData("\"Od \"\"d\" = E'a\\nb'", "(\"Od \"\"d\" = 'a\nb')")]
    [InlineData("'it''s' || B'101'", "('it''s' || B'101')")]
    [InlineData("x NOT LIKE 'a%'", "(x !~~ 'a%')")]
    [InlineData("1.5e3 <> -2", "(1.5e3 <> (- 2))")]
    public void Parse_shape_is_read_as(string sql, string expected) => SqlParser.Parse(sql).ShouldNotBeNull().ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("(a")]
    [InlineData("a >")]
    [InlineData("a > 1)")]
    [InlineData("'open")]
    [InlineData("CASE END")]
    [InlineData("a ; b")]
    [InlineData("(SELECT 1)")]
    [InlineData("OPERATOR(")]
    [InlineData("OPERATOR(public.)")]
    [InlineData("x IS")]
    [InlineData("x::")]
    [InlineData("x::numeric(")]
    public void Parse_what_is_no_expression_gives_null(string sql) => SqlParser.Parse(sql).ShouldBeNull();

    [Fact]
    public void Parse_very_deep_nesting_gives_null() =>
        SqlParser.Parse(new string('(', 50_000) + "a" + new string(')', 49_999)).ShouldBeNull();

    [Fact]
    public void Parse_any_prefix_of_a_condition_does_not_throw()
    {
        foreach (var sql in DeparsedExpressions.All)
        {
            for (var length = 0; length < sql.Length; length++)
                Should.NotThrow(() => SqlParser.Parse(sql[..length]));
        }
    }
}

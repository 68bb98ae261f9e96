using System.Text.Json;
using System.Text.RegularExpressions;
using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

/// <summary>Patterns, alternatives and the parts of JSON, composite and range values.</summary>
public sealed class ShapedDomainTests
{
    static ColumnDomain Like(params TextPattern[] patterns) => new() { Patterns = patterns, From = ["check"] };

    [Theory]
    [InlineData("^[A-Z]{3}-[0-9]{4}$", @"^[A-Z]{3}-[0-9]{4}\z")]
    [InlineData("^\\d{5}(-\\d{4})?$", @"^[0-9]{5}(-[0-9]{4})?\z")]
    [InlineData("^[[:alpha:]_][[:alnum:]_]*$", @"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    [InlineData("^(red|green|blue)$", @"^(red|green|blue)\z")]
    [InlineData("^#[0-9a-fA-F]{6}$", @"^#[0-9a-fA-F]{6}\z")]
    [InlineData("@", "@")]
    [InlineData("^[^@]+@[^@]+\\.[^@]+$", @"^[^@]+@[^@]+\.[^@]+\z")]
    [InlineData("^\\+?[0-9 ()-]{7,20}$", @"^\+?[0-9 ()-]{7,20}\z")]
    [InlineData("^(?=.*[0-9])(?=.*[a-z]).{8,12}$", @"^(?=.*[0-9])(?=.*[a-z]).{8,12}\z")]
    [InlineData("^a|b$", @"^a|b\z")]
    [InlineData("^\\w+\\s\\w+$", @"^\w+\s\w+\z")]
    [InlineData("^https?://", "^https?://")]
    [InlineData("[[:digit:]]{10}", "[0-9]{10}")]
    public void Texts_match_the_pattern(string pattern, string asNet)
    {
        var column = SourceBench.Varchar("q", 40);
        foreach (var domain in new[] { Like(new TextPattern(pattern, false, false)), Like(new TextPattern(pattern, false, false), new TextPattern("zz|99", true, true)) })
        {
            var source = SourceBench.Source(column, domain);
            source.DistinctCapacity.ShouldBeGreaterThan(0UL);
            var distinct = SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 80)).Cast<string>().ToList();
            distinct.ShouldBeUnique();
            foreach (var text in SourceBench.Draw(source, column, 80).Cast<string>().Concat(distinct))
            {
                Regex.IsMatch(text, asNet).ShouldBeTrue(text);
                text.Length.ShouldBeLessThanOrEqualTo(40);
                if (domain.Patterns.Count > 1)
                    Regex.IsMatch(text, "zz|99", RegexOptions.IgnoreCase).ShouldBeFalse(text);
            }
        }
    }

    [Theory]
    [InlineData("^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9]))*$", @"^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9]))*\z")]
    [InlineData("^\\m[a-z]+\\M$", @"^\b[a-z]+\b\z")]
    [InlineData("^[a-z.]+(?<!\\.)$", @"^[a-z.]+(?<!\.)\z")]
    public void Most_texts_match_a_pattern_that_looks_around(string pattern, string asNet)
    {
        var column = SourceBench.Varchar("q", 40);
        var source = SourceBench.Source(column, Like(new TextPattern(pattern, false, false)));
        SourceBench.Draw(source, column, 80).Count(t => Regex.IsMatch((string)t!, asNet)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Finite_pattern_has_as_many_values_as_it_matches() =>
        SourceBench.Source(SourceBench.Text("q"), Like(new TextPattern("^(a|b)[0-9]$", false, false))).DistinctCapacity.ShouldBe(20UL);

    [Fact]
    public void Texts_of_a_pattern_differ_ignoring_case_where_the_column_ignores_it()
    {
        var column = SourceBench.Column("q", SourceBench.Type("citext"));
        var source = SourceBench.Source(column, Like(new TextPattern("^[A-Za-z]{3}$", false, false)));
        source.DistinctCapacity.ShouldBe(26UL * 26 * 26);
        SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 3000)).Select(v => ((string)v!).ToUpperInvariant()).ShouldBeUnique();
    }

    [Fact]
    public void Named_rule_stays_where_its_values_match_the_pattern()
    {
        SourceBench.Source(SourceBench.Text("email"), Like(new TextPattern("^[^@ ]+@[^@ ]+\\.[a-z]+$", true, false))).Name.ShouldBe("email");
        SourceBench.Source(SourceBench.Text("email"), Like(new TextPattern("^[^@ ]+@acme\\.test$", true, false))).Name.ShouldBe("text");
    }

    [Fact]
    public void Pattern_that_is_not_understood_is_left_to_the_checks() =>
        SourceBench.Source(SourceBench.Text("q"), Like(new TextPattern("(a)\\1", false, false))).ShouldNotBeNull();

    [Fact]
    public void Alternatives_are_all_drawn_and_nothing_else()
    {
        var column = SourceBench.Column("q", SourceBench.Type("int4"));
        var domain = new ColumnDomain { Min = 1, Max = 100, Alternatives = [new() { Max = 5 }, new() { Min = 90 }], From = ["check"] };
        var source = SourceBench.Source(column, domain);
        var values = SourceBench.Draw(source, column, 200).Cast<int>().ToList();
        values.ShouldAllBe(v => v >= 1 && v <= 100 && (v <= 5 || v >= 90));
        values.ShouldContain(v => v <= 5);
        values.ShouldContain(v => v >= 90);
        source.DistinctCapacity.ShouldBe(16UL);
    }

    [Fact]
    public void Json_has_the_members_that_a_check_demands()
    {
        var column = SourceBench.Column("settings", SourceBench.Type("jsonb"));
        var domain = new ColumnDomain
        {
            JsonKinds = ["object"],
            Parts = new Dictionary<string, ColumnDomain> { ["email"] = new() { NotNull = true }, ["mode"] = new() { Allowed = ["a\"b", "c"] } },
            From = ["check"],
        };
        var source = SourceBench.Source(column, domain);
        foreach (string text in SourceBench.Draw(source, column, 20).Concat(SourceBench.Distinct(source, column, [0, 1]))!)
        {
            using var json = JsonDocument.Parse(text);
            json.RootElement.GetProperty("email").GetString()!.ShouldContain("@example.");
            json.RootElement.GetProperty("mode").GetString().ShouldBeOneOf("a\"b", "c");
        }
    }

    [Theory]
    [InlineData("array", JsonValueKind.Array)]
    [InlineData("object", JsonValueKind.Object)]
    [InlineData("string", JsonValueKind.String)]
    [InlineData("number", JsonValueKind.Number)]
    public void Json_is_of_the_kind_that_a_check_demands(string kind, JsonValueKind expected)
    {
        foreach (var name in new[] { "q", "settings", "tags" })
        {
            var column = SourceBench.Column(name, SourceBench.Type("jsonb"));
            var source = SourceBench.Source(column, new ColumnDomain { JsonKinds = [kind], From = ["check"] });
            foreach (string text in SourceBench.Draw(source, column, 5).Concat(SourceBench.Distinct(source, column, [0, 1, 2]))!)
            {
                using var json = JsonDocument.Parse(text);
                json.RootElement.ValueKind.ShouldBe(expected);
            }
        }
    }

    [Fact]
    public void Bounds_of_a_range_hold_for_both_ends()
    {
        var type = new PgType { Oid = 3, Name = new("pg_catalog", "int4range"), Kind = PgTypeKind.Range, SqlName = "int4range", Element = SourceBench.Type("int4") };
        var column = SourceBench.Column("q", type);
        var source = SourceBench.Source(column, new ColumnDomain { Parts = new Dictionary<string, ColumnDomain> { ["lower"] = new() { Min = 500 }, ["upper"] = new() { Max = 900 } }, From = ["check"] });
        foreach (string text in SourceBench.Draw(source, column, 50).Concat(SourceBench.Distinct(source, column, SourceBench.Indexes(source.DistinctCapacity, 20)))!)
            Regex.Matches(text, "[0-9]+").Select(m => int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)).ShouldAllBe(n => n >= 500 && n <= 900);
    }
}

using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;
using RegexMatcher = FraiseqlData.Constraints.Evaluation.PatternMatcher;
using TextMatcher = FraiseqlData.Generation.Text.PatternMatcher;

namespace FraiseqlData.Core.Tests.Constraints;

/// <summary>Conditions that are huge, deep or vicious take a bounded amount of work; what is beyond the bound is left to the row or to the server.</summary>
public sealed class WorkBoundTests
{
    static readonly DateTime Reference = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static (Facts Facts, int Steps) Narrow(string condition)
    {
        var columns = Enumerable.Range(0, 20).ToDictionary(i => $"c{i}", _ => SqlType.Int4);
        var narrower = new Narrower(new ExpressionCompiler(columns, new Dictionary<QualifiedName, PgType>()), ClockWindow.From(Reference));
        return (narrower.Narrow(SqlParser.Parse(condition).ShouldNotBeNull()), narrower.Steps);
    }

    static TableConstraints Analyze(string condition) => ConstraintAnalyzer.Analyze(
        new Table
        {
            Oid = 1,
            Name = new("public", "t"),
            Columns = [SchemaSketch.Column("n", SchemaSketch.Int4), SchemaSketch.Column("s", SchemaSketch.Text)],
            Checks = [new CheckConstraint { Name = "c", Expression = condition }],
        },
        Reference);

    /// <summary>A tree of AND and OR by turns over ranges of one column: 2^depth ways to fulfil it.</summary>
    static string Tree(int depth, int seed = 0) => depth == 0
        ? $"((c0 > {seed * 7 % 1000}) AND (c0 < {seed * 7 % 1000 + 500}))"
        : $"({Tree(depth - 1, seed * 2)} {(depth % 2 == 0 ? "AND" : "OR")} {Tree(depth - 1, seed * 2 + 1)})";

    [Fact]
    public void Tree_of_alternatives_is_visited_once_and_leaves_few_of_them()
    {
        var (facts, steps) = Narrow(Tree(12));
        steps.ShouldBeLessThanOrEqualTo(4096 * 8);
        var domain = facts.Domains.GetValueOrDefault("c0", ColumnDomain.Any);
        domain.Alternatives.Count.ShouldBeLessThanOrEqualTo(32);
        domain.Alternatives.ShouldAllBe(a => a.Alternatives.Count == 0);
    }

    [Fact]
    public void Ways_to_choose_in_many_columns_do_not_multiply()
    {
        var choices = string.Join(" AND ", Enumerable.Range(0, 20).SelectMany(i => Enumerable.Range(0, 20).Select(j => $"((c{i} = {j}) OR (c{j} = {i}) OR (c{i} > c{j}))")));
        Narrow(choices).Steps.ShouldBeLessThan(400 * 8);
    }

    [Fact]
    public void Condition_beyond_the_bound_is_left_to_the_row()
    {
        var vast = string.Join(" AND ", Enumerable.Range(0, Narrower.MaxSteps).Select(i => $"(c0 <> {i})"));
        var (facts, steps) = Narrow(vast);
        steps.ShouldBe(Narrower.MaxSteps + 1);
        facts.IsExact.ShouldBeFalse();
    }

    [Fact]
    public void Lists_of_ten_thousand_values_are_one_step_and_their_join_is_right()
    {
        var all = string.Join(", ", Enumerable.Range(0, 10_000));
        var even = string.Join(", ", Enumerable.Range(0, 10_000).Select(i => i * 2));
        var (facts, steps) = Narrow($"(c0 = ANY (ARRAY[{all}])) AND (c0 = ANY (ARRAY[{even}])) AND (c0 <> ALL (ARRAY[{string.Join(", ", Enumerable.Range(5, 10_000))}]))");
        steps.ShouldBe(4);
        facts.Domains["c0"].Allowed.ShouldBe([0, 2, 4]);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("(NOT ", ")")]
    [InlineData("((n)::bigint + (", "))")]
    [InlineData("CASE WHEN true THEN ", " ELSE false END")]
    [InlineData("abs(", ")")]
    public void Nesting_of_two_thousand_levels_is_left_to_the_server(string open, string close)
    {
        var found = Analyze(string.Concat(Enumerable.Repeat(open, 2000)) + "n > 1" + string.Concat(Enumerable.Repeat(close, 2000)));
        found.ServerChecks.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData("::bigint")]
    [InlineData(" || 'x'")]
    public void Two_thousand_operators_in_a_row_are_left_to_the_server(string operation) =>
        Analyze("n" + string.Concat(Enumerable.Repeat(operation, 2000)) + " > 1").ServerChecks.Count.ShouldBe(1);

    [Fact]
    public void Partitions_by_the_thousand_are_understood()
    {
        var bounds = string.Join(" OR ", Enumerable.Range(0, 3000).Select(i => $"((n IS NOT NULL) AND (n >= {i * 10}) AND (n < {i * 10 + 10}))"));
        var domain = Analyze(bounds).DomainOf("n");
        (domain.Min, domain.Max).ShouldBe((0, 29_999));
    }

    [Theory]
    [InlineData("^(a|b)*a(a|b){20}$")]
    [InlineData("(((x{1,255}){1,255}){1,255}){1,255}")]
    [InlineData("(((((((((((((((a*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*$")]
    [InlineData("^([a-z]+)+$")]
    [InlineData("(?=(a|b)*a(a|b){20})x")]
    public void Pattern_makes_no_automaton_beyond_the_bound(string pattern)
    {
        if (TextMatcher.Of([new TextPattern(pattern, false, false)]) is { } matcher)
            matcher.Edges.Count.ShouldBeLessThanOrEqualTo(BoundedAutomata.MostStates);
    }

    [Fact]
    public void Several_patterns_stay_within_the_bound_together()
    {
        var patterns = Enumerable.Range(1, 12).Select(i => new TextPattern($"(a|b)*a(a|b){{{i}}}c{{{i}}}", false, i % 2 == 0)).ToList();
        TextMatcher.Of(patterns).ShouldNotBeNull().Edges.Count.ShouldBeLessThanOrEqualTo(BoundedAutomata.MostStates);
    }

    [Theory]
    [InlineData("(((", null)]
    [InlineData("a{3,1}", null)]
    [InlineData("[z-a]", null)]
    [InlineData("\\", null)]
    [InlineData("(?b)a", null)]
    [InlineData("a{", null)]
    [InlineData("[[:nothing:]]", null)]
    [InlineData("^(a+)+$", true)]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$", false)]
    public void Pattern_is_judged_without_trying_every_way(string pattern, bool? matches)
    {
        // Backtracking would take 2^60 steps and more.
        RegexMatcher.Create(pattern, false)?.IsMatch(new string('a', 60_000)).ShouldBe(matches);
        _ = TextMatcher.Of([new TextPattern(pattern, false, false)]);
        if (matches is null)
            RegexMatcher.Create(pattern, false).ShouldBeNull();
    }

    [Fact]
    public void Deep_groups_of_a_pattern_do_not_exhaust_the_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 2000)) + "a" + string.Concat(Enumerable.Repeat(")", 2000));
        TextMatcher.Of([new TextPattern(deep, false, false)]).ShouldBeNull();
    }
}

using FraiseqlData.Constraints;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Constraints;

public sealed class ConstraintAnalyzerTests(NarrowingCases cases) : IClassFixture<NarrowingCases>
{
    static readonly DateTime ReferenceDate = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int, string> Indexes()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < NarrowingCases.All.Length; i++)
            data.Add(i, $"{NarrowingCases.All[i].Columns}: {NarrowingCases.All[i].Check}");
        return data;
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Analyze_check_narrows_to(int index, string check) =>
        NarrowingCases.Describe(ConstraintAnalyzer.Analyze(cases.Table(index), ReferenceDate)).ShouldBe(NarrowingCases.All[index].Expected, check);

    [Fact]
    public void Analyze_domains_in_the_columns_own_types()
    {
        object? Min(string columns, string check) =>
            ConstraintAnalyzer.Analyze(cases.Table(Array.FindIndex(NarrowingCases.All, c => c.Columns == columns && c.Check == check)), ReferenceDate).DomainOf("x").Min;
        Min("x smallint", "x > 0.5").ShouldBeOfType<short>();
        Min("x int", "x > 0").ShouldBeOfType<int>();
        Min("x real", "x > 0.1").ShouldBeOfType<float>();
        Min("x numeric", "x > 0").ShouldBeOfType<decimal>();
        Min("x timestamp", "x >= '2020-01-01'").ShouldBeOfType<DateTime>().Kind.ShouldBe(DateTimeKind.Unspecified);
    }

    [Fact]
    public void Analyze_names_the_constraints_that_shaped_a_domain()
    {
        var table = cases.Table(Array.FindIndex(NarrowingCases.All, c => c.Columns == "x positive"));
        ConstraintAnalyzer.Analyze(table, ReferenceDate).DomainOf("x").From.ShouldBe(["positive", "c", "positive_check", "whole_check"], ignoreOrder: true);
    }

    [Fact]
    public void Analyze_not_enforced_check_does_not_count()
    {
        var read = cases.Table(0);
        var table = new Table
        {
            Oid = 1,
            Name = read.Name,
            Columns = read.Columns,
            Checks = [new CheckConstraint { Name = "c", Expression = "(x > 0)", IsEnforced = false }],
        };
        NarrowingCases.Describe(ConstraintAnalyzer.Analyze(table, ReferenceDate)).ShouldBe("");
    }

    [Fact]
    public void Analyze_type_gives_the_domain_of_an_element()
    {
        var table = cases.Table(Array.FindIndex(NarrowingCases.All, c => c.Columns == "x hours[]"));
        var element = table.GetColumn("x").Type.Element.ShouldNotBeNull();
        NarrowingCases.Describe(ConstraintAnalyzer.AnalyzeType(element, ReferenceDate)).ShouldBe("value: a(0..24) b(..59)");
    }
}

using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Overrides go before comments, comments before rules of files, and these before the built-in ones.</summary>
public sealed class RulesTests
{
    const string Ddl = """
        CREATE TABLE shop (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, city text NOT NULL);
        CREATE TABLE sale (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop int NOT NULL REFERENCES shop, city text NOT NULL, price numeric(8, 2) NOT NULL, state text, code text UNIQUE, amount int NOT NULL);
        """;

    [Fact]
    public async Task Order_of_precedence_holds_for_added_parents_too()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + """
            COMMENT ON COLUMN sale.price IS 'In euros. Seed: generator decimal min=10 max=11
            more words';
            COMMENT ON COLUMN sale.state IS 'seed: values a, ''b c''; weights 0, 1';
            COMMENT ON COLUMN sale.code IS 'seed: template X-{instance:d3}';
            """.Replace("''b c''", "\"b c\""));
        var rules = RulesFile.Read(
            """
            rules:
              - { table: shop, column: city, value: Lyon }
              - { column: cit?, value: Paris }
              - { column: price, value: 99 }
              - { column: state, value: rule }
              - { column: code, type: integer, value: 5 }
              - { column: id, value: 5 }
              - { column: shop, value: 5 }
              - { column: '*', type: int, generator: integer, parameters: { min: 7, max: 7 } }
            """, "rules.yaml");
        var plan = scene.Plan(new PlanOptions { Rules = rules, NullRatio = 0 }).Add("sale", 6, new Dictionary<string, ColumnOverride> { ["amount"] = new ConstantOverride(3) }).Add("sale", 2);
        var result = await scene.RunAsync(plan);
        result.Warnings.ShouldBeEmpty();
        (await scene.RowsAsync("SELECT DISTINCT s.city, sale.city, price BETWEEN 10 AND 11, state, code = 'X-' || lpad(sale.id::text, 3, '0') FROM sale JOIN shop s ON s.id = shop")).ShouldBe(["(Lyon,Paris,t,\"b c\",t)"]);
        (await scene.RowsAsync("SELECT amount, count(*) FROM sale GROUP BY 1 ORDER BY 1")).ShouldBe(["(3,6)", "(7,2)"]);
    }

    [Theory]
    [InlineData("city", "seed: generator emial", "emial")]
    [InlineData("city", "seed: genrator email", "Did you mean 'generator'")]
    [InlineData("city", "seed: generator email min", "'min' is no parameter")]
    [InlineData("city", "seed: generator mask mask='#", "not closed")]
    [InlineData("city", "seed: sql now()", "begins with none of")]
    [InlineData("city", "seed: values", "missing")]
    [InlineData("city", "seed: values a, b; weights 1", "2 values, but 1 weights")]
    [InlineData("city", "seed: null", "NOT NULL")]
    [InlineData("city", "seed: template {nothing}", "{nothing}")]
    [InlineData("price", "seed: value cheap", "public.sale.price")]
    [InlineData("price", "seed: generator city", "cannot make values")]
    [InlineData("code", "seed: values a, b", "unique key")]
    [InlineData("shop", "seed: value 1", "is a key")]
    public async Task Comment_that_cannot_be_followed_is_told_and_passed_over(string column, string comment, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + $"COMMENT ON COLUMN sale.{column} IS '{comment.Replace("'", "''")}'");
        var warning = (await scene.FillAsync("sale", 5)).Warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith($"The comment on public.sale.{column} is passed over: ");
        warning.ShouldContain(words);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sale")).ShouldBe(5);
    }

    [Fact]
    public async Task Rule_that_does_not_suit_is_told_and_passed_over()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var rules = RulesFile.Read("rules: [ { column: price, generator: city } ]", "rules.yaml");
        (await scene.RunAsync(scene.Plan(new PlanOptions { Rules = rules }).Add("sale", 2))).Warnings.ShouldHaveSingleItem().ShouldStartWith("The rule in rules.yaml line 1 for public.sale.price is passed over: ");
    }

    [Fact]
    public async Task Words_that_only_look_like_it_are_no_instruction()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "COMMENT ON COLUMN sale.city IS 'aniseed: generator'");
        (await scene.FillAsync("sale", 2)).Warnings.ShouldBeEmpty();
    }
}

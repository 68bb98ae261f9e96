using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns that belong together by the user's word, and overrides that contradict each other.</summary>
public sealed class RecordGroupTests
{
    const string Ddl = """
        CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, category text NOT NULL, price numeric(8, 2) NOT NULL);
        CREATE TABLE visit (city text NOT NULL, country text NOT NULL, phone text NOT NULL, start_date date NOT NULL, end_date date NOT NULL, quantity int NOT NULL, unit_price numeric(8, 2) NOT NULL, total numeric(8, 2) NOT NULL,
          rating int NOT NULL CHECK (rating BETWEEN 1 AND 5));
        """;

    const string Rules = """
        groups:
          - table: product
            records:
              - { name: Chair, category: Furniture, price: 49.90 }
              - { name: Table, category: Furniture, price: 149.90 }
              - { name: Lamp, category: Lighting, price: 19.90 }
            weights: [5, 1, 1]
        """;

    static async Task<FraiseqlDataException> RefusedAsync(Dictionary<string, ColumnOverride> overrides, string table = "visit", string rules = "rules: []")
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan(new PlanOptions { Rules = RulesFile.Read(rules, "rules.yaml") }).Add(table, 5, overrides);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan));
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(0);
        return error;
    }

    [Fact]
    public async Task Rows_take_whole_records_as_often_as_their_weights_say()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan(new PlanOptions { Rules = RulesFile.Read(Rules, "rules.yaml") }).Add("product", 200));
        (await scene.RowsAsync("SELECT DISTINCT name, category, price FROM product ORDER BY 1")).ShouldBe(["(Chair,Furniture,49.90)", "(Lamp,Lighting,19.90)", "(Table,Furniture,149.90)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE name = 'Chair'")).ShouldBeInRange(110, 175);
    }

    [Fact]
    public async Task Override_of_one_column_leaves_the_records_that_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan(new PlanOptions { Rules = RulesFile.Read(Rules, "rules.yaml") }).Add("product", 20, new Dictionary<string, ColumnOverride> { ["category"] = new ConstantOverride("Lighting") }));
        (await scene.RowsAsync("SELECT DISTINCT name, category, price FROM product")).ShouldBe(["(Lamp,Lighting,19.90)"]);
    }

    [Fact]
    public async Task Override_that_no_record_has_is_refused()
    {
        var error = await RefusedAsync(new() { ["category"] = new ConstantOverride("Food") }, "product", Rules);
        error.Id.ShouldBe("FqOverrideContradiction");
        error.Message.ShouldContain("rules.yaml line 2");
        error.Message.ShouldContain("category = 'Food'");
    }

    [Theory]
    [InlineData("groups: [ { records: [ { a: 1, b: 2 }, { a: 1 } ] } ]", "'b'")]
    [InlineData("groups: [ { record: [ { a: 1 } ] } ]", "'records'")]
    [InlineData("groups: [ { records: [] } ]", "no records")]
    [InlineData("groups: [ { records: [ { a: 1 } ], weights: [1, 2] } ]", "2 weights")]
    public void Group_that_cannot_be_read_is_an_error_with_its_line(string text, string words)
    {
        var error = Should.Throw<FraiseqlDataException>(() => RulesFile.Read(text, "rules.yaml"));
        error.Id.ShouldBe("FqRulesInvalid");
        error.Message.ShouldContain("line 1");
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task Country_steers_the_rest()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("visit", 50, new Dictionary<string, ColumnOverride> { ["country"] = new ConstantOverride("France") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visit WHERE phone LIKE '+33%'")).ShouldBe(50);
    }

    [Theory]
    [InlineData("city", "Austin", "country", "France", "there is no such place")]
    [InlineData("end_date", "2025-01-01", "start_date", "2025-02-01", "before the first")]
    public async Task Overrides_that_contradict_each_other_are_refused(string column, string value, string other, string otherValue, string words)
    {
        var error = await RefusedAsync(new() { [column] = new ConstantOverride(value), [other] = new ConstantOverride(otherValue) });
        error.Id.ShouldBe("FqOverrideContradiction");
        error.Message.ShouldContain(words);
        error.Message.ShouldContain(column + " = ");
        error.Message.ShouldContain(other + " = ");
    }

    [Fact]
    public async Task Amounts_that_do_not_add_up_are_refused()
    {
        var error = await RefusedAsync(new() { ["quantity"] = new ConstantOverride(2), ["unit_price"] = new ConstantOverride(10), ["total"] = new ConstantOverride(15) });
        error.Id.ShouldBe("FqOverrideContradiction");
        error.Message.ShouldContain("2 times 10");
    }

    [Fact]
    public async Task Place_that_is_not_known_is_no_contradiction()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("visit", 3, new Dictionary<string, ColumnOverride> { ["city"] = new ConstantOverride("Kleinkleckersdorf"), ["country"] = new ConstantOverride("France") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visit WHERE city = 'Kleinkleckersdorf' AND country = 'France'")).ShouldBe(3);
    }

    [Fact]
    public async Task Unknown_generator_and_broken_check_are_refused_before_loading()
    {
        var unknown = await RefusedAsync(new() { ["city"] = new GeneratorOverride("citty", new Dictionary<string, object?>()) });
        (unknown.Id, unknown.RecommendedAction!.Contains("'city'", StringComparison.Ordinal)).ShouldBe(("FqGeneratorUnknown", true));
        var broken = await RefusedAsync(new() { ["rating"] = new ConstantOverride(9) });
        broken.Message.ShouldContain("visit_rating_check");
        broken.Message.ShouldContain("9");
    }
}

using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>How the values of a column are spread.</summary>
public sealed class ValueShapeTests
{
    const string Ddl = """
        CREATE TABLE sale (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, price numeric(10, 2) NOT NULL, age int CHECK (age BETWEEN 0 AND 120), visits bigint, score double precision,
          sold_on date, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, code text UNIQUE, note text, deleted_at timestamptz);
        CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE deal (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer int REFERENCES customer, rival int REFERENCES customer, bio text);
        """;

    [Fact]
    public async Task Numbers_are_spread_as_asked()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("sale", 4000, new Dictionary<string, ColumnOverride>
        {
            ["price"] = Generator("log-normal", ("mean", 80), ("deviation", 60)),
            ["age"] = Generator("normal", ("mean", 40), ("sd", 12), ("min", 18)),
            ["visits"] = Generator("zipf", ("exponent", 1.2), ("max", 1000)),
            ["score"] = Generator("poisson", ("mean", 3)),
        }));
        (await scene.ScalarAsync<double>("SELECT avg(price)::float8 FROM sale")).ShouldBeInRange(76, 84);
        (await scene.ScalarAsync<double>("SELECT stddev(price)::float8 FROM sale")).ShouldBeInRange(50, 70);
        (await scene.ScalarAsync<double>("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) FROM sale")).ShouldBeInRange(58, 70);
        (await scene.RowsAsync("SELECT min(age) >= 18, max(age) <= 120, abs(avg(age) - 40) < 2, abs(stddev(age) - 11) < 1.5 FROM sale")).ShouldBe(["(t,t,t,t)"]);
        (await scene.RowsAsync("SELECT visits FROM sale GROUP BY 1 ORDER BY count(*) DESC LIMIT 2")).ShouldBe(["(1)", "(2)"]);
        (await scene.RowsAsync("SELECT bool_and(score = round(score)), abs(avg(score) - 3) < 0.15, abs(variance(score) - 3) < 0.3 FROM sale")).ShouldBe(["(t,t,t)"]);
    }

    [Fact]
    public async Task Dates_have_seasons_and_the_other_moments_follow()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("sale", 3000, new Dictionary<string, ColumnOverride>
        {
            ["sold_on"] = Generator("date", ("from", "2025-01-01"), ("to", "2025-12-31"), ("months", Map(("dec", 5), ("jun-aug", 0))), ("weekdays", Map(("sat-sun", 0.1)))),
            ["created_at"] = Generator("timestamp", ("from", "2025-03-01"), ("to", "2025-03-31"), ("hours", Map(("9-17", 1), ("18-8", 0)))),
        }));
        (await scene.RowsAsync("SELECT count(*) FILTER (WHERE extract(month FROM sold_on) IN (6, 7, 8)), min(sold_on) >= '2025-01-01', max(sold_on) <= '2025-12-31' FROM sale")).ShouldBe(["(0,t,t)"]);
        (await scene.ScalarAsync<double>("SELECT avg((extract(month FROM sold_on) = 12)::int)::float8 FROM sale")).ShouldBeInRange(0.34, 0.43);
        (await scene.ScalarAsync<double>("SELECT avg((extract(isodow FROM sold_on) > 5)::int)::float8 FROM sale")).ShouldBeInRange(0.02, 0.07);
        (await scene.RowsAsync("SELECT min(extract(hour FROM created_at AT TIME ZONE 'UTC')), max(extract(hour FROM created_at AT TIME ZONE 'UTC')), max(created_at AT TIME ZONE 'UTC')::date, count(*) FILTER (WHERE updated_at < created_at) FROM sale"))
            .ShouldBe(["(9,17,2025-03-31,0)"]);
    }

    [Fact]
    public async Task Shares_of_nulls_hold_for_generators_values_keys_and_unique_columns()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan(new PlanOptions { NullRatio = 0 }).Add("customer", 20)
            .Add(new PlanEntry
            {
                Pattern = "sale",
                Count = 1000,
                NullRatios = new Dictionary<string, double> { ["code"] = 0.4, ["deleted_at"] = 0.9, ["s*"] = 0.5 },
                Overrides = new Dictionary<string, ColumnOverride>
                {
                    ["note"] = OverrideInstruction.Read("note", Map(("values", new object?[] { "a", "b" }), ("nulls", 0.3))),
                    ["age"] = OverrideInstruction.Read("age", Map(("generator", "normal"), ("mean", 40), ("deviation", 5), ("nulls", 0.2))),
                },
            })
            .Add(new PlanEntry { Pattern = "deal", Count = 1000, NullRatios = new Dictionary<string, double> { ["customer"] = 0.6, ["rival"] = 0 } });
        _ = await scene.RunAsync(plan);
        foreach (var (column, share) in new[] { ("code", 0.4), ("deleted_at", 0.9), ("score", 0.5), ("sold_on", 0.5), ("note", 0.3), ("age", 0.2), ("visits", 0.0) })
            (await scene.ScalarAsync<double>($"SELECT avg(({column} IS NULL)::int)::float8 FROM sale")).ShouldBeInRange(share - 0.06, share + 0.06, column);
        (await scene.ScalarAsync<double>("SELECT avg((customer IS NULL)::int)::float8 FROM deal")).ShouldBeInRange(0.54, 0.66);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM deal WHERE rival IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task List_may_be_picked_by_rank()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("sale", 1000, new Dictionary<string, ColumnOverride> { ["note"] = OverrideInstruction.Read("note", Map(("values", new object?[] { "x", "y", "z" }), ("pick", "zipf"))) }));
        // 1 of 1 + 1/2 + 1/3
        (await scene.ScalarAsync<double>("SELECT avg((note = 'x')::int)::float8 FROM sale")).ShouldBeInRange(0.5, 0.59);
        (await scene.RowsAsync("SELECT note FROM sale GROUP BY 1 ORDER BY count(*) DESC")).ShouldBe(["(x)", "(y)", "(z)"]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Impossible_shape_is_one_error_before_anything_is_written(string column, Dictionary<string, object?> map, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(
            () => scene.RunAsync(scene.Plan().Add("customer", 1).Add("sale", 5, new Dictionary<string, ColumnOverride> { [column] = OverrideInstruction.Read(column, map) })));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<bool>("SELECT is_called FROM customer_id_seq")).ShouldBeFalse();
    }

    public static IEnumerable<TheoryDataRow<string, Dictionary<string, object?>, string, string>> Wrong() =>
    [
        new("age", Map(("generator", "normal")), "FqDistributionInvalid", "needs a mean"),
        new("age", Map(("generator", "normal"), ("mean", 500), ("deviation", 1)), "FqDistributionInvalid", "mean (500) lies outside"),
        new("age", Map(("generator", "normal"), ("mean", 50), ("deviation", -1)), "FqDistributionInvalid", "not negative"),
        new("visits", Map(("generator", "zipf")), "FqDistributionInvalid", "needs max"),
        new("price", Map(("generator", "lognormal"), ("mean", 0), ("deviation", 1)), "FqDistributionInvalid", "above 0"),
        new("note", Map(("generator", "normal"), ("mean", 1), ("deviation", 1)), "FqGeneratorUnsuitable", "'normal' cannot make values"),
        new("sold_on", Map(("generator", "date"), ("months", Map(("1-12", 0)))), "FqDistributionInvalid", "no day from"),
        new("sold_on", Map(("generator", "date"), ("months", Map(("brumaire", 1)))), "FqGeneratorParameter", "'brumaire' is none of january"),
        new("sold_on", Map(("generator", "date"), ("hours", new object?[] { 1, 2 })), "FqGeneratorParameter", "24 numbers"),
        new("sold_on", Map(("generator", "date"), ("from", "2025-02-01"), ("to", "2025-01-01")), "FqGeneratorParameter", "greater than max"),
        new("price", Map(("value", 3), ("nulls", 0.5)), "FqNullRatioInvalid", "NOT NULL"),
    ];

    static GeneratorOverride Generator(string name, params (string Key, object? Value)[] parameters) => new(name, Map(parameters));

    static Dictionary<string, object?> Map(params (string Key, object? Value)[] entries) => entries.ToDictionary(e => e.Key, e => e.Value);
}

using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class OverrideTests
{
    const string Ddl = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(10) NOT NULL, n int, doc jsonb, tags text[], kind text CHECK (kind IN ('a', 'b')), total int GENERATED ALWAYS AS (n * 2) STORED)";

    [Fact]
    public async Task Constants_lists_and_null_get_into_their_rows()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, 4, ("name", new ConstantOverride("x")), ("n", new ListOverride([1, "2", null])), ("doc", new ConstantOverride(new Dictionary<string, object?> { ["a"] = 1 })), ("kind", new ConstantOverride(null))));
        (await scene.RowsAsync("SELECT name, n, doc, kind, total FROM t ORDER BY id")).ShouldBe(["(x,1,\"{\"\"a\"\": 1}\",,2)", "(x,2,\"{\"\"a\"\": 1}\",,4)", "(x,,\"{\"\"a\"\": 1}\",,)", "(x,1,\"{\"\"a\"\": 1}\",,2)"]);
    }

    [Fact]
    public async Task Same_table_twice_adds_up_each_with_its_own_overrides()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = Plan(scene, 2, ("name", new ConstantOverride("first"))).Add("t", 3, Overrides(("name", new ConstantOverride("second"))));
        (await scene.RunAsync(plan)).Count.ShouldBe(5);
        (await scene.RowsAsync("SELECT name, count(*) FROM t GROUP BY name ORDER BY name")).ShouldBe(["(first,2)", "(second,3)"]);
    }

    [Fact]
    public async Task Script_sees_the_row_so_far_and_the_instance()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var host = new FunctionHost(row => $"{row.Instance}-{row.Values["n"]}");
        _ = await scene.RunAsync(Plan(scene, 2, ("name", new ScriptOverride("s", "s")), ("n", new ConstantOverride(7))), new RunOptions { Scripts = host });
        (await scene.RowsAsync("SELECT name FROM t ORDER BY id")).ShouldBe(["(1-7)", "(2-7)"]);
    }

    [Fact]
    public async Task Generator_of_a_unique_column_gives_distinct_values_numbered_where_it_has_too_few()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL UNIQUE)");
        SeedPlan WithMask(string mask, long count) =>
            Plan(scene, count, ("name", new GeneratorOverride("mask", new Dictionary<string, object?> { ["mask"] = mask })));
        _ = await scene.RunAsync(WithMask("##", 50));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE name ~ '^[0-9]{2}$'")).ShouldBe(50);
        _ = await scene.RunAsync(WithMask("#", 20));
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT name) FROM t WHERE name ~ '^[0-9]'")).ShouldBe(70);
    }

    [Theory]
    [InlineData("a <b")]
    [InlineData("<5..2>")]
    public async Task Template_that_cannot_be_read_is_an_error(string template)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var wanted = new GeneratorOverride("template", new Dictionary<string, object?> { ["template"] = template });
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(Plan(scene, 1, ("name", wanted))))).Id.ShouldBe("FqGeneratorParameter");
    }

    [Theory]
    [InlineData("n", "abc", "FqOverrideInvalid")]
    [InlineData("n", 3_000_000_000L, "FqOverrideInvalid")]
    [InlineData("name", "far too long for it", "FqOverrideInvalid")]
    [InlineData("name", null, "FqOverrideInvalid")]
    [InlineData("kind", "z", "FqCheckUnsatisfied")]
    [InlineData("total", 5, "FqColumnGenerated")]
    [InlineData("nmae", "x", "FqColumnNotFound")]
    [InlineData("id", 5, "FqOverrideInvalid")]
    public async Task Override_that_does_not_fit_is_an_error_before_anything_is_written(string column, object? value, string id)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(Plan(scene, 2, (column, new ConstantOverride(value)))));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(column);
        error.RecommendedAction.ShouldNotBeNull();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(0);
        (await scene.ScalarAsync<bool>("SELECT is_called FROM t_id_seq")).ShouldBe(false);
    }

    static SeedPlan Plan(EngineScene scene, long count, params (string, ColumnOverride)[] overrides) => scene.Plan().Add("t", count, Overrides(overrides));

    static Dictionary<string, ColumnOverride> Overrides(params (string Column, ColumnOverride Value)[] overrides) => overrides.ToDictionary(o => o.Column, o => o.Value);

    sealed class FunctionHost(Func<GeneratorContext, object?> function) : IScriptHost
    {
        public IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<GeneratorContext> rows) => [.. rows.Select(function)];
    }
}

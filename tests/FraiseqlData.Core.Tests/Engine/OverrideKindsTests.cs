using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Lists that are drawn, templates, and generators that say what instructions say.</summary>
public sealed class OverrideKindsTests
{
    const string Ddl = """
        CREATE TABLE person (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, email varchar(60) UNIQUE,
          code text, level int CHECK (level < 100), joined date NOT NULL, note text);
        """;

    [Fact]
    public async Task Weighted_list_is_drawn_by_its_weights()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, 4000, ("code", Read(("values", new Dictionary<string, object?> { ["a"] = 3, ["b"] = 1, ["c"] = 0 })))));
        var share = await scene.ScalarAsync<double>("SELECT (avg((code = 'a')::int))::float8 FROM person");
        share.ShouldBeInRange(0.7, 0.8);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE code = 'c' OR code IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task Template_reads_the_row_the_instance_and_generators()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(
            scene, 30,
            ("email", new TemplateOverride("{first_name:lower}.{last_name:slug}.{instance}@acme.test")),
            ("code", new TemplateOverride("{{{instance:d5}}}-{joined:yyyyMM}-<N|S>")),
            ("note", new TemplateOverride("{integer min=5 max=7} {city}"))));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE email NOT LIKE lower(first_name) || '.%.' || id || '@acme.test'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE code !~ ('^\\{' || lpad(id::text, 5, '0') || '\\}-' || to_char(joined, 'YYYYMM') || '-[NS]$')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE note !~ '^[567] [A-Z]'")).ShouldBe(0);
    }

    [Fact]
    public async Task Template_may_read_another_template_whatever_their_order()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, 3, ("code", new TemplateOverride("{note}!")), ("note", new TemplateOverride("n{instance}")), ("level", new TemplateOverride("{instance}"))));
        (await scene.RowsAsync("SELECT code, level FROM person ORDER BY id")).ShouldBe(["(n1!,1)", "(n2!,2)", "(n3!,3)"]);
    }

    [Fact]
    public async Task Generator_of_ones_own_is_used_by_name_and_sees_the_row()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().WithGenerator("badge", new Badge()).Add("person", 3, new Dictionary<string, ColumnOverride>
        {
            ["code"] = new GeneratorOverride("Badge", new Dictionary<string, object?> { ["sign"] = "#" }),
            ["note"] = new TemplateOverride("{badge sign=-}!"),
        });
        _ = await scene.RunAsync(plan);
        (await scene.RowsAsync("SELECT code = '#' || first_name || id, note = '-' || first_name || id || '!' FROM person")).ShouldBe(["(t,t)", "(t,t)", "(t,t)"]);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan.Add("person", 1, new Dictionary<string, ColumnOverride> { ["code"] = new GeneratorOverride("badge", new Dictionary<string, object?>()) })));
        (error.Id, error.Message.Contains("public.person.code (instance 7)")).ShouldBe(("FqGeneratorFailed", true), error.Message);
    }

    sealed class Badge : IValueGenerator
    {
        public IReadOnlyList<string> Parameters => ["sign"];

        public object Generate(GeneratorContext context) => $"{context.Parameters["sign"]}{context.Values["first_name"]}{context.Instance}";
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Override_that_cannot_be_is_one_error_before_anything_is_written(string column, ColumnOverride value, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "INSERT INTO person (first_name, last_name, email, joined) VALUES ('a', 'b', 'taken', '2020-01-01')");
        var error = await Should.ThrowAsync<FraiseqlDataException>(async () =>
            await scene.RunAsync(await SeedEngine.AddAsync(scene.Plan(), new PlanEntry { Pattern = "person", Count = 3, Overrides = new Dictionary<string, ColumnOverride> { [column] = value } })));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(column);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person")).ShouldBe(1);
        (await scene.ScalarAsync<long>("SELECT last_value FROM person_id_seq")).ShouldBe(1);
    }

    public static IEnumerable<TheoryDataRow<string, ColumnOverride, string, string>> Wrong() =>
    [
        new("code", new ListOverride([]), "FqOverrideInvalid", "empty"),
        new("code", new ListOverride(["a", "b"]) { IsSampled = true, Weights = [1] }, "FqOverrideInvalid", "2 values, but 1 weights"),
        new("code", new ListOverride(["a"]) { IsSampled = true, Weights = [-1] }, "FqOverrideInvalid", "-1 is no weight"),
        new("code", new ListOverride(["a"]) { IsSampled = true, Weights = [0] }, "FqOverrideInvalid", "all 0"),
        new("code", new ListOverride(["a"]) { Weights = [1] }, "FqOverrideInvalid", "in turn"),
        new("level", new ListOverride([1, 100]), "FqCheckUnsatisfied", "100 breaks CHECK \"person_level_check\""),
        new("level", new ListOverride([1, 100]) { IsSampled = true }, "FqCheckUnsatisfied", "100 breaks"),
        new("email", new ListOverride(["a", "b", "c"]) { IsSampled = true }, "FqOverrideInvalid", "may repeat"),
        new("email", new ListOverride(["a", "b", "a"]), "FqOverrideInvalid", "person_email_key"),
        new("email", new ListOverride(["a", "b", "taken"]), "FqOverrideInvalid", "'taken' is there already"),
        new("email", new TemplateOverride("{boolean}"), "FqOverrideInvalid", "both get"),
        new("code", new TemplateOverride("{frist_name}"), "FqOverrideInvalid", "'first_name'"),
        new("code", new TemplateOverride("{first_name"), "FqOverrideInvalid", "closing"),
        new("code", new TemplateOverride("a}"), "FqOverrideInvalid", "opening"),
        new("code", new TemplateOverride("{note}{first_name:q}"), "FqOverrideInvalid", "'q' is no format"),
        new("code", new TemplateOverride("{id}{generator}"), "FqOverrideInvalid", "{generator}"),
        new("level", new TemplateOverride("{first_name}"), "FqOverrideInvalid", "instance"),
        new("email", new TemplateOverride("{instance} {first_name} which is by far too long for sixty characters in all"), "FqOverrideInvalid", "instance"),
        Generator("code", "emial", "FqGeneratorUnknown", "emial"),
        Generator("level", "integer", "FqGeneratorParameter", "9 is greater than max (3)", ("min", 9), ("max", 3)),
        Generator("code", "text", "FqGeneratorParameter", "from 0", ("min_length", -1)),
        Generator("code", "text", "FqGeneratorParameter", "greater than max_length", ("min_length", 5), ("max_length", 2)),
        Generator("code", "text", "FqGeneratorParameter", "from 0 to 1", ("null_ratio", 2)),
        Generator("code", "text", "FqGeneratorParameter", "empty", ("values", Array.Empty<object?>())),
        Generator("level", "sequence", "FqGeneratorParameter", "it is 0", ("step", 0)),
        Generator("level", "sequence", "FqGeneratorParameter", "whole number", ("start", 1.5)),
        Generator("code", "text", "FqGeneratorUnknown", "no parameter 'mni'", ("mni", 1)),
        Generator("code", "text", "FqGeneratorParameter", "pattern", ("pattern", "[a-")),
    ];

    [Fact]
    public void Instructions_contradict_each_other_in_one_way_each()
    {
        foreach (var (map, words) in new (Dictionary<string, object?>, string)[]
        {
            (new() { ["value"] = 1, ["values"] = 2 }, "exclude each other"),
            (new() { ["value"] = 1, ["weights"] = 2 }, "no meaning beside 'value'"),
            (new() { ["values"] = new object?[] { 1 }, ["pick"] = "best" }, "'best'"),
            (new() { ["values"] = new object?[] { 1 }, ["wieghts"] = 1 }, "Did you mean 'weights'"),
            (new() { ["values"] = new Dictionary<string, object?> { ["a"] = "x" } }, "'x' is no weight"),
            (new() { ["values"] = new Dictionary<string, object?> { ["a"] = 1 }, ["weights"] = 1 }, "already"),
            (new() { ["values"] = new object?[] { 1 }, ["pick"] = "cycle", ["weights"] = 1 }, "in turn"),
            (new() { ["generator"] = "constant" }, "needs 'value'"),
            (new() { ["generator"] = "list", ["values"] = new object?[] { 1 }, ["min"] = 1 }, "'min'"),
            (new() { ["generator"] = "" }, "name"),
            (new() { ["template"] = 5 }, "takes a text"),
        })
        {
            var error = Should.Throw<FraiseqlDataException>(() => OverrideInstruction.Read("c", map));
            error.Id.ShouldBe("FqOverrideInvalid");
            error.Message.ShouldContain(words);
            error.Message.ShouldContain("'c'");
        }
    }

    static TheoryDataRow<string, ColumnOverride, string, string> Generator(string column, string name, string id, string words, params (string, object?)[] parameters) =>
        new(column, new GeneratorOverride(name, parameters.ToDictionary(p => p.Item1, p => p.Item2)), id, words);

    static ColumnOverride Read(params (string Key, object? Value)[] parts) => OverrideInstruction.Read("c", parts.ToDictionary(p => p.Key, p => p.Value));

    static SeedPlan Plan(EngineScene scene, long count, params (string Column, ColumnOverride Value)[] overrides) =>
        scene.Plan().Add("person", count, overrides.ToDictionary(o => o.Column, o => o.Value));
}

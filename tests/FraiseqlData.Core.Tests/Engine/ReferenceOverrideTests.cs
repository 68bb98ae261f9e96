using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>References in overrides: which parents, and how they are picked.</summary>
public sealed class ReferenceOverrideTests
{
    const string Ddl = """
        CREATE TABLE maker (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, status text NOT NULL, size numeric(8, 2) NOT NULL);
        CREATE TABLE model (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, maker int NOT NULL REFERENCES maker, reviewer int REFERENCES maker, next int REFERENCES model, note text);
        CREATE TABLE badge (maker int PRIMARY KEY REFERENCES maker);
        CREATE TABLE plain (n int);
        """;

    [Fact]
    public async Task Only_planned_parents_that_meet_the_conditions_are_picked()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Makers(scene, 40).Add("model", 200, With("maker", new ReferenceOverride("maker") { Where = Map(("status", new object?[] { "active", "new" }), ("size", 2)) })));
        (await scene.RowsAsync("SELECT DISTINCT status, size FROM model JOIN maker ON maker.id = model.maker ORDER BY 1")).ShouldBe(["(active,2.00)"]);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT maker) FROM model")).ShouldBe(10);
    }

    [Fact]
    public async Task Rows_of_an_entry_are_meant_by_its_key()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().Add("maker", 5).Add(new PlanEntry { Pattern = "maker", Count = 3, Key = "premium", Overrides = With("name", new ConstantOverride("premium")) })
            .Add("model", 60, With("maker", new ReferenceOverride("premium")));
        _ = await scene.RunAsync(plan);
        (await scene.RowsAsync("SELECT name, count(DISTINCT m.maker) FROM model m JOIN maker ON maker.id = m.maker GROUP BY 1")).ShouldBe(["(premium,3)"]);
    }

    [Fact]
    public async Task Rows_that_were_there_are_found_by_their_values()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "INSERT INTO maker (name, status, size) SELECT 'old' || i, CASE WHEN i % 2 = 0 THEN 'it''s' ELSE 'b' END, i FROM generate_series(1, 10) i");
        var reference = new ReferenceOverride("public.maker") { Where = Map(("status", "it's")), Pick = ParentChoice.RoundRobin };
        _ = await scene.RunAsync(scene.Plan().Add("model", 20, With("maker", reference)));
        (await scene.RowsAsync("SELECT maker, count(*) FROM model GROUP BY 1 ORDER BY 1")).ShouldBe(["(2,4)", "(4,4)", "(6,4)", "(8,4)", "(10,4)"]);
        // The plan makes makers of its own, and yet the old ones are meant.
        _ = await scene.RunAsync(Makers(scene, 5).Add("model", 20, With("maker", reference with { IsExisting = true })));
        (await scene.ScalarAsync<int>("SELECT max(maker) FROM model")).ShouldBe(10);
    }

    [Fact]
    public async Task Picks_are_spread_as_asked()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = Makers(scene, 20);
        foreach (var (note, reference) in new (string, ReferenceOverride)[]
        {
            ("zipf", new("maker") { Pick = ParentChoice.Zipf, Exponent = 1.5 }),
            ("size", new("maker") { Pick = ParentChoice.Weighted, WeightColumn = "size" }),
            ("given", new("maker") { Where = Map(("status", "gone")), Pick = ParentChoice.Weighted, Weights = [0, 0, 0, 0, 1] }),
        })
            plan = plan.Add("model", 2000, new Dictionary<string, ColumnOverride> { ["maker"] = reference, ["note"] = new ConstantOverride(note) });
        _ = await scene.RunAsync(plan.Add("badge", 20, With("maker", new ReferenceOverride("maker"))));
        var zipf = await scene.RowsAsync("SELECT maker FROM model WHERE note = 'zipf' GROUP BY maker ORDER BY count(*) DESC LIMIT 2");
        zipf.ShouldBe(["(1)", "(2)"]);
        // 1 / 1^1.5 of a sum of about 2.17
        (await scene.ScalarAsync<double>("SELECT avg((maker = 1)::int)::float8 FROM model WHERE note = 'zipf'")).ShouldBeInRange(0.42, 0.5);
        (await scene.ScalarAsync<double>("SELECT avg((size = 2)::int)::float8 FROM model JOIN maker ON maker.id = maker WHERE note = 'size'")).ShouldBeInRange(0.62, 0.71);
        (await scene.RowsAsync("SELECT DISTINCT maker FROM model WHERE note = 'given'")).Count.ShouldBe(1);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM badge")).ShouldBe(20);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Reference_that_cannot_be_followed_is_one_error_before_anything_is_written(string column, ReferenceOverride reference, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = Makers(scene, 6).Add(new PlanEntry { Pattern = "model", Count = 8, Key = "models", Overrides = With(column, reference) });
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(column);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<bool>("SELECT is_called FROM maker_id_seq")).ShouldBeFalse();
    }

    public static IEnumerable<TheoryDataRow<string, ReferenceOverride, string, string>> Wrong() =>
    [
        new("maker", new("makre"), "FqReferenceInvalid", "Did you mean 'maker'"),
        new("note", new("maker"), "FqReferenceInvalid", "no column of a foreign key"),
        new("maker", new("maker") { Where = Map(("state", 1)) }, "FqReferenceInvalid", "no column 'state'"),
        new("maker", new("maker") { Where = Map(("size", "big")) }, "FqReferenceInvalid", "public.maker.size"),
        new("maker", new("maker") { Where = Map(("status", "lost")) }, "FqReferenceEmpty", "status = 'lost'"),
        new("maker", new("maker") { IsExisting = true }, "FqReferenceEmpty", "public.maker has none"),
        new("maker", new("maker") { Pick = ParentChoice.EachOnce }, "FqReferenceInvalid", "8 rows want a parent each, but there are 6"),
        new("maker", new("maker") { Pick = ParentChoice.Weighted, Weights = [1, 2] }, "FqReferenceInvalid", "2 weights for 6 parents"),
        new("maker", new("maker") { Pick = ParentChoice.Weighted, WeightColumn = "name" }, "FqReferenceInvalid", "name holds no weights"),
        new("next", new("model"), "FqReferenceInvalid", "not made before its own"),
        new("next", new("models"), "FqReferenceInvalid", "not made before its own"),
        new("maker", new("maker") { Pick = ParentChoice.Weighted }, "FqOverrideInvalid", "needs weights"),
        new("maker", new("maker") { Weights = [1] }, "FqOverrideInvalid", "no meaning for Uniform"),
        new("maker", new("maker") { Pick = ParentChoice.Zipf, Exponent = 0 }, "FqOverrideInvalid", "0 is no exponent"),
        new("maker", new("maker") { Exponent = 2 }, "FqOverrideInvalid", "no meaning for Uniform"),
    ];

    [Fact]
    public void Instruction_says_the_same()
    {
        var read = (ReferenceOverride)OverrideInstruction.Read("c", Map(("reference", "maker"), ("where", Map(("a", 1))), ("pick", "round-robin"), ("existing", true)));
        (read.Target, read.Where["a"], read.Pick, read.IsExisting).ShouldBe(("maker", 1, ParentChoice.RoundRobin, true));
        ((ReferenceOverride)OverrideInstruction.Read("c", Map(("generator", "reference"), ("table", "maker"), ("weights", "size")))).Pick.ShouldBe(ParentChoice.Weighted);
        Should.Throw<FraiseqlDataException>(() => OverrideInstruction.Read("c", Map(("reference", "maker"), ("pick", "zpif")))).Message.ShouldContain("'zipf'");
        Should.Throw<FraiseqlDataException>(() => OverrideInstruction.Read("c", Map(("reference", "maker"), ("where", "x")))).Message.ShouldContain("takes a map");
    }

    /// <summary>Makers of two states by two sizes, in turn.</summary>
    static SeedPlan Makers(EngineScene scene, int count) => scene.Plan().Add("maker", count, new Dictionary<string, ColumnOverride>
    {
        ["status"] = new ListOverride(["active", "active", "gone", "lost in space"]),
        ["size"] = new ListOverride([1, 2]),
    });

    static Dictionary<string, ColumnOverride> With(string column, ColumnOverride value) => new() { [column] = value };

    static Dictionary<string, object?> Map(params (string Key, object? Value)[] entries) => entries.ToDictionary(e => e.Key, e => e.Value);
}

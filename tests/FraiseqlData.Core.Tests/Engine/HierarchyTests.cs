using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows that form trees.</summary>
public sealed class HierarchyTests
{
    const string Ddl = """
        CREATE EXTENSION IF NOT EXISTS ltree;
        CREATE TABLE tenant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE category (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant int NOT NULL REFERENCES tenant, parent int REFERENCES category, depth int NOT NULL, path ltree NOT NULL, name text NOT NULL UNIQUE);
        CREATE TABLE folder (id int PRIMARY KEY, parent int NOT NULL REFERENCES folder, level smallint, full_path text);
        CREATE TABLE plain (n int);
        """;

    const string Depths = "WITH RECURSIVE t AS (SELECT id, 0 AS d FROM category WHERE parent IS NULL UNION ALL SELECT c.id, d + 1 FROM category c JOIN t ON c.parent = t.id) SELECT d, count(*) FROM t GROUP BY d ORDER BY d";

    [Fact]
    public async Task Roots_fan_out_and_depth_are_as_asked()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 5).Add(Tree("category", 0, ("roots", 3), ("fanout", 4), ("depth", 3))));
        (await scene.RowsAsync(Depths)).ShouldBe(["(0,3)", "(1,12)", "(2,48)"]);
        (await scene.RowsAsync("SELECT DISTINCT n FROM (SELECT count(*) n FROM category WHERE parent IS NOT NULL GROUP BY parent) s")).ShouldBe(["(4)"]);
        // The place of a row follows: its level, its path, and what its tree belongs to.
        (await scene.ScalarAsync<long>("SELECT count(*) FROM category c LEFT JOIN category p ON p.id = c.parent WHERE c.depth <> COALESCE(p.depth + 1, 0) OR c.path <> COALESCE(p.path || c.id::text, c.id::text::ltree) OR c.tenant <> p.tenant")).ShouldBe(0);
    }

    [Fact]
    public async Task Count_ends_the_last_level_and_ranges_are_sampled()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 2).Add(Tree("category", 50, ("roots", 2), ("fanout", new object?[] { 2, 3, 4 }))));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM category")).ShouldBe(50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM category WHERE parent IS NULL")).ShouldBe(2);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT count(*) n FROM category WHERE parent IS NOT NULL GROUP BY parent HAVING count(*) > 4) s")).ShouldBe(0);
    }

    [Fact]
    public async Task Levels_are_counted_one_by_one_and_roots_may_point_at_themselves()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(scene.Plan().Add(Tree("folder", 0, ("levels", new object?[] { 2, 5, 11 }))));
        (await scene.RowsAsync("SELECT level, count(*), count(*) FILTER (WHERE parent = id) FROM folder GROUP BY level ORDER BY level")).ShouldBe(["(1,2,2)", "(2,5,0)", "(3,11,0)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM folder f JOIN folder p ON p.id = f.parent WHERE f.id <> p.id AND f.full_path <> p.full_path || '/' || f.id")).ShouldBe(0);
    }

    [Theory]
    [InlineData("plain", 5, "depth", 2, "FqHierarchyInvalid", "no foreign key to itself")]
    [InlineData("category", 0, "roots", 2, "FqHierarchyInvalid", "has no end")]
    [InlineData("category", 100, "depth", 2, "FqHierarchyInvalid", "but 100 are wanted")]
    [InlineData("category", 100, "fanout", 0, "FqHierarchyInvalid", "it has 1 rows")]
    [InlineData("category", 10, "roots", 0, "FqHierarchyInvalid", "0 is too few for 'roots'")]
    [InlineData("category", 10, "rots", 1, "FqHierarchyInvalid", "Did you mean 'roots'")]
    [InlineData("category", 10, "fanout", -1, "FqDistributionInvalid", "fewer than 0")]
    public async Task Impossible_hierarchy_is_one_error_before_anything_is_written(string table, long count, string part, int value, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(scene.Plan().Add("tenant", 2).Add(Tree(table, count, (part, value)))));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<bool>("SELECT is_called FROM tenant_id_seq")).ShouldBeFalse();
    }

    static PlanEntry Tree(string table, long count, params (string Name, object? Value)[] parts) =>
        new() { Pattern = table, Count = count, Hierarchy = Hierarchy.Read(table, parts.ToDictionary(p => p.Name, p => p.Value)) };
}

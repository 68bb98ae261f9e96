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

    /// <summary>Where nobody says what the trees look like, each row picks its parent, and its level and path follow all the same.</summary>
    [Fact]
    public async Task Place_follows_a_parent_that_was_picked()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + """
            CREATE TABLE unit (id uuid PRIMARY KEY, code int NOT NULL UNIQUE, parent_id int REFERENCES unit (code), level bigint NOT NULL DEFAULT 0, path text NOT NULL UNIQUE, successor int REFERENCES unit (code));
            CREATE TABLE node (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES node, level int NOT NULL CHECK (level BETWEEN 1 AND 3), path varchar(12));
            CREATE TABLE staff (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss int REFERENCES staff, depth int NOT NULL, CHECK ((boss IS NULL) = (depth = 1)));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 4).Add("category", 300).Add("folder", 300).Add("unit", 300).Add("node", 1500).Add("staff", 100));
        (await scene.RowsAsync("SELECT * FROM category c LEFT JOIN category p ON p.id = c.parent WHERE c.depth <> COALESCE(p.depth + 1, 0) OR c.path <> COALESCE(p.path || c.id::text, c.id::text::ltree)")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM folder f JOIN folder p ON p.id = f.parent WHERE CASE WHEN f.id = p.id THEN f.level <> 1 OR f.full_path <> '/' || f.id ELSE f.level <> p.level + 1 OR f.full_path <> p.full_path || '/' || f.id END")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM unit u LEFT JOIN unit p ON p.code = u.parent_id WHERE u.level <> COALESCE(p.level + 1, 0) OR u.path <> COALESCE(p.path, '') || '/' || u.code")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM node n LEFT JOIN node p ON p.id = n.parent WHERE n.level <> COALESCE(p.level + 1, 1)")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM node n WHERE n.path NOT LIKE '%/' || n.id")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM staff s LEFT JOIN staff p ON p.id = s.boss WHERE s.depth <> COALESCE(p.depth + 1, 1)")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT level FROM node GROUP BY level ORDER BY level")).ShouldBe(["(1)", "(2)", "(3)"]);
        (await scene.ScalarAsync<int>("SELECT max(depth) FROM category")).ShouldBeGreaterThan(4);
    }

    /// <summary>A level that means something else, a path of files, and what the user gives stay as they are.</summary>
    [Fact]
    public async Task Place_is_left_alone_where_something_else_decides()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE document (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES document, path text NOT NULL);
            CREATE TABLE grade (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES grade, level int NOT NULL, top int NOT NULL, CHECK (level < top), CHECK (top BETWEEN 5 AND 9));
            CREATE TABLE step (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES step, level int NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("document", 50).Add("grade", 50).Add("step", 20, new Dictionary<string, ColumnOverride> { ["level"] = new ConstantOverride(7) }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM document WHERE path LIKE '/data/%'")).ShouldBe(50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM grade")).ShouldBe(50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM step WHERE level = 7")).ShouldBe(20);
    }

    /// <summary>Each row may be referred to once: a list, and where there has to be a row before, a ring.</summary>
    [Fact]
    public async Task Rows_that_each_come_behind_another_form_chains()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE chapter (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, previous_id int UNIQUE REFERENCES chapter, level int NOT NULL);
            CREATE TABLE seat (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, neighbour int NOT NULL UNIQUE REFERENCES seat, CHECK (neighbour <> id));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("chapter", 200).Add("seat", 50));
        (await scene.ScalarAsync<long>("SELECT count(previous_id) FROM chapter")).ShouldBeInRange(150, 199);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT neighbour) FROM seat")).ShouldBe(50);
        _ = await scene.RunAsync(scene.Plan().Add("chapter", 20).Add("seat", 20));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM seat")).ShouldBe(70);
    }

    [Fact]
    public async Task Row_made_alone_has_its_place()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().Add("tenant", 4).Add("category", 1200);
        var texts = new List<IReadOnlyList<string?>>();
        await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.Table.Name == "category")
                texts.Add(row.Row.Texts);
        }
        foreach (var instance in new[] { 1, 2, 700, 1200 })
            (await SeedEngine.BuildRowAsync(plan, "category", instance, cancellationToken: TestContext.Current.CancellationToken)).Row.Texts.ShouldBe(texts[instance - 1]);
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

    internal static PlanEntry Tree(string table, long count, params (string Name, object? Value)[] parts) =>
        new() { Pattern = table, Count = count, Hierarchy = Hierarchy.Read(table, parts.ToDictionary(p => p.Name, p => p.Value)) };
}

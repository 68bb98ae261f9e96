using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Circles of tables that are closed by keys which are unique.</summary>
public sealed class UniqueCircleTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" UNIQUE")]
    public async Task Reference_that_closes_a_circle_and_is_unique(string other)
    {
        await using var scene = await EngineScene.CreateAsync($"""
            CREATE TABLE bond (id int PRIMARY KEY, left_id int UNIQUE, right_id int UNIQUE);
            CREATE TABLE item (id int PRIMARY KEY, bond int{other} REFERENCES bond);
            ALTER TABLE bond ADD FOREIGN KEY (left_id) REFERENCES item, ADD FOREIGN KEY (right_id) REFERENCES item;
            """);
        _ = await scene.FillAsync("*", 30);
        (await scene.ScalarAsync<long>("SELECT count(left_id) FROM bond")).ShouldBeGreaterThan(20);
        (await scene.ScalarAsync<long>("SELECT count(bond) FROM item")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Fewer_parents_than_rows_leave_rows_without_one()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE bond (id int PRIMARY KEY, item int UNIQUE);
            CREATE TABLE item (id int PRIMARY KEY, bond int UNIQUE REFERENCES bond);
            ALTER TABLE bond ADD FOREIGN KEY (item) REFERENCES item;
            """);
        _ = await scene.RunAsync(scene.Plan().Add("bond", 30).Add("item", 8));
        (await scene.ScalarAsync<long>("SELECT count(item) FROM bond")).ShouldBe(8);
    }

    [Fact]
    public async Task Entries_of_one_table_close_a_circle_each_with_keys_of_its_own()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE team (code text PRIMARY KEY, lead int);
            CREATE TABLE player (id int PRIMARY KEY, team text NOT NULL REFERENCES team);
            ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES player;
            """);
        static Dictionary<string, ColumnOverride> Coded(string template) => new() { ["code"] = new TemplateOverride(template) };
        _ = await scene.RunAsync(scene.Plan(new PlanOptions { NullRatio = 0 }).Add("team", 30, Coded("a-{instance}")).Add("team", 40, Coded("b-{instance}")).Add("player", 50));
        (await scene.ScalarAsync<string>("SELECT string_agg(n, ' ' ORDER BY n) FROM (SELECT concat(left(code, 1), count(lead)) AS n FROM team GROUP BY left(code, 1)) AS s")).ShouldBe("a30 b40");
    }

    [Fact]
    public async Task Column_shared_with_a_key_that_holds_anyway()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE team (id int PRIMARY KEY, lead int, UNIQUE (id, lead));
            CREATE TABLE player (id int PRIMARY KEY, team int UNIQUE NOT NULL REFERENCES team, UNIQUE (team, id));
            ALTER TABLE team ADD FOREIGN KEY (id, lead) REFERENCES player (team, id);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(lead) FROM team")).ShouldBeGreaterThan(10);
    }
}

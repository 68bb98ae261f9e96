using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Keys that should agree on something which is only known when they have picked their parents.</summary>
public sealed class AgreementCircleTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public async Task Check_over_the_parent_and_what_it_should_agree_on(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kind (name text PRIMARY KEY);
            CREATE TABLE scope (id text PRIMARY KEY, kind text NOT NULL REFERENCES kind, parent text REFERENCES scope,
              CHECK (kind <> 'x' AND parent IS NULL OR kind <> 'y' AND parent IS NOT NULL AND parent <> 'z'));
            CREATE TABLE member (id int PRIMARY KEY, scope text NOT NULL REFERENCES scope, kind text NOT NULL REFERENCES kind);
            """);
        _ = await scene.FillAsync("*", count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM member")).ShouldBe(count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM scope WHERE parent IS NOT NULL")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM member JOIN scope ON scope.id = scope WHERE member.kind <> scope.kind")).ShouldBe(0);
    }

    [Theory]
    [InlineData("tenant_id > 0")]
    [InlineData("tenant_id + coalesce(parent, 1) > 0")]
    public async Task Check_over_a_column_that_a_self_reference_shares(string check)
    {
        await using var scene = await EngineScene.CreateAsync($"""
            CREATE TABLE tenant (id int PRIMARY KEY);
            CREATE TABLE node (tenant_id int NOT NULL REFERENCES tenant, id int NOT NULL, parent int, CHECK ({check}), PRIMARY KEY (tenant_id, id),
              FOREIGN KEY (tenant_id, parent) REFERENCES node (tenant_id, id));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 5).Add("node", 100));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM node WHERE parent IS NOT NULL")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Check_over_a_column_that_keys_of_a_deferred_circle_share()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tenant (id int PRIMARY KEY);
            CREATE TABLE team (tenant_id int NOT NULL REFERENCES tenant, id int NOT NULL, lead int NOT NULL, CHECK (tenant_id + lead > 0), PRIMARY KEY (tenant_id, id));
            CREATE TABLE player (tenant_id int NOT NULL REFERENCES tenant, id int NOT NULL, team int NOT NULL, CHECK (tenant_id + team > 0), PRIMARY KEY (tenant_id, id),
              FOREIGN KEY (tenant_id, team) REFERENCES team);
            ALTER TABLE team ADD FOREIGN KEY (tenant_id, lead) REFERENCES player DEFERRABLE INITIALLY DEFERRED;
            """);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 2).Add("team", 5).Add("player", 60));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM team")).ShouldBe(5);
    }

    [Fact]
    public async Task Two_tables_that_refer_to_each_other_and_to_a_kind_that_checks_speak_of()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kind (name text PRIMARY KEY);
            CREATE TABLE account (id int PRIMARY KEY, kind text NOT NULL REFERENCES kind, owner int NOT NULL, CHECK (kind <> 'x' AND owner > 0));
            CREATE TABLE person (id int PRIMARY KEY, kind text NOT NULL REFERENCES kind, account int NOT NULL REFERENCES account, CHECK (kind <> 'x' AND account > 0));
            ALTER TABLE account ADD FOREIGN KEY (owner) REFERENCES person DEFERRABLE;
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM account")).ShouldBe(20);
    }
}

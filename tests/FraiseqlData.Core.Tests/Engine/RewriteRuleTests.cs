using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rewrite rules on INSERT: COPY would bypass them.</summary>
public sealed class RewriteRuleTests
{
    const string Child = "CREATE TABLE child (id int PRIMARY KEY, ruled_id int NOT NULL REFERENCES ruled);";

    [Fact]
    public async Task What_a_rule_does_besides_is_done()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE audit (what text);
            CREATE TABLE ruled (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE RULE also_audit AS ON INSERT TO ruled DO ALSO INSERT INTO audit VALUES (NEW.id || ' ' || NEW.name);
            CREATE RULE also_nothing AS ON INSERT TO ruled DO ALSO NOTHING;
            """ + Child);
        var result = await scene.RunAsync(scene.Plan().Add("ruled", 10).Add("child", 20));
        result.Tables.Select(t => t.Count).ShouldBe([10, 20]);
        result.Warnings.ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM audit JOIN ruled ON what = id || ' ' || name")).ShouldBe(10);
    }

    [Fact]
    public async Task Rows_that_a_condition_drops_are_no_parents()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE RULE no_third AS ON INSERT TO ruled WHERE NEW.id % 3 = 0 DO INSTEAD NOTHING;
            """ + Child);
        var result = await scene.RunAsync(scene.Plan().Add("ruled", 30).Add("child", 60));
        result.Tables.Select(t => t.Count).ShouldBe([20, 60]);
        result.Warnings.ShouldHaveSingleItem().ShouldBe("public.ruled got 20 of 30 rows: the rule \"no_third\" put the others elsewhere or dropped them.");
        (await result.Find("ruled")!.Rows.ReadAsync(0, 30, TestContext.Current.CancellationToken)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Rows_that_a_condition_puts_elsewhere_arrive_there()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE even (id int PRIMARY KEY, name text NOT NULL);
            CREATE RULE to_even AS ON INSERT TO ruled WHERE NEW.id % 2 = 0 DO INSTEAD INSERT INTO even VALUES (NEW.id, NEW.name);
            """);
        var result = await scene.FillAsync("ruled", 30);
        result.Find("ruled")!.Count.ShouldBe(15);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM even")).ShouldBe(15);
    }

    [Fact]
    public async Task Row_that_is_there_is_updated_where_a_rule_says_so()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int PRIMARY KEY, name text NOT NULL, seen int NOT NULL DEFAULT 0 CHECK (seen >= 0));
            CREATE RULE upsert AS ON INSERT TO ruled WHERE EXISTS (SELECT FROM ruled r WHERE r.id = NEW.id) DO INSTEAD UPDATE ruled SET seen = seen + 1 WHERE id = NEW.id;
            """);
        (await scene.FillAsync("ruled", 30)).Find("ruled")!.Count.ShouldBe(30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM ruled")).ShouldBe(30);
    }

    [Fact]
    public async Task Rows_that_a_rule_always_puts_elsewhere_arrive_there()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE moved (id int PRIMARY KEY, name text NOT NULL);
            CREATE RULE move AS ON INSERT TO ruled DO INSTEAD INSERT INTO moved VALUES (NEW.*);
            """ + Child);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("child", 5));
        (error.Id, error.Message.Contains("\"move\"", StringComparison.Ordinal)).ShouldBe(("FqParentMissing", true));
        var result = await scene.FillAsync("ruled", 30);
        result.Find("ruled")!.Count.ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM moved")).ShouldBe(30);
        result.Warnings.ShouldContain("public.ruled got 0 of 30 rows: the rule \"move\" put the others elsewhere or dropped them.");
        (await result.Find("ruled")!.Rows.ReadAsync(0, 10, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Table_whose_rule_drops_every_row_is_diagnosed_before_anything_is_written()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int PRIMARY KEY);
            CREATE RULE gone AS ON INSERT TO ruled DO INSTEAD NOTHING;
            CREATE TABLE plain (id int PRIMARY KEY);
            """ + Child);
        var diagnosis = await SeedEngine.DiagnoseAsync(scene.Plan().Add("*", 5), cancellationToken: TestContext.Current.CancellationToken);
        diagnosis.Tables.Select(t => $"{t.Table.Name} {t.ErrorId}").ShouldBe(["plain ", "child FqParentUnfillable", "ruled FqRowsDropped"]);
        diagnosis.Tables[2].Reason.ShouldBe("No row can be put into public.ruled: its rule \"gone\" (ON INSERT DO INSTEAD NOTHING) drops every one.");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("*", 5))).Id.ShouldBe("FqRowsDropped");
        (await scene.FillAsync("*", 5, new PlanOptions { SkipUnfillable = true })).Tables.ShouldHaveSingleItem().Name.Name.ShouldBe("plain");
    }

    [Fact]
    public async Task Rule_that_is_disabled_or_has_an_action_beside_it_drops_nothing_unsaid()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ruled (id int PRIMARY KEY);
            CREATE RULE gone AS ON INSERT TO ruled DO INSTEAD NOTHING;
            ALTER TABLE ruled DISABLE RULE gone;
            CREATE TABLE log (id int);
            CREATE TABLE logged (id int PRIMARY KEY);
            CREATE RULE gone AS ON INSERT TO logged DO INSTEAD NOTHING;
            CREATE RULE keep AS ON INSERT TO logged DO ALSO INSERT INTO log VALUES (NEW.id);
            """);
        var result = await scene.RunAsync(scene.Plan().Add("ruled", 5).Add("logged", 5));
        (result.Find("ruled")!.Count, result.Find("logged")!.Count).ShouldBe((5, 0));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM log")).ShouldBe(5);
    }
}

using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class PartitionAndSettingTests
{
    const string Partitioned = """
        CREATE TABLE by_list (kind text NOT NULL) PARTITION BY LIST (kind);
        CREATE TABLE by_range (at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE by_hash (id int PRIMARY KEY) PARTITION BY HASH (id);
        CREATE TABLE deep (kind text NOT NULL, at date NOT NULL) PARTITION BY LIST (kind);
        CREATE TABLE deep_a PARTITION OF deep FOR VALUES IN ('a') PARTITION BY RANGE (at);
        CREATE TABLE by_list_default (x int);
        """;

    const string Tenants = """
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.tenant := current_setting('app.tenant')::int; RETURN NEW; END $$;
        CREATE TABLE stamped (id int PRIMARY KEY, tenant int);
        CREATE TRIGGER stamp BEFORE INSERT ON stamped FOR EACH ROW EXECUTE FUNCTION stamp();
        CREATE TABLE owned (id int PRIMARY KEY, tenant int NOT NULL DEFAULT current_setting('app.tenant')::int);
        """;

    [Fact]
    public async Task Partitions_that_are_missing_are_made_where_the_plan_asks_for_it()
    {
        await using var scene = await EngineScene.CreateAsync(Partitioned);
        var options = new PlanOptions { CreatePartitions = true };
        var planned = await SeedEngine.ResolveAsync(scene.Plan(options).Add("*", 6), cancellationToken: TestContext.Current.CancellationToken);
        planned.NewPartitions.Select(p => $"{p}").Order().ShouldBe([
            "public.by_hash_default, a partition of public.by_hash", "public.by_list_default2, a partition of public.by_list",
            "public.by_range_default, a partition of public.by_range", "public.deep_a_default, a partition of public.deep_a"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pg_inherits")).ShouldBe(1);

        var result = await scene.FillAsync("*", 6, options);
        result.NewPartitions.Count.ShouldBe(4);
        foreach (var table in (string[])["by_list", "by_range", "by_hash"])
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(6, table);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM deep WHERE kind = 'a'")).ShouldBe(6);
    }

    [Fact]
    public async Task Script_makes_the_partitions_that_its_rows_need()
    {
        await using var scene = await EngineScene.CreateAsync(Partitioned);
        var writer = new StringWriter();
        _ = await SeedEngine.ExportAsync(scene.Plan(new PlanOptions { CreatePartitions = true }).Add("by_hash", 3), writer, cancellationToken: TestContext.Current.CancellationToken);
        writer.ToString().ShouldContain("""CREATE TABLE "public"."by_hash_default" PARTITION OF "public"."by_hash" FOR VALUES WITH (MODULUS 1, REMAINDER 0);""");
    }

    [Fact]
    public async Task Missing_setting_is_named_with_the_way_to_give_it_and_nothing_is_written()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        var diagnosis = await SeedEngine.DiagnoseAsync(scene.Plan().Add("stamped", 3), cancellationToken: TestContext.Current.CancellationToken);
        diagnosis.Warnings.ShouldHaveSingleItem().ShouldBe(
            "public.stamped: the trigger \"stamp\" reads the setting app.tenant, which has no value here. Give it one: New-FqSeedPlan -Setting @{ 'app.tenant' = ... }");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("stamped", 3));
        (error.Id, error.RecommendedAction).ShouldBe(("FqSettingMissing", "Give it one: New-FqSeedPlan -Setting @{ 'app.tenant' = ... }"));
    }

    [Fact]
    public async Task Settings_hold_in_the_run_and_feed_the_defaults_that_read_them()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        var result = await scene.FillAsync("*", 3, new PlanOptions { Settings = [new PlanSetting("app.tenant", "7")] });
        result.Warnings.ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT (SELECT count(*) FROM stamped WHERE tenant = 7) + (SELECT count(*) FROM owned WHERE tenant = 7)")).ShouldBe(6);
    }

    [Fact]
    public async Task Setting_that_the_server_refuses_is_an_error_without_its_value()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() =>
            scene.FillAsync("*", 3, new PlanOptions { Settings = [new PlanSetting("statement_timeout", "hidden")] }));
        error.Id.ShouldBe("FqSettingRefused");
        error.ToString().ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("app tenant")]
    [InlineData("app.")]
    [InlineData("'; DROP TABLE x")]
    [InlineData("TimeZone")]
    [InlineData("")]
    public void Setting_with_an_impossible_name_is_an_error(string name) =>
        Should.Throw<FraiseqlDataException>(() => new PlanSetting(name, "1")).Id.ShouldBe("FqSettingInvalid");

    [Fact]
    public void Setting_named_like_a_secret_hides_its_value()
    {
        $"{new PlanSetting("app.api_token", "x1")}".ShouldBe("app.api_token = ***");
        $"{new PlanSetting("app.tenant", "x1")}".ShouldBe("app.tenant = x1");
    }
}

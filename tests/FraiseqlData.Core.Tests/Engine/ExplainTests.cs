using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Every column can say where its values come from.</summary>
public sealed class ExplainTests
{
    const string Ddl = """
        CREATE TYPE mood AS ENUM ('calm', 'glad');
        CREATE TABLE shop (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, city text NOT NULL);
        CREATE TABLE visitor (
          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, token uuid NOT NULL UNIQUE, shop_id int REFERENCES shop, first_name text NOT NULL, last_name text NOT NULL,
          email varchar(80) NOT NULL UNIQUE, status text NOT NULL CHECK (status IN ('new', 'known')), mood mood, foo text, note text, kind text NOT NULL DEFAULT 'plain',
          price numeric(8, 2) NOT NULL, doubled numeric GENERATED ALWAYS AS (price * 2) STORED, code text NOT NULL, deleted_at timestamptz, tag text);
        COMMENT ON COLUMN visitor.price IS 'seed: generator decimal min=10 max=11';
        """;

    static async Task<Dictionary<string, ColumnExplanation>> ExplainAsync(EngineScene scene, SeedPlan plan) =>
        (await SeedEngine.ExplainAsync(plan, scene.Database.Connection, cancellationToken: TestContext.Current.CancellationToken))
            .Where(c => c.Table.Name == "visitor").ToDictionary(c => c.Column);

    [Fact]
    public async Task Each_rule_tells_what_it_is_and_why()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var rules = RulesFile.Read("rules: [ { column: tag, values: [a, b] } ]", "rules.yaml");
        var plan = scene.Plan(new PlanOptions { Rules = rules, NullRatio = 0.25 }).Add("visitor", 10, new Dictionary<string, ColumnOverride> { ["code"] = new TemplateOverride("V-{instance:d3}") });
        var columns = await ExplainAsync(scene, plan);

        columns.Select(c => $"{c.Key}: {c.Value.Rule}").ShouldBe(
        [
            "id: key", "token: type", "shop_id: reference", "first_name: group", "last_name: group", "email: name",
            "status: check", "mood: type", "foo: type", "note: name", "kind: name", "price: comment", "doubled: generated",
            "code: override", "deleted_at: null", "tag: rules file",
        ], ignoreOrder: true);
        columns["email"].Reason.ShouldEndWith("; unique key \"visitor_email_key\"");
        columns["email"].IsUnique.ShouldBeTrue();
        columns["email"].DistinctValues.ShouldNotBeNull().ShouldBeGreaterThan(100_000);
        columns["status"].Reason.ShouldBe("check \"visitor_status_check\"");
        columns["status"].DistinctValues.ShouldBe(2);
        columns["first_name"].AgreesWith.ShouldBe(["last_name", "email"]);
        columns["shop_id"].Reason.ShouldContain("\"visitor_shop_id_fkey\"");
        columns["shop_id"].DistinctValues.ShouldBe(2);
        columns["note"].NullRatio.ShouldBe(0.25);
        columns["mood"].Reason.ShouldContain("enum");
        columns["price"].Generator.ShouldBe("decimal");
        columns["price"].Reason.ShouldContain("decimal");
        columns["code"].Samples.ShouldBe(["V-001", "V-002", "V-003"]);
        columns["tag"].Reason.ShouldStartWith("rules.yaml line 1: ");
        columns["id"].DistinctValues.ShouldBe(int.MaxValue);
        columns["doubled"].Samples.ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_are_the_values_of_the_first_rows_and_nothing_is_written()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().Add("visitor", 10);
        var columns = await ExplainAsync(scene, plan);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visitor")).ShouldBe(0);

        _ = await scene.RunAsync(plan);
        columns["email"].Samples.ShouldBe(await scene.RowsAsync("SELECT email FROM visitor ORDER BY id LIMIT 3").ContinueWith(t => t.Result.Select(r => r.Trim('(', ')')), TaskScheduler.Default));
    }

    [Fact]
    public async Task Entries_with_rules_of_their_own_are_told_apart()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan()
            .Add(new PlanEntry { Pattern = "shop", Count = 2, Key = "here", Overrides = new Dictionary<string, ColumnOverride> { ["city"] = new ConstantOverride("Lyon") } })
            .Add(new PlanEntry { Pattern = "shop", Count = 2 });
        var cities = (await SeedEngine.ExplainAsync(plan, cancellationToken: TestContext.Current.CancellationToken)).Where(c => c.Column == "city").ToList();
        cities.Select(c => (c.Entry, c.Rule)).ShouldBe([("here", "override"), (null, "name")]);
        cities[0].Samples.ShouldBe(["Lyon"]);
    }

    [Fact]
    public async Task Row_made_alone_is_the_row_of_the_whole()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().Add("visitor", 700);
        var all = new List<IReadOnlyList<string?>>();
        await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.Table.Name == "visitor")
                all.Add(row.Row.Texts);
        }
        foreach (var instance in new long[] { 1, 2, 499, 501, 700 })
            (await SeedEngine.BuildRowAsync(plan, "visitor", instance, cancellationToken: TestContext.Current.CancellationToken)).Row.Texts.ShouldBe(all[(int)instance - 1]);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.BuildRowAsync(plan, "public.visitor", 701, cancellationToken: TestContext.Current.CancellationToken));
        error.Id.ShouldBe("FqInstanceOutOfRange");
        error.Message.ShouldContain("1 to 700");
    }
}

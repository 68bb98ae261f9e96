using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class SearchPathTests
{
    const string Counted = """
        CREATE TABLE {0}.item (id int PRIMARY KEY, name text NOT NULL);
        CREATE TABLE {0}.tally (items int NOT NULL);
        CREATE FUNCTION {0}.count_item() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO tally VALUES (1); RETURN NEW; END';
        CREATE TRIGGER counted BEFORE INSERT ON {0}.item FOR EACH ROW EXECUTE FUNCTION {0}.count_item();
        """;

    [Fact]
    public async Task Trigger_that_names_a_table_of_its_own_schema_finds_it()
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE SCHEMA one; CREATE SCHEMA \"Two\"; {string.Format(null, Counted, "one")} {string.Format(null, Counted, "\"Two\"")}");
        _ = await scene.RunAsync(scene.Plan().Add("one.item", 5).Add("Two.item", 7));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM one.tally")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM \"Two\".tally")).ShouldBe(7);
    }

    [Fact]
    public async Task Trigger_that_waits_for_the_end_finds_what_its_own_schema_holds()
    {
        const string waiting = """
             DROP TRIGGER counted ON {0}.item; CREATE CONSTRAINT TRIGGER counted AFTER INSERT ON {0}.item DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {0}.count_item();
            """;
        await using var scene = await EngineScene.CreateAsync(
            $"CREATE SCHEMA one; CREATE SCHEMA \"Two\"; {string.Format(null, Counted + waiting, "one")} {string.Format(null, Counted + waiting, "\"Two\"")}");
        var plan = scene.Plan().Add("one.item", 5).Add("Two.item", 7);
        (await SeedEngine.DiagnoseAsync(plan, probe: true, cancellationToken: TestContext.Current.CancellationToken)).Tables.ShouldAllBe(t => t.Fillable);
        _ = await scene.RunAsync(plan);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM one.tally")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM \"Two\".tally")).ShouldBe(7);
    }

    [Fact]
    public async Task Path_of_the_database_is_looked_at_first()
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE SCHEMA one; {string.Format(null, Counted, "one")} CREATE TABLE public.tally (items int NOT NULL);");
        _ = await scene.FillAsync("one.item", 5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM public.tally")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM one.tally")).ShouldBe(0);
    }

    [Fact]
    public async Task Trigger_that_names_what_is_nowhere_is_said_to_be_broken()
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE SCHEMA one; {string.Format(null, Counted, "one")} DROP TABLE one.tally;");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("one.item", 5));
        error.Id.ShouldBe("FqFunctionBroken");
        error.Message.ShouldContain("count_item()");
    }
}

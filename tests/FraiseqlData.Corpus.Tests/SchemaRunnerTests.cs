using FraiseqlData.Corpus.Filling;
using FraiseqlData.Corpus.Reporting;
using Shouldly;
using Xunit;

namespace FraiseqlData.Corpus.Tests;

public sealed class SchemaRunnerTests(CorpusServer server)
{
    [Fact]
    public async Task Each_table_ends_where_it_belongs()
    {
        var report = await RunAsync(
            """
            \set name friends
            CREATE EXTENSION no_such_extension;
            CREATE TABLE :name (id serial PRIMARY KEY, name text NOT NULL);
            CREATE TABLE switches (position boolean PRIMARY KEY);
            CREATE TABLE nothing (n int NOT NULL CHECK (n > 1), CHECK (n < 1));
            CREATE TABLE schema_migrations (version text PRIMARY KEY);
            """);
        report.Tables.Select(t => (t.Table, t.Outcome, t.Rows)).ShouldBe(
        [
            ("public.friends", TableOutcome.Filled, 5),
            ("public.nothing", TableOutcome.Skipped, 0),
            ("public.schema_migrations", TableOutcome.Skipped, 0),
            ("public.switches", TableOutcome.AtCapacity, 2),
        ]);
        report.ScriptErrors.ShouldBe(["line 2: extension \"no_such_extension\" is not available"]);
        report.HasFailed.ShouldBeFalse();
    }

    [Fact]
    public async Task Every_failing_table_is_found_and_the_others_are_filled()
    {
        var report = await RunAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today' USING ERRCODE = 'query_canceled'; END $$;
            CREATE TABLE a (n int); CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TABLE b (n int); CREATE TRIGGER t BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TABLE c (n int);
            """);
        report.Of(TableOutcome.Failed).Select(t => t.Table).ShouldBe(["public.a", "public.b"]);
        report.Of(TableOutcome.Failed).ShouldAllBe(t => t.Reason!.Contains("not today"));
        report.Of(TableOutcome.Filled).ShouldHaveSingleItem().ShouldBe(new TableReport("public.c", TableOutcome.Filled, 5, null));
        report.HasFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task Table_whose_trigger_refuses_every_row_is_diagnosed_beforehand()
    {
        var report = await RunAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$;
            CREATE TABLE a (n int); CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION refuse();
            CREATE TABLE b (n int);
            """);
        report.Tables.Select(t => (t.Table, t.Outcome, t.Rows)).ShouldBe([("public.a", TableOutcome.Skipped, 0), ("public.b", TableOutcome.Filled, 5)]);
        report.Tables[0].Reason!.ShouldContain("not today");
        report.HasFailed.ShouldBeFalse();
    }

    [Fact]
    public async Task Table_that_triggers_fill_too_is_filled()
    {
        var report = await RunAsync(
            """
            CREATE TABLE a (id serial PRIMARY KEY);
            CREATE TABLE a_meta (id int PRIMARY KEY REFERENCES a);
            CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a_meta VALUES (NEW.id); RETURN NULL; END $$;
            CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION follow();
            """);
        report.Tables.Select(t => (t.Table, t.Outcome, t.Rows)).ShouldBe([("public.a", TableOutcome.Filled, 5), ("public.a_meta", TableOutcome.Filled, 5)]);
        report.HasFailed.ShouldBeFalse();
    }

    [Fact]
    public async Task Script_without_tables_counts_as_failed() =>
        (await RunAsync("SELECT 1;")).HasFailed.ShouldBeTrue();

    async Task<SchemaReport> RunAsync(string script)
    {
        var file = Path.Combine(Path.GetTempPath(), $"corpus_{Guid.NewGuid():N}.sql");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        try
        {
            return await new SchemaRunner(await server.GetAsync(), new CorpusOptions("", Rows: 5)).RunAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

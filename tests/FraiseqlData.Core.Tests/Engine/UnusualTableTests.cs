using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Row-level security, views, and tables that lack what most have.</summary>
public sealed class UnusualTableTests
{
    [Fact]
    public async Task Role_under_row_level_security_fills_what_its_policies_let_it()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tenant (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE doc (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant int NOT NULL REFERENCES tenant, title text NOT NULL);
            CREATE TABLE line (id int PRIMARY KEY, doc int NOT NULL REFERENCES doc);
            ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
            CREATE POLICY all_rows ON doc USING (true) WITH CHECK (length(title) > 0);
            CREATE ROLE fq_rls_judge LOGIN PASSWORD 'secret';
            GRANT ALL ON tenant, doc, line TO fq_rls_judge; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fq_rls_judge;
            """);
        try
        {
            await using var target = As(scene.Database, "fq_rls_judge");
            var result = await SeedEngine.InvokeAsync(scene.Plan().Add("*", 20), target, null, TestContext.Current.CancellationToken);
            result.Count.ShouldBe(60);
            result.Find("doc")!.Path.ShouldBe("insert");
        }
        finally
        {
            await scene.Database.ExecuteAsync("DROP OWNED BY fq_rls_judge; DROP ROLE fq_rls_judge");
        }
    }

    [Fact]
    public async Task Forced_row_level_security_holds_for_the_owner_too()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE ROLE fq_owner_judge LOGIN PASSWORD 'secret';
            GRANT CREATE ON SCHEMA public TO fq_owner_judge;
            SET ROLE fq_owner_judge;
            CREATE TABLE doc (id int PRIMARY KEY, title text NOT NULL);
            ALTER TABLE doc ENABLE ROW LEVEL SECURITY; ALTER TABLE doc FORCE ROW LEVEL SECURITY;
            CREATE POLICY all_rows ON doc USING (true);
            RESET ROLE;
            """);
        try
        {
            await using var target = As(scene.Database, "fq_owner_judge");
            (await SeedEngine.InvokeAsync(scene.Plan().Add("doc", 20), target, null, TestContext.Current.CancellationToken)).Find("doc")!.Count.ShouldBe(20);
        }
        finally
        {
            await scene.Database.ExecuteAsync("DROP OWNED BY fq_owner_judge; DROP ROLE fq_owner_judge");
        }
    }

    [Fact]
    public async Task Views_are_left_alone_and_plain_tables_of_every_kind_are_filled()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE keyless (name text NOT NULL, v int);
            CREATE TABLE nothing ();
            CREATE VIEW shown AS SELECT * FROM keyless;
            CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO keyless VALUES (NEW.name, NEW.v); RETURN NEW; END';
            CREATE TRIGGER shown_put INSTEAD OF INSERT ON shown FOR EACH ROW EXECUTE FUNCTION put();
            """);
        var result = await scene.FillAsync("*", 25);
        result.Tables.Select(t => t.Name.Name).Order().ShouldBe(["fleeting", "keyless", "nothing"]);
        foreach (var table in result.Tables)
        {
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table.Name}")).ShouldBe(25, table.Name.ToString());
            (await table.Rows.ReadAsync(0, 30, TestContext.Current.CancellationToken)).Count.ShouldBe(25);
        }
    }

    static FqConnection As(TestDatabase database, string user) =>
        FqConnection.Create(database.Connection.Host, database.Connection.Port, database.Connection.Database, user, "secret");
}

using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class KeptIndexTests
{
    const string Table = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL, s text NOT NULL DEFAULT 'x');";

    [Theory]
    [InlineData("CREATE FUNCTION noop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION noop()", "event triggers would see it")]
    [InlineData("CREATE PUBLICATION p FOR TABLE t", "it is published")]
    [InlineData("CREATE PUBLICATION p FOR ALL TABLES", "it is published")]
    [InlineData("CREATE TABLE heir () INHERITS (t)", "it inherits, or others inherit from it")]
    [InlineData("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "its triggers may rely on them")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO ALSO NOTIFY x", "the rule \"r\" may rely on it")]
    public async Task Table_is_left_alone(string ddl, string reason)
    {
        await using var scene = await RebuildScene.CreateAsync(Table + ddl);
        await StaysAsync(scene, reason);
    }

    [Fact]
    public async Task Partitioned_table_is_left_alone()
    {
        await using var scene = await RebuildScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL) PARTITION BY RANGE (id); CREATE TABLE p PARTITION OF t DEFAULT");
        await StaysAsync(scene, "it is partitioned");
    }

    [Fact]
    public async Task Published_schema_is_left_alone()
    {
        await PostgresServer.NeedAsync(15, "publications of schemas");
        await using var scene = await RebuildScene.CreateAsync(Table + "CREATE PUBLICATION p FOR TABLES IN SCHEMA public");
        await StaysAsync(scene, "it is published");
    }

    static async Task StaysAsync(RebuildScene scene, string reason)
    {
        var plans = (await SeedEngine.ResolveAsync(scene.Plan(10), cancellationToken: TestContext.Current.CancellationToken)).LoadPlans;
        plans.First(p => p.Table.Name == "t").Reason.ShouldBe(reason);
        (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe([]);
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT id, n FROM t GROUP BY id", "index t_pkey: something depends on it")]
    [InlineData("CREATE TABLE other (t_id int REFERENCES t); INSERT INTO other VALUES (NULL); CREATE RULE r AS ON INSERT TO other DO INSTEAD NOTHING", "index t_pkey: the foreign key other_t_id_fkey of public.other needs it (its table is not in the plan)")]
    [InlineData("CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1'; CREATE INDEX i ON t (f(n))", "index i: it calls a function of the database's own")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT i EXCLUDE USING btree (n WITH =)", "index i: it is an exclusion constraint")]
    [InlineData("CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1); ALTER TABLE t ADD p int CONSTRAINT k REFERENCES parent; ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES parent NOT VALID", "foreign key k: it is not validated")]
    [InlineData("CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1); ALTER TABLE t ADD p int CONSTRAINT k REFERENCES parent; ALTER TABLE t DISABLE TRIGGER ALL", "foreign key k: its triggers are not as they were made")]
    [InlineData("CREATE TABLE parent (id int PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF parent DEFAULT; INSERT INTO parent VALUES (1); ALTER TABLE t ADD p int CONSTRAINT k REFERENCES parent", "foreign key k: it belongs to a partitioned table")]
    public async Task Index_or_key_is_left_alone_and_the_others_are_rebuilt(string ddl, string kept)
    {
        await using var scene = await RebuildScene.CreateAsync(Table + "CREATE INDEX others ON t (s);" + ddl);
        var before = await SchemaDump.OfAsync(scene.Database);
        var plan = SeedPlan.Create(scene.Database.Connection, new PlanOptions { LoadStrategy = LoadStrategy.Rebuild }).Add("t", 10);
        var resolved = await SeedEngine.ResolveAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
        resolved.LoadPlans.Single(p => p.Table.Name == "t").Kept.ShouldContain(kept);
        var remade = await scene.RemadeAsync(() => SeedEngine.InvokeAsync(plan, cancellationToken: TestContext.Current.CancellationToken));
        remade.ShouldContain("others");
        remade.ShouldNotContain(kept.Split(' ', ':')[kept.StartsWith("index") ? 1 : 2]);
        await scene.Database.ShouldStillBeAsync(before);
    }

    [Fact]
    public async Task Invalid_index_stays_invalid()
    {
        await using var scene = await RebuildScene.CreateAsync(Table + "CREATE INDEX broken ON t (n); CREATE INDEX others ON t (s)");
        await scene.Database.ExecuteAsync("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");
        var before = await SchemaDump.OfAsync(scene.Database);
        (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe(["others", "t_pkey"]);
        await scene.Database.ShouldStillBeAsync(before);
    }

    [Fact]
    public async Task Key_that_is_not_enforced_and_periods_stay()
    {
        await PostgresServer.NeedAsync(18, "keys that are not enforced, and periods");
        await using var scene = await RebuildScene.CreateAsync("""
            CREATE EXTENSION btree_gist;
            CREATE TABLE parent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL);
            CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, p int NOT NULL CONSTRAINT k REFERENCES parent NOT ENFORCED, room int NOT NULL, span daterange NOT NULL, CONSTRAINT spans UNIQUE (room, span WITHOUT OVERLAPS));
            """);
        var before = await SchemaDump.OfAsync(scene.Database);
        (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe(["t_pkey"]);
        await scene.Database.ShouldStillBeAsync(before);
    }

    [Fact]
    public async Task Role_that_owns_only_the_child_rebuilds_what_is_its_own()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1), (2); CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, p int NOT NULL CONSTRAINT k REFERENCES parent, n int NOT NULL); CREATE INDEX others ON t (n)");
        var target = await scene.ConnectAsRoleAsync("GRANT USAGE, CREATE ON SCHEMA public TO {0}; GRANT SELECT ON parent TO {0}; ALTER TABLE t OWNER TO {0}");
        var plan = SeedPlan.Create(target, new PlanOptions { LoadStrategy = LoadStrategy.Rebuild }).Add("t", 10);
        var before = await SchemaDump.OfAsync(scene.Database);
        (await SeedEngine.InvokeAsync(plan, target, cancellationToken: LoadScene.Cancel)).Count.ShouldBe(10);
        await scene.Database.ShouldStillBeAsync(before);
        (await SeedEngine.ResolveAsync(plan, target, LoadScene.Cancel)).LoadPlans.Single().Kept.ShouldBe(["foreign key k: the role may not refer to its parent"]);

        var stranger = await scene.ConnectAsRoleAsync("GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT, INSERT ON parent, t TO {0}; GRANT USAGE ON SEQUENCE t_id_seq TO {0}");
        (await SeedEngine.ResolveAsync(plan, stranger, LoadScene.Cancel)).LoadPlans.Single().Reason.ShouldBe("the role does not own it");
        await target.DisposeAsync();
        await stranger.DisposeAsync();
    }
}

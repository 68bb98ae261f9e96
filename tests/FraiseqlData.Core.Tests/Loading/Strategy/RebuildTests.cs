using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class RebuildTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Indexes_and_keys_come_back_as_they_were()
    {
        await using var scene = await RebuildScene.CreateAsync(RebuildScene.Verbatim);
        var before = await SchemaDump.OfAsync(scene.Database);
        var remade = await scene.RemadeAsync(() => scene.FillAsync(300));

        await scene.Database.ShouldStillBeAsync(before);
        remade.ShouldBe(["Code; 'key", "child_brin", "child_cluster", "child_expr", "child_gin", "child_hash", "child_late", "child_pk", "child_u", "parent_pkey", "to_mother", "to_parent"]);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM child WHERE amount > 0")).ShouldBeGreaterThan(0);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM child c JOIN \"Odd \"\"schema\".parent p ON p.id = c.parent_id")).ShouldBe(300);
    }

    [Fact]
    public async Task Tablespaces_are_kept_and_the_sessions_own_is_put_back()
    {
        await using var scene = await RebuildScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL)");
        await CreateTablespaceAsync(scene);
        try
        {
            await scene.Database.ExecuteAsync($"""
                CREATE INDEX near ON t (n); CREATE INDEX far ON t (n) TABLESPACE rebuild_space; ALTER TABLE t ADD CONSTRAINT far_key UNIQUE (id, n) USING INDEX TABLESPACE rebuild_space;
                ALTER ROLE postgres IN DATABASE {scene.Database.Connection.Database} SET default_tablespace = 'rebuild_space';
                """);
            var before = await SchemaDump.OfAsync(scene.Database);
            (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe(["far", "far_key", "near", "t_pkey"]);
            await scene.Database.ShouldStillBeAsync(before);
        }
        finally
        {
            await scene.Database.ExecuteAsync($"ALTER ROLE postgres IN DATABASE {scene.Database.Connection.Database} RESET ALL; DROP TABLE t");
            await scene.Database.ExecuteAsync("DROP TABLESPACE rebuild_space");
        }
    }

    static async Task CreateTablespaceAsync(RebuildScene scene)
    {
        await using var session = await scene.Database.OpenAsync();
        foreach (var sql in new[] { "SET allow_in_place_tablespaces = on", "CREATE TABLESPACE rebuild_space LOCATION ''" })
        {
            await using var command = new NpgsqlCommand(sql, session);
            _ = await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    [Fact]
    public async Task Keys_between_tables_of_the_plan_leave_for_the_parents_index_and_come_back_with_their_own_table()
    {
        await using var scene = await RebuildScene.CreateAsync("""
            CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a_id int NOT NULL REFERENCES a);
            CREATE TABLE c (b_id int NOT NULL REFERENCES b, a_id int NOT NULL REFERENCES a);
            """);
        var resolved = await SeedEngine.ResolveAsync(scene.Plan(10), cancellationToken: Cancel);
        (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe(["a_pkey", "b_a_id_fkey", "b_pkey", "c_a_id_fkey", "c_b_id_fkey"]);

        resolved.LoadPlans.Select(p => (p.Table.Name, p.IsRebuilt, Drops(p.Before), Adds(p.After))).ShouldBe([
            ("a", true, "b_a_id_fkey c_a_id_fkey a_pkey", "a_pkey"), ("b", true, "c_b_id_fkey b_pkey", "b_pkey b_a_id_fkey"), ("c", true, "", "c_b_id_fkey c_a_id_fkey")]);
        resolved.LoadPlans[0].Locked.Select(l => l.Name).ShouldBe(["a", "b", "c"]);
    }

    static string Drops(IEnumerable<string> statements) => Names(statements, "DROP CONSTRAINT \"");

    static string Adds(IEnumerable<string> statements) => Names(statements, "ADD CONSTRAINT \"");

    static string Names(IEnumerable<string> statements, string word) =>
        string.Join(' ', statements.Where(s => s.Contains(word)).Select(s => s[(s.IndexOf(word) + word.Length)..].Split('"')[0]));

    [Fact]
    public async Task Plan_says_the_statements_word_for_word()
    {
        await using var scene = await RebuildScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL); CREATE INDEX i ON t (n)");
        var plan = (await SeedEngine.ResolveAsync(scene.Plan(10), cancellationToken: Cancel)).LoadPlans.ShouldHaveSingleItem();
        plan.ToString().ShouldBe("public.t: indexes are rebuilt (10 rows into an empty table, as asked for)");
        plan.Before.ShouldBe(["""ALTER TABLE ONLY "public"."t" DROP CONSTRAINT "t_pkey" """.TrimEnd(), """DROP INDEX "public"."i" """.TrimEnd()]);
        plan.After.Skip(1).ShouldBe([
            "CREATE UNIQUE INDEX t_pkey ON public.t USING btree (id)", """ALTER TABLE ONLY "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY USING INDEX "t_pkey" """.TrimEnd(), "CREATE INDEX i ON public.t USING btree (n)"]);
        (await scene.FillAsync(10, cancellation: Cancel)).Count.ShouldBe(10);
        scene.Observer.Verbose.ShouldContain(plan.After[1]);
    }

    [Fact]
    public async Task Auto_keeps_what_few_rows_do_not_repay_and_rows_that_are_there()
    {
        await using var scene = await RebuildScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL)");
        var few = await SeedEngine.ResolveAsync(scene.Plan(RebuildPlanner.FewestRows - 1, LoadStrategy.Auto), cancellationToken: Cancel);
        few.LoadPlans.ShouldBeEmpty();
        var many = await SeedEngine.ResolveAsync(scene.Plan(RebuildPlanner.FewestRows, LoadStrategy.Auto), cancellationToken: Cancel);
        many.LoadPlans.ShouldHaveSingleItem().IsRebuilt.ShouldBeTrue();
        (await SeedEngine.ResolveAsync(scene.Plan(RebuildPlanner.FewestRows, LoadStrategy.KeepIndexes), cancellationToken: Cancel)).LoadPlans.ShouldBeEmpty();

        var staged = SeedPlan.Create(scene.Database.Connection, new PlanOptions { LoadStrategy = LoadStrategy.Rebuild, Backend = BackendChoice.Staging }).Add("*", 10);
        (await SeedEngine.ResolveAsync(staged, cancellationToken: Cancel)).LoadPlans.ShouldBeEmpty();
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.SettleAsync(staged, cancellationToken: Cancel))).Id.ShouldBe("FqSlicesNotPossible");

        await scene.Database.ExecuteAsync("INSERT INTO t (n) VALUES (1)");
        var filled = await SeedEngine.ResolveAsync(scene.Plan(RebuildPlanner.FewestRows, LoadStrategy.Auto), cancellationToken: Cancel);
        filled.LoadPlans.ShouldHaveSingleItem().Reason.ShouldBe("it holds rows already");
    }

    [Fact]
    public async Task Table_that_another_session_writes_to_keeps_its_indexes()
    {
        await using var scene = await RebuildScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL); CREATE TABLE free (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t_id int NOT NULL REFERENCES t)");
        await using var other = await scene.Database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("LOCK TABLE t IN ROW EXCLUSIVE MODE", other))
            _ = await hold.ExecuteNonQueryAsync(Cancel);
        var before = await SchemaDump.OfAsync(scene.Database);

        (await scene.RemadeAsync(() => scene.FillAsync(10))).ShouldBe([]);
        scene.Observer.Verbose.ShouldContain(m => m.Contains("another session uses it"));
        await scene.Database.ShouldStillBeAsync(before);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM free JOIN t ON t.id = t_id")).ShouldBe(10);
    }
}

using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class SeedRunTests
{
    const string Table = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL CHECK (n < 90000), name varchar(5))";

    static Func<long, object?> Doing(long at, Action action) => i =>
    {
        if (i == at)
            action();
        return (int)i;
    };

    static Task<long> CountAsync(LoadScene scene) => scene.Database.ScalarAsync<long>("SELECT count(*) FROM t");

    [Theory]
    [InlineData("n", 95_000, "FqConstraintViolated", "constraint t_n_check")]
    [InlineData("name", "too long", "FqValueRefused", "public.t")]
    public async Task Row_that_the_server_refuses_is_an_error_with_its_table(string column, object value, string id, string part)
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        Wanted[] wanted = [new("t", 5000, ("n", i => column == "n" && i == 4321 ? value : 1), ("name", i => column == "name" && i == 4321 ? value : "x"))];
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(wanted));

        error.Id.ShouldBe(id);
        error.Message.ShouldContain("public.t");
        error.Message.ShouldContain(part);
        (await CountAsync(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task Null_in_a_column_that_takes_none_names_the_column()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(new Wanted("t", 3, ("n", _ => null))));
        error.ErrorTarget.ShouldBe("public.t.n");
    }

    [Fact]
    public async Task Deferred_constraint_fails_before_the_commit_and_names_its_table()
    {
        await using var scene = await LoadScene.CreateAsync("""
            CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (p_id int CONSTRAINT has_parent REFERENCES p DEFERRABLE INITIALLY DEFERRED);
            """);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(new Wanted("t", 3, ("p_id", i => (int)i))));
        error.Id.ShouldBe("FqConstraintViolated");
        error.Message.ShouldContain("public.t, constraint has_parent");
        (await CountAsync(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task Session_killed_in_mid_load_is_one_clear_error_and_leaves_nothing()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        const string kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'";
        Wanted[] wanted = [new("t", 80_000, ("n", Doing(40_000, () => scene.Database.ScalarAsync<long>(kill).GetAwaiter().GetResult().ShouldBe(1))))];
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(wanted));

        error.Id.ShouldBe("FqConnectionLost");
        error.Kind.ShouldBe(ErrorKind.Connection);
        error.Message.ShouldContain("public.t");
        (await CountAsync(scene)).ShouldBe(0);
        (await scene.RunAsync(new Wanted("t", 1, ("n", _ => 1)))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancellation_in_mid_copy_rolls_back_and_leaves_the_session_clean()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LoadScene.Cancel);
        Wanted[] wanted = [new("t", 80_000, ("n", Doing(40_000, stop.Cancel)))];
        _ = await Should.ThrowAsync<OperationCanceledException>(() => scene.RunAsync(scene.Database.Connection, new RunOptions(), stop.Token, wanted));

        (await CountAsync(scene)).ShouldBe(0);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()")).ShouldBe(0);
        (await scene.Database.ScalarAsync<string>("SHOW DateStyle")).ShouldBe(await scene.Database.ScalarAsync<string>("SELECT reset_val FROM pg_settings WHERE name = 'DateStyle'"));
    }

    [Fact]
    public async Task Cancellation_reaches_a_server_that_is_busy_with_the_rows()
    {
        await using var scene = await LoadScene.CreateAsync(Table + """
            ;
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END';
            CREATE TRIGGER wait AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION wait();
            """);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LoadScene.Cancel);
        var run = scene.RunAsync(scene.Database.Connection, new RunOptions(), stop.Token, new Wanted("t", 10, ("n", i => (int)i)));
        while (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'") == 0)
            await Task.Yield();
        await stop.CancelAsync();

        _ = await Should.ThrowAsync<OperationCanceledException>(() => run);
        (await CountAsync(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait_for_a_table_that_another_session_has_locked()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        await using var other = await scene.Database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(LoadScene.Cancel);
        await using (var hold = new NpgsqlCommand("LOCK TABLE t IN SHARE MODE", other))
            _ = await hold.ExecuteNonQueryAsync(LoadScene.Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LoadScene.Cancel);
        var run = scene.RunAsync(scene.Database.Connection, new RunOptions(), stop.Token, new Wanted("t", 10, ("n", i => (int)i)));
        while (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            await Task.Yield();
        await stop.CancelAsync();

        _ = await Should.ThrowAsync<OperationCanceledException>(() => run);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).ShouldBe(0);
    }

    [Fact]
    public async Task Error_of_generation_rolls_back()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        var cause = new FraiseqlDataException("FqOverrideInvalid", ErrorKind.InvalidData, "no");
        Wanted[] wanted = [new("t", 80_000, ("n", Doing(70_000, () => throw cause)))];
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(wanted))).ShouldBeSameAs(cause);
        (await CountAsync(scene)).ShouldBe(0);
    }

    [Fact]
    public async Task Runs_at_once_wait_for_each_other()
    {
        await using var scene = await LoadScene.CreateAsync(Table + "; CREATE TABLE u (n int)");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => i % 2 == 0
            ? scene.RunAsync(new Wanted("t", 1000, ("n", n => (int)n)), new Wanted("u", 1000, ("n", n => (int)n)))
            : scene.RunAsync(new Wanted("u", 1000, ("n", n => (int)n)), new Wanted("t", 1000, ("n", n => (int)n)))));

        results.Sum(r => r.Count).ShouldBe(8000);
        // Each run's rows lie together: no other run's came between them.
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM (SELECT xmin::text <> lag(xmin::text) OVER (ORDER BY ctid) AS other FROM u) s WHERE other")).ShouldBe(3);
    }

    [Fact]
    public async Task Run_waits_for_the_lock_of_another_and_can_be_stopped()
    {
        await using var scene = await LoadScene.CreateAsync(Table);
        await using var other = await scene.Database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(LoadScene.Cancel);
        var plan = await LoadScene.PlanAsync(other, new Wanted("t", 1));
        await RunLock.AcquireAsync(other, [plan.Tables[0].Table], LoadScene.Cancel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LoadScene.Cancel);
        var run = scene.RunAsync(scene.Database.Connection, new RunOptions(), stop.Token, new Wanted("t", 1, ("n", _ => 1)));
        while (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 0)
            await Task.Yield();
        await stop.CancelAsync();
        _ = await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Observer_hears_the_end_of_every_table_and_the_warnings()
    {
        await using var scene = await LoadScene.CreateAsync(Table + "; CREATE TABLE u (id int PRIMARY KEY); CREATE RULE nowhere AS ON INSERT TO u DO INSTEAD NOTHING");
        var observer = new RecordingObserver();
        _ = await scene.RunAsync(
            scene.Database.Connection, new RunOptions { Observer = observer }, LoadScene.Cancel, new Wanted("t", 9000, ("n", i => (int)i)), new Wanted("u", 5, ("id", i => (int)i)));

        var ends = observer.Progress.Where(p => p.TableRows == p.TableTotal).Select(p => (p.Table.Name, p.TableNumber, p.TableCount, p.Rows, p.Total)).Distinct();
        ends.ShouldBe([("t", 1, 2, 9000, 9005), ("u", 2, 2, 9005, 9005)]);
        observer.Warnings.Single().ShouldContain("nowhere");
        observer.Verbose.ShouldContain(v => v.StartsWith("public.t: binary copy of 9000 rows"));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "FqDiskFull")]
    [InlineData(PostgresErrorCodes.OutOfMemory, "FqServerOutOfResources")]
    public async Task Server_without_room_is_an_error_of_the_table(string state, string id)
    {
        await using var scene = await LoadScene.CreateAsync(Table + $"""
            ;
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''{state}''; END';
            CREATE TRIGGER fail AFTER INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION fail();
            """);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(new Wanted("t", 3, ("n", _ => 1))));
        (error.Id, error.Kind, error.ErrorTarget).ShouldBe((id, ErrorKind.Resource, (object)"public.t"));
    }

    [Fact]
    public async Task Missing_privilege_is_an_error_of_the_table()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int)");
        await using FqConnection role = await scene.ConnectAsRoleAsync("GRANT SELECT ON t TO {0}");
        var run = () => scene.RunAsync(role, new RunOptions(), LoadScene.Cancel, new Wanted("t", 1, ("n", _ => 1)));
        (await Should.ThrowAsync<FraiseqlDataException>(run)).Id.ShouldBe("FqPermissionDenied");
    }
}

using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>Whatever ends preparing, a slice or finishing, and wherever: nothing that was dropped is lost.</summary>
public sealed class PreparedSliceFailureTests
{
    const string Ddl = """
        CREATE TABLE parent (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE);
        CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int NOT NULL REFERENCES parent, n int NOT NULL);
        CREATE INDEX child_n ON child (n);
        COMMENT ON INDEX child_n IS 'n';
        """;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static SeedPlan Plan(EngineScene scene) => scene.Plan(new PlanOptions { LoadStrategy = LoadStrategy.Rebuild }).Add("*", 50);

    static async Task WriteAsync(EngineScene scene, ResolvedPlanData data)
    {
        for (var level = 1; level <= 2; level++)
            _ = await SeedEngine.InvokeSliceAsync(Plan(scene), data, new PlanSlice(1, 1), level, cancellationToken: Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Preparing_and_finishing_that_end_at_any_step_have_done_nothing(bool isKilled)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var (before, data) = (await SchemaDump.OfAsync(scene.Database), await SeedEngine.SettleAsync(Plan(scene), cancellationToken: Cancel));

        (await InterruptAsync(o => SeedEngine.PrepareSlicesAsync(Plan(scene), data, options: new RunOptions { Observer = o.Observer }, cancellationToken: o.Stop), before)).ShouldBe(5);
        await WriteAsync(scene, data);
        var prepared = await SchemaDump.OfAsync(scene.Database);
        (await InterruptAsync(o => SeedEngine.FinishSlicesAsync(Plan(scene), data, options: new RunOptions { Observer = o.Observer }, cancellationToken: o.Stop), prepared)).ShouldBeGreaterThan(10);
        await scene.Database.ShouldStillBeAsync(before);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM child JOIN parent ON parent.id = parent_id")).ShouldBe(50);

        async Task<int> InterruptAsync(Func<(IRunObserver Observer, CancellationToken Stop), Task> work, string state)
        {
            for (var step = 0; ; step++)
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
                var error = await Record.ExceptionAsync(() => work((Interrupter.Of(step, isKilled ? scene.Database : null, stop), stop.Token)));
                if (error is null)
                    return step;
                (error is OperationCanceledException ? "cancelled" : (error as FraiseqlDataException)?.Id).ShouldBe(isKilled ? "FqConnectionLost" : "cancelled", $"step {step}: {error}");
                await scene.Database.ShouldStillBeAsync(state, $"step {step}");
            }
        }
    }

    [Fact]
    public async Task Slice_that_fails_is_run_again_and_rows_of_others_stop_the_finish_until_they_are_gone()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var (before, data) = (await SchemaDump.OfAsync(scene.Database), await SeedEngine.SettleAsync(Plan(scene), cancellationToken: Cancel));
        _ = await SeedEngine.PrepareSlicesAsync(Plan(scene), data, cancellationToken: Cancel);
        await using (await HoldAsync(scene, "parent", "SHARE"))
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            stop.CancelAfter(TimeSpan.FromMilliseconds(500));
            _ = await Should.ThrowAsync<OperationCanceledException>(() => SeedEngine.InvokeSliceAsync(Plan(scene), data, new PlanSlice(1, 1), 1, cancellationToken: stop.Token));
        }
        await WriteAsync(scene, data);
        await scene.Database.ExecuteAsync("INSERT INTO parent (id, code) OVERRIDING SYSTEM VALUE SELECT max(id), 'again' FROM parent");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.FinishSlicesAsync(Plan(scene), data, cancellationToken: Cancel));
        (error.Id, error.Message.Contains("parent_pkey"), error.Message.Contains("public.parent")).ShouldBe(("FqConstraintViolated", true, true), error.Message);
        await scene.Database.ExecuteAsync("DELETE FROM parent WHERE code = 'again'");
        _ = await SeedEngine.FinishSlicesAsync(Plan(scene), data, cancellationToken: Cancel);
        await scene.Database.ShouldStillBeAsync(before);
    }

    [Fact]
    public async Task Tables_and_records_that_others_hold_are_said()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var (before, data) = (await SchemaDump.OfAsync(scene.Database), await SeedEngine.SettleAsync(Plan(scene), cancellationToken: Cancel));
        await using (await HoldAsync(scene, "child"))
        {
            var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.PrepareSlicesAsync(Plan(scene), data, cancellationToken: Cancel));
            // The parent comes first, and its key is the child's.
            (error.Id, error.Message.Contains("public.parent")).ShouldBe(("FqLockTimeout", true), error.Message);
        }
        await scene.Database.ShouldStillBeAsync(before);
        _ = await SeedEngine.PrepareSlicesAsync(Plan(scene), data, cancellationToken: Cancel);
        var record = await scene.ScalarAsync<string>("SELECT oid::regclass::text FROM pg_class WHERE relname ~ '^fraiseqldata_slices_.{16}$'");
        await using (await HoldAsync(scene, record))
            (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.FinishSlicesAsync(Plan(scene), data, force: true, cancellationToken: Cancel))).Id.ShouldBe("FqSlicesBusy");
        _ = await SeedEngine.FinishSlicesAsync(Plan(scene), data, force: true, cancellationToken: Cancel);
        await scene.Database.ShouldStillBeAsync(before);
    }

    static async Task<NpgsqlConnection> HoldAsync(EngineScene scene, string table, string mode = "ROW EXCLUSIVE")
    {
        var session = await scene.Database.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN {mode} MODE", session);
        _ = await command.ExecuteNonQueryAsync(Cancel);
        return session;
    }
}

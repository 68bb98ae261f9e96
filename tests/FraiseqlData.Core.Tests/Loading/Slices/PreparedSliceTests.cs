using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>Slices between the step that drops indexes and the one that brings them back.</summary>
public sealed class PreparedSliceTests
{
    const string Ddl = """
        CREATE SCHEMA "Odd ""place";
        CREATE TABLE "Odd ""place".tb_maker (pk_maker int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE tb_model (pk_model int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, fk_maker int NOT NULL REFERENCES "Odd ""place".tb_maker,
          email text NOT NULL, code varchar(8) NOT NULL, UNIQUE (fk_maker, code), price numeric(8,2) CHECK (price > 0));
        CREATE UNIQUE INDEX tb_model_email ON tb_model (lower(email)) WITH (fillfactor = 60);
        CREATE INDEX tb_model_price ON tb_model (price) WHERE price > 1;
        COMMENT ON INDEX tb_model_email IS 'one''s own';
        CREATE TABLE plain (id bigint PRIMARY KEY, model_id int CONSTRAINT "to model" REFERENCES tb_model ON DELETE SET NULL, noted timestamptz NOT NULL);
        """;

    static readonly string[] Tables = ["\"Odd \"\"place\".tb_maker", "tb_model", "plain"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static SeedPlan Plan(EngineScene scene) => scene.Plan(new PlanOptions { LoadStrategy = LoadStrategy.Rebuild }).Add("tb_maker", 40).Add("tb_model", 301).Add("plain", 500);

    static async Task<ResolvedPlanData> SettleAsync(EngineScene scene, SeedPlan? plan = null) =>
        ResolvedPlanData.FromJson((await SeedEngine.SettleAsync(plan ?? Plan(scene), cancellationToken: Cancel)).ToJson());

    static Task<SliceResult> SliceAsync(EngineScene scene, ResolvedPlanData data, int number, int count, int level) =>
        SeedEngine.InvokeSliceAsync(Plan(scene), data, new PlanSlice(number, count), level, cancellationToken: Cancel);

    static async Task AllAsync(EngineScene scene, ResolvedPlanData data, int count = 2)
    {
        for (var level = 1; level <= 3; level++)
            _ = await Task.WhenAll(Enumerable.Range(1, count).Select(i => SliceAsync(scene, data, i, count, level)));
    }

    static async Task<string> IdAsync(Func<Task> work) => (await Should.ThrowAsync<FraiseqlDataException>(work)).Id;

    [Fact]
    public async Task Rows_and_schema_are_those_of_one_run()
    {
        await using var whole = await EngineScene.CreateAsync(Ddl);
        await using var parts = await EngineScene.CreateAsync(Ddl);
        var before = await SchemaDump.OfAsync(parts.Database);
        _ = await whole.RunAsync(Plan(whole));

        var data = await SettleAsync(parts);
        var loads = await SeedEngine.PrepareSlicesAsync(Plan(parts), data, cancellationToken: Cancel);
        loads.ShouldAllBe(l => l.IsRebuilt);
        (await parts.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid IN ('tb_model'::regclass, 'plain'::regclass)")).ShouldBe(0);
        (await parts.ScalarAsync<long>("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).ShouldBe(0);
        await AllAsync(parts, data, 3);
        (await SeedEngine.FinishSlicesAsync(Plan(parts), data, cancellationToken: Cancel)).Select(l => l.ToString()).ShouldBe(loads.Select(l => l.ToString()));

        await parts.Database.ShouldStillBeAsync(before);
        foreach (var table in Tables)
            (await parts.RowsAsync($"SELECT * FROM {table} ORDER BY 1")).ShouldBe(await whole.RowsAsync($"SELECT * FROM {table} ORDER BY 1"));
        (await parts.ScalarAsync<float>("SELECT reltuples FROM pg_class WHERE oid = 'plain'::regclass")).ShouldBe(500);
        (await parts.FillAsync("*", 10)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Everything_that_a_rebuild_brings_back_comes_back_in_another_session()
    {
        await using var scene = await RebuildScene.CreateAsync(RebuildScene.Verbatim.Replace("mother_id bigint, ", "").Replace("CONSTRAINT to_mother FOREIGN KEY (mother_id) REFERENCES child MATCH FULL ON DELETE SET NULL DEFERRABLE", "CHECK (amount IS NOT NULL)"));
        var before = await SchemaDump.OfAsync(scene.Database);
        var data = await SeedEngine.SettleAsync(scene.Plan(100), cancellationToken: Cancel);
        _ = await SeedEngine.PrepareSlicesAsync(scene.Plan(100), data, cancellationToken: Cancel);
        for (var level = 1; level <= 2; level++)
            _ = await SeedEngine.InvokeSliceAsync(scene.Plan(100), data, new PlanSlice(1, 1), level, cancellationToken: Cancel);
        _ = await SeedEngine.FinishSlicesAsync(scene.Plan(100), ResolvedPlanData.FromJson(data.ToJson()), cancellationToken: Cancel);
        await scene.Database.ShouldStillBeAsync(before);
        (await scene.Database.ScalarAsync<long>("SELECT count(*) FROM child")).ShouldBe(100);
    }

    [Fact]
    public async Task Steps_in_the_wrong_order_are_one_error_each()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var (before, data, other) = (await SchemaDump.OfAsync(scene.Database), await SettleAsync(scene), await SettleAsync(scene));
        (await IdAsync(() => FinishAsync())).ShouldBe("FqSlicesNotPrepared");
        _ = await PrepareAsync(data);
        (await IdAsync(() => PrepareAsync(data))).ShouldBe("FqSlicesPrepared");
        (await IdAsync(() => PrepareAsync(other))).ShouldBe("FqSlicesPrepared");
        (await IdAsync(() => SliceAsync(scene, other, 1, 2, 1))).ShouldBe("FqSlicesPrepared");
        (await IdAsync(() => scene.FillAsync("tb_model", 3))).ShouldBe("FqSlicesPrepared");
        (await IdAsync(() => SettleAsync(scene))).ShouldBe("FqSlicesPrepared");

        _ = await SliceAsync(scene, data, 2, 2, 1);
        (await IdAsync(() => SliceAsync(scene, data, 2, 2, 1))).ShouldBe("FqSliceDone");
        (await IdAsync(() => SliceAsync(scene, data, 1, 3, 1))).ShouldBe("FqSliceInvalid");
        var missing = await Should.ThrowAsync<FraiseqlDataException>(() => FinishAsync());
        (missing.Id, missing.Message).ShouldBe(("FqSlicesMissing", "Not written yet: slice 1 of 2 of level 1, all of level 2, all of level 3."));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM \"Odd \"\"place\".tb_maker")).ShouldBe(20);

        _ = await FinishAsync(force: true);
        await scene.Database.ShouldStillBeAsync(before);
        (await IdAsync(() => FinishAsync())).ShouldBe("FqSlicesNotPrepared");
        (await IdAsync(() => PrepareAsync(data))).ShouldBe("FqSlicesBegun");
        // Not prepared any more, slices keep the indexes.
        _ = await SliceAsync(scene, data, 1, 2, 1);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM \"Odd \"\"place\".tb_maker")).ShouldBe(40);

        Task<IReadOnlyList<TableLoadPlan>> PrepareAsync(ResolvedPlanData data) => SeedEngine.PrepareSlicesAsync(Plan(scene), data, cancellationToken: Cancel);
        Task<IReadOnlyList<TableLoadPlan>> FinishAsync(bool force = false) => SeedEngine.FinishSlicesAsync(Plan(scene), data, force: force, cancellationToken: Cancel);
    }

    [Fact]
    public async Task Two_plans_on_tables_of_their_own_are_prepared_side_by_side()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int NOT NULL UNIQUE); CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t text NOT NULL UNIQUE)");
        var before = await SchemaDump.OfAsync(scene.Database);
        SeedPlan Of(string table) => scene.Plan(new PlanOptions { LoadStrategy = LoadStrategy.Rebuild }).Add(table, 50);
        var a = await SettleAsync(scene, Of("a"));
        _ = await SeedEngine.PrepareSlicesAsync(Of("a"), a, cancellationToken: Cancel);
        var b = await SettleAsync(scene, Of("b"));
        _ = await SeedEngine.PrepareSlicesAsync(Of("b"), b, cancellationToken: Cancel);
        _ = await SeedEngine.InvokeSliceAsync(Of("b"), b, new PlanSlice(1, 1), 1, cancellationToken: Cancel);
        _ = await SeedEngine.FinishSlicesAsync(Of("b"), b, cancellationToken: Cancel);
        (await IdAsync(() => SeedEngine.FinishSlicesAsync(Of("a"), a, cancellationToken: Cancel))).ShouldBe("FqSlicesMissing");
        _ = await SeedEngine.InvokeSliceAsync(Of("a"), a, new PlanSlice(1, 1), 1, cancellationToken: Cancel);
        _ = await SeedEngine.FinishSlicesAsync(Of("a"), a, cancellationToken: Cancel);
        await scene.Database.ShouldStillBeAsync(before);
    }
}

using CsCheck;
using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class SliceTests
{
    const string Ddl = """
        CREATE TABLE tb_maker (pk_maker int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE tb_model (pk_model int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, fk_maker int NOT NULL REFERENCES tb_maker,
          email text NOT NULL UNIQUE, code varchar(8) NOT NULL, UNIQUE (fk_maker, code), price numeric(8,2) CHECK (price > 0));
        CREATE TABLE plain (id bigint PRIMARY KEY, model_id int REFERENCES tb_model, noted timestamptz NOT NULL);
        INSERT INTO tb_maker (id, identifier, name) VALUES ('11111111-1111-4111-8111-111111111111', 'older', 'Older');
        """;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static SeedPlan Plan(EngineScene scene) => scene.Plan().Add("tb_maker", 40).Add("tb_model", 1_001).Add("plain", 2_500);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Slices_together_give_the_rows_of_one_run(int count)
    {
        await using var whole = await EngineScene.CreateAsync(Ddl);
        await using var parts = await EngineScene.CreateAsync(Ddl);
        _ = await whole.RunAsync(Plan(whole));

        var json = (await SeedEngine.SettleAsync(Plan(parts), cancellationToken: Cancel)).ToJson();
        var (rows, levels) = (0L, 1);
        for (var level = 1; level <= levels; level++)
        {
            var results = await Task.WhenAll(Enumerable.Range(1, count).Select(i =>
                SeedEngine.InvokeSliceAsync(Plan(parts), ResolvedPlanData.FromJson(json), new PlanSlice(i, count), level, cancellationToken: Cancel)));
            levels = results[0].Levels;
            rows += results.Sum(r => r.Rows.Values.Sum());
        }
        (levels, rows).ShouldBe((3, 40 + 1_001 + 2_500));
        foreach (var table in new[] { "tb_maker", "tb_model", "plain" })
            (await parts.RowsAsync($"SELECT * FROM {table} ORDER BY 1")).ShouldBe(await whole.RowsAsync($"SELECT * FROM {table} ORDER BY 1"));
        // The next ordinary INSERT, and the next run, find their place behind all slices.
        (await parts.FillAsync("*", 10)).Count.ShouldBe(30);
    }

    [Fact]
    public void Slices_are_disjoint_and_leave_out_no_row() =>
        Gen.Select(Gen.Long[0, 100_000_000_000], Gen.Int[1, 1000]).Sample((rows, count) =>
        {
            var end = 0L;
            for (var i = 1; i <= count; i++)
            {
                var (first, own) = new PlanSlice(i, count).Of(rows);
                if (first != end || own < 0)
                    return false;
                end = first + own;
            }
            return end == rows;
        });

    [Theory]
    [InlineData("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES t)", "its rows refer to each other (t_parent_id_fkey)")]
    [InlineData("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "it has triggers")]
    [InlineData("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int); CREATE RULE r AS ON INSERT TO t DO ALSO NOTIFY x", "COPY would bypass the rule \"r\"")]
    [InlineData("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, u_id int); CREATE TABLE u (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, t_id int REFERENCES t); ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u", "foreign keys go round in a circle")]
    public async Task What_cannot_be_cut_is_said_before_anything_is_reserved(string ddl, string reason)
    {
        await using var scene = await EngineScene.CreateAsync(ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.SettleAsync(scene.Plan().Add("*", 10), cancellationToken: Cancel));
        (error.Id, error.Message.Contains(reason)).ShouldBe(("FqSlicesNotPossible", true), error.Message);
        (await scene.ScalarAsync<bool>("SELECT is_called FROM t_id_seq")).ShouldBeFalse();
    }

    [Fact]
    public async Task Data_of_another_plan_other_text_and_other_slices_are_errors()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var data = await SeedEngine.SettleAsync(Plan(scene), cancellationToken: Cancel);
        (await IdAsync(() => SeedEngine.InvokeSliceAsync(scene.Plan().Add("tb_maker", 41), data, new PlanSlice(1, 2), 1, cancellationToken: Cancel))).ShouldBe("FqPlanDataMismatch");
        (await IdAsync(() => SeedEngine.InvokeSliceAsync(Plan(scene), data, new PlanSlice(3, 2), 1, cancellationToken: Cancel))).ShouldBe("FqSliceInvalid");
        (await IdAsync(() => SeedEngine.InvokeSliceAsync(Plan(scene), data, new PlanSlice(1, 2), 4, cancellationToken: Cancel))).ShouldBe("FqSliceInvalid");
        Should.Throw<FraiseqlDataException>(() => ResolvedPlanData.FromJson("{ \"rows\": 1 }")).Id.ShouldBe("FqPlanDataInvalid");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_maker")).ShouldBe(1);

        static async Task<string> IdAsync(Func<Task> work) => (await Should.ThrowAsync<FraiseqlDataException>(work)).Id;
    }
}

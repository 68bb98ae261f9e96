using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Formats;
using FraiseqlData.Formats;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>Scripts that put rows into staging.</summary>
public sealed class StagedScriptTests
{
    static async Task<Dictionary<string, string>> ExportAsync(SeedPlan plan, bool perTable, SqlScriptOptions? options = null)
    {
        var files = new Dictionary<string, string>();
        _ = await SeedEngine.ExportStagedAsync(plan, WriteAsync, perTable, options: options, cancellationToken: TestContext.Current.CancellationToken);
        return files;

        async Task WriteAsync(string name, Func<TextWriter, Task> write)
        {
            await using var text = new StringWriter();
            await write(text);
            files[name] = text.ToString();
        }
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task One_script_stages_all_rows_and_resolves_them(SqlScriptStyle style)
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await using var direct = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        var script = (await ExportAsync(scene.Plan().Add("tb_location", 30), perTable: false, new SqlScriptOptions { Style = style })).ShouldHaveSingleItem().Value;
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(0);
        script.ShouldContain("SELECT \"staging\".\"fn_resolve_all_staging\"();");
        (await Psql.RunAsync(scene.Database, script)).ExitCode.ShouldBe(0);
        _ = await direct.FillAsync("tb_location", 30);
        (await StagingGenerationTests.ContentsAsync(scene))["tenant.tb_location"].ShouldBe((await StagingGenerationTests.ContentsAsync(direct))["tenant.tb_location"]);
    }

    [Fact]
    public async Task Each_table_has_a_script_numbered_in_load_order()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(hasMaster: false));
        var files = await ExportAsync(scene.Plan().Add("tb_location", 30), perTable: true);
        files.Keys.ShouldBe(["001_tb_manufacturer.sql", "002_tb_model.sql", "003_tb_location.sql", "004_resolve.sql"]);
        files["001_tb_manufacturer.sql"].Split('\n').Where(l => l.StartsWith("--", StringComparison.Ordinal)).Skip(1).ShouldBe([
            "-- Load it with psql into a copy of the schema with its staging schema: all of the rows are staged, or none. 004_resolve.sql moves them into their tables.", "-- staging.tb_manufacturer: 1 row"]);
        files["001_tb_manufacturer.sql"].Split('\n')[0].ShouldEndWith(", seed 42: 1 row in 1 table");
        files["004_resolve.sql"].Split('\n')[0].ShouldEndWith(", seed 42");
        files["004_resolve.sql"].ShouldContain("-- Load it with psql when the other scripts are loaded");
        files["002_tb_model.sql"].ShouldContain("INSERT INTO \"staging\".\"tb_model\" (\"id\", \"identifier\", \"name\", \"fk_manufacturer_id\") VALUES\n");
        foreach (var file in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            (await Psql.RunAsync(scene.Database, file.Value)).ExitCode.ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location WHERE fk_parent_location IS NOT NULL")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Script_is_for_the_generated_schema_where_there_is_none_yet()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE tb_shop (pk_shop serial PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, at timestamptz DEFAULT now())");
        var script = (await ExportAsync(scene.Plan().Add("tb_shop", 5), perTable: false)).Values.Single();
        _ = await StagingGenerationTests.SyncAsync(scene);
        (await Psql.RunAsync(scene.Database, script)).ExitCode.ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_shop")).ShouldBe(5);
    }
}

using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Formats;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Formats;

/// <summary>On real schemas: a script, loaded with psql into an empty copy, gives the tables that the run gives.</summary>
public sealed class ScriptEngineTests
{
    public static TheoryData<string, SqlScriptStyle> Cases => new()
    {
        { "chinook", SqlScriptStyle.Insert },
        { "chinook", SqlScriptStyle.Copy },
        { "fq_chat", SqlScriptStyle.Insert },
        { "fq_chat", SqlScriptStyle.Copy },
        { "fq_ecom_mig", SqlScriptStyle.Insert },
        { "fq_ecom_mig", SqlScriptStyle.Copy },
    };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Script_of_a_result_gives_what_the_run_gave(string schema, SqlScriptStyle style)
    {
        await using var source = await PostgresServer.CreateFromSchemaAsync(schema);
        await using var copy = await PostgresServer.CreateFromSchemaAsync(schema);
        var result = await SeedEngine.InvokeAsync(Plan(source), cancellationToken: Cancellation);
        var writer = new StringWriter();
        await SqlScriptWriter.WriteAsync(
            writer, await SeedEngine.ReadSchemaAsync(source.Connection, Cancellation), result, new SqlScriptOptions { Style = style }, Cancellation);
        await ShouldGiveAsync(source, copy, writer.ToString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Script_of_a_plan_gives_what_the_run_gives(string schema, SqlScriptStyle style)
    {
        await using var source = await PostgresServer.CreateFromSchemaAsync(schema);
        await using var copy = await PostgresServer.CreateFromSchemaAsync(schema);
        var writer = new StringWriter();
        await using (var session = await source.OpenAsync())
        {
            await session.RunAsync("BEGIN ISOLATION LEVEL REPEATABLE READ;" + SessionSettings.ForTransaction);
            var run = await RunPreparation.PrepareAsync(session, Plan(source), scripts: null, beforeState: null, Cancellation);
            await session.RunAsync("ROLLBACK");
            await SqlScriptWriter.WriteAsync(writer, run.Plan, run.Compiler.Compile(run.Plan, run.Data), new SqlScriptOptions { Style = style }, Cancellation);
        }
        _ = await SeedEngine.InvokeAsync(Plan(source), cancellationToken: Cancellation);
        await ShouldGiveAsync(source, copy, writer.ToString());
    }

    static SeedPlan Plan(TestDatabase database) =>
        SeedPlan.Create(database.Connection, new PlanOptions { Schemas = ["public"] }).Add("*", 25);

    /// <summary>Loads the script, compares all tables, and appends rows to see that sequences went on.</summary>
    static async Task ShouldGiveAsync(TestDatabase source, TestDatabase copy, string script)
    {
        var (exitCode, output) = await Psql.RunAsync(copy, script, "--set", "ON_ERROR_STOP=1");
        exitCode.ShouldBe(0, output);
        var tables = (await SeedEngine.ReadSchemaAsync(source.Connection, Cancellation)).Tables.Where(t => t.IsFillable).ToList();
        var rows = 0;
        foreach (var table in tables)
        {
            var content = await ContentAsync(source, table);
            (await ContentAsync(copy, table)).ShouldBe(content, table.Name.ToString());
            rows += content.Count;
        }
        rows.ShouldBeGreaterThan(100);
        _ = await SeedEngine.InvokeAsync(Plan(copy), cancellationToken: Cancellation);
    }

    static async Task<IReadOnlyList<string>> ContentAsync(TestDatabase database, Table table) =>
        [.. (await ScriptBuilder.ReadAsync(database, table)).Select(r => string.Join(" | ", r.Texts)).Order(StringComparer.Ordinal)];
}

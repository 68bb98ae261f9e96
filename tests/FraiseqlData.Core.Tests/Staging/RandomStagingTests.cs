using System.Globalization;
using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>
/// Random schemas are filled by way of a generated staging schema as they are directly: the same ones each time, unless
/// <c>FRAISEQL_RANDOM_STAGING</c> names others, for example <c>100-200</c>.
/// </summary>
public sealed class RandomStagingTests
{
    static readonly PlanOptions Options = new() { SkipUnfillable = true };

    public static TheoryData<int> Numbers() => Environment.GetEnvironmentVariable("FRAISEQL_RANDOM_STAGING")?.Split('-') is [var first, var last]
        ? [.. Enumerable.Range(int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture) - int.Parse(first, CultureInfo.InvariantCulture) + 1)]
        : [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Random_schema_is_filled_by_way_of_staging_as_it_is_directly(int number)
    {
        var script = RandomSchemas.RandomSchemas.Of(number).ToString();
        script = await PostgresServer.VersionAsync() < 15 ? script.Replace("NULLS NOT DISTINCT ", "", StringComparison.Ordinal) : script;
        await using var scene = await EngineScene.CreateAsync(script);
        await using var direct = await EngineScene.CreateAsync(script);
        var wanted = await direct.RunAsync(direct.Plan(Options).Add("*", 20));
        _ = await StagingGenerationTests.SyncAsync(scene);
        (await StagingGenerationTests.ReviewAsync(scene)).Findings.ShouldBeEmpty();

        var plan = scene.Plan(Options with { Backend = BackendChoice.Staging }).Add("*", 20);
        try
        {
            var result = await scene.RunAsync(plan);
            result.Tables.Select(t => $"{t.Name} {t.Count}").Order(StringComparer.Ordinal).ShouldBe(wanted.Tables.Select(t => $"{t.Name} {t.Count}").Order(StringComparer.Ordinal));
            foreach (var table in result.Tables)
                (await table.Rows.ReadAsync(0, 100, TestContext.Current.CancellationToken)).Count.ShouldBe((int)table.Count, table.ToString());
            await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
            foreach (var table in result.Tables)
                (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table.Name.ToSql()}")).ShouldBe(await direct.ScalarAsync<long>($"SELECT count(*) FROM {table.Name.ToSql()}"), table.ToString());
            _ = await scene.RunAsync(plan);
        }
        catch (FraiseqlDataException e)
        {
            throw new InvalidOperationException($"{e.Id}: {e.Message}\n{e.InnerException?.Message}\n{script}", e);
        }
    }
}

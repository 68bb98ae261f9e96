using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class RealSchemaFillTests
{
    [Theory]
    [InlineData("chinook")]
    [InlineData("fq_ecom_mig")]
    [InlineData("fq_chat")]
    [InlineData("fq_specql")]
    public async Task Every_table_is_filled_and_runs_append_without_collision(string name)
    {
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);
        var cancel = TestContext.Current.CancellationToken;
        var plan = SeedPlan.Create(database.Connection).Add("*", 25);
        for (var run = 1; run <= 3; run++)
        {
            var result = await SeedEngine.InvokeAsync(plan, cancellationToken: cancel);
            foreach (var table in result.Tables)
            {
                table.Count.ShouldBe(25, $"{table.Name} in run {run}");
                (await database.ScalarAsync<long>($"SELECT count(*) FROM {table.Name.ToSql()}")).ShouldBe(25 * run, table.Name.ToString());
            }
        }
    }
}

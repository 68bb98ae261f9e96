using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns of a row that belong together agree.</summary>
public sealed class CoherentRowsTests
{
    [Fact]
    public async Task Moments_of_a_row_come_in_their_order()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE shipment (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, updated_at timestamptz DEFAULT now(), created_at timestamptz DEFAULT now(),
              ordered_on date, shipped_at timestamp, delivered_at timestamp, valid_from date NOT NULL, valid_until date NOT NULL, expires_at timestamptz NOT NULL);
            """);
        _ = await scene.FillAsync("shipment", 500);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM shipment
            WHERE created_at > updated_at OR ordered_on > shipped_at::date OR shipped_at > delivered_at OR delivered_at::timestamptz > updated_at
               OR valid_from > valid_until OR created_at > expires_at OR created_at IS NULL OR updated_at IS NULL
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT updated_at) FROM shipment")).ShouldBeGreaterThan(450);
    }

    [Fact]
    public async Task Moment_that_is_overridden_steers_the_others()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE note (created_at timestamp NOT NULL, updated_at timestamp NOT NULL)");
        _ = await scene.RunAsync(scene.Plan().Add("note", 100, new Dictionary<string, ColumnOverride> { ["created_at"] = new ConstantOverride("2025-12-30 10:00:00") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM note WHERE created_at = '2025-12-30 10:00' AND updated_at >= created_at")).ShouldBe(100);
    }
}

using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Lists of states that several checks of a table speak of.</summary>
public sealed class StateChecksTests
{
    [Fact]
    public async Task Choice_by_a_list_of_states_keeps_to_the_list_of_another_check()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE contact (a bigint NOT NULL, b bigint NOT NULL, state text NOT NULL, key text,
              CHECK (state IN ('GONE', 'LOST') AND key IS NULL OR state NOT IN ('GONE', 'LOST') AND key IS NOT NULL),
              CHECK (a <> b), CHECK (state IN ('INVITED', 'ACCEPTED', 'GONE', 'LOST')), PRIMARY KEY (a, b));
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT state) FROM contact")).ShouldBe(4);
    }
}

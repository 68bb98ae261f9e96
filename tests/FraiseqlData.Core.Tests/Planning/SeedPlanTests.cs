using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Planning;

public sealed class SeedPlanTests
{
    [Fact]
    public void Adding_leaves_the_old_plan_as_it_was()
    {
        var empty = SeedPlan.Create();
        var one = empty.Add("tb_model", 10);
        _ = one.Add("tb_machine", 5);
        empty.Entries.ShouldBeEmpty();
        one.Entries.Single().Pattern.ShouldBe("tb_model");
    }

    [Fact]
    public void Removing_goes_by_pattern_or_key()
    {
        var plan = SeedPlan.Create().Add("tb_model", 10).Add(new PlanEntry { Pattern = "tb_model", Key = "Big" });
        plan.Remove("big").Entries.Count.ShouldBe(1);
        plan.Remove("TB_MODEL").Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Key_is_unique_in_a_plan() =>
        Should.Throw<FraiseqlDataException>(() => SeedPlan.Create().Add(new PlanEntry { Pattern = "a", Key = "k" }).Add(new PlanEntry { Pattern = "b", Key = "K" }))
            .Id.ShouldBe("FqKeyTaken");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task Count_out_of_range_is_refused(long count) =>
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.AddAsync(SeedPlan.Create(), new PlanEntry { Pattern = "a", Count = count }, TestContext.Current.CancellationToken)))
            .Id.ShouldBe("FqCountOutOfRange");
}

using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class MomentNamesTests
{
    [Theory]
    [InlineData("created_at", "created")]
    [InlineData("CreatedOn", "created")]
    [InlineData("date_created", "created")]
    [InlineData("erstellt_am", "created")]
    [InlineData("ship_date", "shipped")]
    [InlineData("shippedAt", "shipped")]
    [InlineData("order_date", "ordered")]
    [InlineData("event_timestamp", "ordered")]
    [InlineData("email_verified_at", "verified")]
    [InlineData("last_update", "updated")]
    [InlineData("ModifiedDate", "updated")]
    [InlineData("last_login_at", "last login")]
    public void Life_event_is_recognised(string column, string expected)
    {
        var name = MomentNames.Of(column).ShouldNotBeNull();
        name.Kind.ShouldBe(MomentKind.Life);
        name.Event.ShouldBe(expected);
    }

    [Theory]
    [InlineData("start_date", true, "")]
    [InlineData("valid_from", true, "valid")]
    [InlineData("valid_until", false, "valid")]
    [InlineData("trial_ends_at", false, "trial")]
    [InlineData("contractEnd", false, "contract")]
    [InlineData("expires_at", false, "")]
    [InlineData("to_date", false, "")]
    [InlineData("required_date", false, "")]
    [InlineData("estimated_delivery_date", false, "")]
    [InlineData("estimated_arrival", false, "estimated")]
    public void Bound_of_a_period_is_recognised(string column, bool isStart, string period)
    {
        var name = MomentNames.Of(column).ShouldNotBeNull();
        name.Kind.ShouldBe(isStart ? MomentKind.Start : MomentKind.End);
        name.Period.ShouldBe(period);
    }

    [Fact]
    public void Birth_comes_first() => MomentNames.Of("date_of_birth")!.Value.Kind.ShouldBe(MomentKind.Birth);

    [Fact]
    public void Stages_of_an_order_come_in_their_order()
    {
        string[] life = ["created_at", "ordered_at", "confirmed_at", "paid_at", "shipped_at", "delivered_at", "returned_at", "refunded_at", "updated_at", "deleted_at"];
        life.Select(n => MomentNames.Of(n)!.Value.Stage).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("holiday")]
    public void Other_names_say_nothing(string column) => MomentNames.Of(column).ShouldBeNull();
}

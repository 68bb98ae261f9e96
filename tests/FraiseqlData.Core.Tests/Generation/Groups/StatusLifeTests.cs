using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class StatusLifeTests
{
    static readonly DateTime Created = new(2025, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Latest = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly string[] OrderStatuses = ["draft", "pending", "paid", "shipped", "delivered", "cancelled", "refunded"];

    static readonly StatusLife Order = StatusLife.Of(OrderStatuses, ["paid", "shipped", "delivered", "cancelled"])!;

    [Theory]
    [InlineData("draft", "paid", false)]
    [InlineData("pending", "shipped", false)]
    [InlineData("paid", "paid", true)]
    [InlineData("paid", "shipped", false)]
    [InlineData("shipped", "paid", true)]
    [InlineData("SHIPPED", "shipped", true)]
    [InlineData("Out for delivery", "shipped", true)]
    [InlineData("delivered", "shipped", true)]
    [InlineData("delivered", "cancelled", false)]
    [InlineData("canceled", "cancelled", true)]
    [InlineData("canceled", "shipped", false)]
    [InlineData("refunded", "paid", true)]
    [InlineData("mystery", "paid", null)]
    [InlineData("paid", "mystery", null)]
    public void Status_tells_which_events_happened(string status, string name, bool? happened) => Order.Happened(status, name).ShouldBe(happened);

    [Fact]
    public void Moments_are_set_for_what_happened_alone_and_in_order() =>
        Gen.Select(Gen.ULong, Gen.Int[0, OrderStatuses.Length - 1]).Sample((key, i) =>
        {
            var random = CellRandom.For(key, 1);
            var course = Order.Draw(OrderStatuses[i], Created, Latest, ref random);
            var before = Created;
            foreach (var name in Order.EventsOf(OrderStatuses[i]))
            {
                course[name]!.Value.ShouldBeGreaterThanOrEqualTo(before);
                before = course[name]!.Value;
            }
            before.ShouldBeLessThanOrEqualTo(Latest);
            foreach (var name in Order.Events)
                course[name].HasValue.ShouldBe(Order.Happened(OrderStatuses[i], name)!.Value);
        });

    [Fact]
    public void Young_things_have_lived_as_far_as_their_status_too()
    {
        var random = CellRandom.For(1, 1);
        var course = Order.Draw("delivered", Latest, Latest, ref random);
        course["delivered"].ShouldBe(Latest);
    }

    [Theory]
    [InlineData("pending,authorized,paid,failed,refunded", "authorized,captured", "captured", "refunded", "failed")]
    [InlineData("draft,in_review,published,archived", "published,archived", "published", "archived", "draft")]
    [InlineData("open,in_progress,on_hold,done,cancelled", "started,completed", "completed", "done", "in_progress")]
    [InlineData("requested,confirmed,checked_in,completed,cancelled", "confirmed,checked_in,cancelled", "checked_in", "completed", "confirmed")]
    [InlineData("active,inactive,pending", "activated,verified", "verified", "active", "pending")]
    [InlineData("draft,sent,paid,overdue,cancelled", "issued,sent,paid", "sent", "overdue", "draft")]
    public void Life_is_found_by_its_statuses_and_columns(string statuses, string events, string name, string happened, string not)
    {
        var life = StatusLife.Of(statuses.Split(','), events.Split(','))!;
        statuses.Split(',').ShouldAllBe(s => life.Knows(s));
        life.Happened(happened, name).ShouldBe(true);
        life.Happened(not, name).ShouldBe(false);
    }

    [Fact]
    public void Unknown_statuses_have_no_life()
    {
        StatusLife.Of(["alpha", "beta"], ["shipped"]).ShouldBeNull();
        StatusLife.Of(OrderStatuses, ["colour"]).ShouldBeNull();
    }

    [Fact]
    public void Given_events_choose_the_status()
    {
        Order.Agreeing(OrderStatuses, [("shipped", true), ("delivered", false)]).ShouldBe(["shipped"]);
        Order.Agreeing(OrderStatuses, [("paid", false)]).ShouldBe(["draft", "pending", "cancelled"]);
    }
}

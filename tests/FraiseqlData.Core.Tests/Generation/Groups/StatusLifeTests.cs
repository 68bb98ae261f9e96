using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class StatusLifeTests
{
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
}

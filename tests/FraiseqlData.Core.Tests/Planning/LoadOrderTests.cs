using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;
using static FraiseqlData.Core.Tests.Infrastructure.SchemaSketch;

namespace FraiseqlData.Core.Tests.Planning;

public sealed class LoadOrderTests
{
    [Fact]
    public void Parents_come_before_children() =>
        Names(Order(Table("line", "order", "product"), Table("order", "customer"), Table("customer"), Table("product"))).ShouldBe("customer order product line");

    [Fact]
    public void Self_reference_does_not_matter() => Names(Order(Table("node", "node"))).ShouldBe("node");

    [Fact]
    public void Circle_with_a_nullable_key_is_broken_there()
    {
        var result = Order(Table("a", "b"), Table("b", "a?"));
        Names(result).ShouldBe("b a");
        result.SecondPass.Single().Name.ShouldBe("b_a_fkey");
        result.Deferred.ShouldBeEmpty();
    }

    [Fact]
    public void Circle_of_deferrable_keys_is_checked_at_the_end()
    {
        var result = Order(Table("a", "b"), Table("b", "a~"));
        result.SecondPass.ShouldBeEmpty();
        result.Deferred.Single().Name.ShouldBe("b_a_fkey");
    }

    [Fact]
    public void Circle_that_nothing_breaks_is_loaded_together_between_its_parents_and_children()
    {
        var result = Order(Table("leaf", "b"), Table("a", "b", "root"), Table("b", "c"), Table("c", "a"), Table("root"));
        result.Together.Single().Select(n => n.Name).Order().ShouldBe(["a", "b", "c"]);
        Names(result).ShouldBe("root a b c leaf");
    }

    [Fact]
    public void Circles_that_share_a_table_are_loaded_together() =>
        Order(Table("a", "b", "c"), Table("b", "a"), Table("c", "a")).Together.Single().Count.ShouldBe(3);

    [Fact]
    public void Only_the_circle_is_broken_not_what_hangs_on_it()
    {
        var result = Order(Table("leaf", "a?"), Table("a", "b"), Table("b", "a?"));
        result.SecondPass.Single().Table.Name.ShouldBe("b");
        Names(result).ShouldBe("b a leaf");
    }

    static LoadOrder.Result Order(params Table[] tables) => LoadOrder.Of(tables, tables.SelectMany(t => t.ForeignKeys));

    static string Names(LoadOrder.Result result) => string.Join(' ', result.Tables.Select(t => t.Name.Name));
}

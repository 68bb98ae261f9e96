using FraiseqlData.Errors;
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
    public void Circle_that_nothing_breaks_is_an_error_that_names_its_tables()
    {
        var error = Should.Throw<FraiseqlDataException>(() => Order(Table("a", "b"), Table("b", "c"), Table("c", "a"), Table("d", "a")));
        error.Id.ShouldBe("FqCycleNotBreakable");
        error.Message.ShouldContain("public.a, public.b, public.c");
        error.Message.ShouldNotContain("public.d");
    }

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

using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;
using static FraiseqlData.Core.Tests.Infrastructure.SchemaSketch;

namespace FraiseqlData.Core.Tests.Planning;

public sealed class ParentPlannerTests
{
    static readonly Table[] Machines = [Table("manufacturer"), Table("model", "manufacturer"), Table("machine", "model")];

    [Fact]
    public void Empty_parents_are_added_all_the_way_up_one_for_five_children()
    {
        var added = Plan(Machines, "machine", 50);
        added[Name("model")].Count.ShouldBe(10);
        added[Name("manufacturer")].Count.ShouldBe(2);
        added[Name("model")].Reason.ShouldContain("machine_model_fkey");
    }

    [Fact]
    public void Parent_with_rows_is_reused_and_its_own_parents_are_not_needed() =>
        Plan(Machines, "machine", 50, withRows: "model").ShouldBeEmpty();

    [Fact]
    public void Counts_can_be_given() =>
        Plan(Machines, "machine", 50, options: new PlanOptions { ParentCounts = new Dictionary<string, long> { ["model"] = 7 } })[Name("model")].Count.ShouldBe(7);

    [Fact]
    public void One_to_one_key_needs_as_many_parents_as_children()
    {
        var profile = With(Table("profile", "user"), Key("profile_user_key", false, "fk_user"));
        Plan([Table("user"), profile], "profile", 30)[Name("user")].Count.ShouldBe(30);
    }

    [Fact]
    public void Junction_needs_enough_pairs()
    {
        var junction = With(Table("membership", "user", "room"), Key("membership_key", false, "fk_user", "fk_room"));
        var added = Plan([Table("user"), Table("room"), junction], "membership", 50);
        (added[Name("user")].Count * added[Name("room")].Count).ShouldBeGreaterThanOrEqualTo(50);
    }

    [Fact]
    public void Circle_of_parents_ends() => Plan([Table("a", "b"), Table("b", "c?"), Table("c", "b")], "a", 100).Count.ShouldBe(2);

    [Fact]
    public void Parent_that_cannot_be_filled_is_an_error_for_a_required_key_and_none_for_a_nullable_one()
    {
        var view = new Table { Oid = 1, Name = Name("v"), Columns = [Column("id", Int4)], Kind = RelationKind.View };
        var unfilled = new Unfilled { Wanted = new HashSet<QualifiedName> { Name("child") } };
        Plan([view, Table("child", "v")], "child", 1, unfilled: unfilled).ShouldBeEmpty();
        unfilled.Obstacles.Select(o => $"{o.Table} {o.Error.Id}").ShouldBe(["public.child FqParentMissing"]);
        unfilled = new Unfilled { Wanted = unfilled.Wanted };
        Plan([view, Table("child", "v?")], "child", 1, unfilled: unfilled).ShouldBeEmpty();
        unfilled.Obstacles.ShouldBeEmpty();
    }

    static Table With(Table table, UniqueKey key) =>
        new() { Oid = table.Oid, Name = table.Name, Columns = table.Columns, ForeignKeys = table.ForeignKeys, UniqueKeys = [.. table.UniqueKeys, key] };

    static IReadOnlyDictionary<QualifiedName, (long Count, string Reason)> Plan(Table[] tables, string wanted, long count, string? withRows = null, PlanOptions? options = null, Unfilled? unfilled = null) =>
        new ParentPlanner(SchemaOf(tables), options ?? new PlanOptions(), name => name.Name == withRows, unfilled ?? new Unfilled(), _ => 0)
            .Plan(new Dictionary<QualifiedName, long> { [Name(wanted)] = count }, _ => false);
}

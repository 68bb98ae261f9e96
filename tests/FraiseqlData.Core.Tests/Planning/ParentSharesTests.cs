using CsCheck;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Planning;

/// <summary>What holds of rows that are dealt out to parents, and of trees, whatever the counts.</summary>
public sealed class ParentSharesTests
{
    static readonly QualifiedName Child = new("public", "child");

    [Fact]
    public void Rows_go_to_the_parents_in_order_as_many_as_each_gets() =>
        Gen.Long[0, 4].Array[0, 70].Sample(counts =>
        {
            var shares = new ParentShares(Key("parent"), 0, counts.Length, parent => counts[parent]);
            shares.Total.ShouldBe(counts.Sum());
            shares.Most.ShouldBe(counts.DefaultIfEmpty(0).Max());
            var expected = counts.SelectMany((count, parent) => Enumerable.Range(0, (int)count).Select(position => ((long)parent, (long)position))).ToList();
            var found = Enumerable.Range(0, expected.Count).Select(row => shares.Find(row)).ToList();
            found.ShouldBe(expected);
            for (var row = 0; row + 1 < found.Count; row++)
                shares.Next(found[row].Parent, found[row].Position).ShouldBe(found[row + 1]);
        });

    [Fact]
    public void Fewer_parents_leave_the_shares_of_the_others() =>
        Gen.Select(Gen.Long[0, 4].Array[1, 50], Gen.Int[0, 60]).Sample((counts, left) =>
        {
            var shares = new ParentShares(Key("parent"), 0, counts.Length, parent => counts[parent]).Limit(left);
            shares.Total.ShouldBe(counts.Take(left).Sum());
        });

    [Fact]
    public void Rows_of_a_tree_come_after_their_parents_one_level_below_and_no_level_is_left_out() =>
        Gen.Select(Gen.Long[1, 5], Gen.Int[1, 5], Gen.Long[1, 4].Array[1, 8]).Sample((roots, depth, fanout) =>
        {
            var tree = new TreeShape(Key("child"), new Hierarchy { Roots = roots, Depth = depth }, 0, row => fanout[row % fanout.Length]);
            tree.Depth.ShouldBe(depth);
            var children = new long[tree.Rows];
            for (var row = 0L; row < tree.Rows; row++)
            {
                var parent = tree.ParentOf(row);
                (parent is null).ShouldBe(row < roots);
                if (parent is not { } above)
                    continue;
                above.ShouldBeLessThan(row);
                tree.LevelOf(row).ShouldBe(tree.LevelOf(above) + 1);
                tree.RootOf(row).ShouldBe(tree.RootOf(above));
                children[above]++;
            }
            for (var row = 0L; row < tree.Rows; row++)
                children[row].ShouldBe(tree.LevelOf(row) + 1 < depth ? fanout[row % fanout.Length] : 0);
        });

    static ForeignKey Key(string parent) => new() { Name = "key", Table = Child, Columns = ["parent"], ReferencedTable = new QualifiedName("public", parent), ReferencedColumns = ["id"] };
}

using NetArchTest.Rules;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests;

/// <summary>A folder of Core uses those before it, never those after it.</summary>
public sealed class ArchitectureTests
{
    static readonly string[][] Order =
        [["Errors", "Connections"], ["Schema"], ["Values"], ["Trinity"], ["Constraints"], ["Planning"], ["Generation"], ["Loading"], ["Formats"], ["Staging"]];

    // Apart from the order: they may use these and nothing else of Core.
    static readonly string[] UsedByServers = ["Errors", "Connections"];

    static readonly string[] Folders = [.. Order.SelectMany(f => f), "Servers"];

    public static TheoryData<string, string> Forbidden()
    {
        var pairs = new TheoryData<string, string>();
        for (var i = 0; i < Order.Length; i++)
        {
            foreach (var folder in Order[i])
            {
                foreach (var later in Order.Skip(i + 1).SelectMany(f => f).Append("Servers"))
                    pairs.Add(folder, later);
            }
        }

        foreach (var folder in Folders.Except([.. UsedByServers, "Servers"]))
            pairs.Add("Servers", folder);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Folder_does_not_use_a_later_one(string folder, string later)
    {
        var result = Types.InAssembly(typeof(FraiseqlData.Schema.Table).Assembly)
            .That().ResideInNamespace("FraiseqlData." + folder)
            .ShouldNot().HaveDependencyOn("FraiseqlData." + later)
            .GetResult();
        (result.FailingTypeNames ?? []).ShouldBeEmpty();
    }

    [Fact]
    public void Rule_sees_a_dependency_where_there_is_one() =>
        Types.InAssembly(typeof(FraiseqlData.Schema.Table).Assembly)
            .That().ResideInNamespace("FraiseqlData.Schema")
            .Should().NotHaveDependencyOn("FraiseqlData.Errors")
            .GetResult().FailingTypeNames.ShouldContain("FraiseqlData.Schema.SchemaReader");

    [Fact]
    public void Every_type_but_the_front_door_lives_in_one_of_the_folders() =>
        typeof(FraiseqlData.Schema.Table).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("FraiseqlData", StringComparison.Ordinal) == true)
            .Where(t => t != typeof(SeedEngine) && t.DeclaringType != typeof(SeedEngine) && t.DeclaringType?.DeclaringType != typeof(SeedEngine))
            .Where(t => !Folders.Contains(t.Namespace!.Split('.').ElementAtOrDefault(1)))
            .Select(t => t.FullName)
            .ShouldBeEmpty();
}

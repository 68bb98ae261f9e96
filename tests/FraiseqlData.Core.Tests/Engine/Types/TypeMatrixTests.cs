using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine.Types;

/// <summary>Every type is loaded in every place, and goes through both forms of script.</summary>
public sealed class TypeMatrixTests(BuiltInTypes builtIn, ExtensionTypes extensions) : IClassFixture<BuiltInTypes>, IClassFixture<ExtensionTypes>
{
    public static TheoryData<string> BuiltIn => [.. TypeMatrix.BuiltIn.Select(c => c.Type)];

    public static TheoryData<string> Extensions => [.. TypeMatrix.Extensions.Select(c => c.Type)];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public Task Built_in_type_is_loaded_and_replayed(string type) => CheckAsync(builtIn, type);

    [Theory]
    [MemberData(nameof(Extensions))]
    public Task Type_of_an_extension_is_loaded_and_replayed(string type) => CheckAsync(extensions, type);

    static async Task CheckAsync(TypeMatrixFixture fixture, string type)
    {
        var one = fixture.Cases.Single(c => c.Type == type);
        Assert.SkipUnless(fixture.Present.Contains(one), one.Extension is { } extension ? $"The extension '{extension}' is not installed." : $"The server has no {type}.");
        var number = fixture.NumberOf(one);
        await HoldsAsync(fixture, $"in_{number}", TypeMatrixFixture.Rows);
        await HoldsAsync(fixture, $"key_{number}", Math.Min(TypeMatrixFixture.Rows, one.Capacity));
        fixture.Paths[$"key_{number}"].ShouldBe("text copy");
    }

    static async Task HoldsAsync(TypeMatrixFixture fixture, string table, int count)
    {
        fixture.Failures.GetValueOrDefault(table).ShouldBeNull();
        var rows = await fixture.RowsAsync(table);
        rows[0].Count.ShouldBe(count, table);
        rows[1].ShouldBe(rows[0]);
        rows[2].ShouldBe(rows[0]);
    }
}

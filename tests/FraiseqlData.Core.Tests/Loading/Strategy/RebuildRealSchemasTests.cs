using FraiseqlData.Core.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class RebuildRealSchemasTests
{
    [Theory]
    [InlineData("adventureworks", 100)]
    [InlineData("chinook", 20)]
    [InlineData("kitchensink", 1)]
    [InlineData("supabase_auth", 30)]
    public async Task Whatever_is_rebuilt_is_as_it_was_and_every_table_is_filled(string name, int fewestRemade)
    {
        await using var scene = new RebuildScene(await PostgresServer.CreateFromSchemaAsync(name));
        var before = await SchemaDump.OfAsync(scene.Database);
        var remade = await scene.RemadeAsync(() => scene.FillAsync(20));
        await scene.Database.ShouldStillBeAsync(before);
        remade.Count.ShouldBeGreaterThanOrEqualTo(fewestRemade, string.Join("\n", scene.Observer.Verbose.Where(m => m.Contains("indexes are kept"))));
    }
}

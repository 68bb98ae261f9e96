using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class WarmUpTests
{
    [Fact]
    public async Task Rows_are_made_in_memory_without_an_error_and_once_only()
    {
        var first = SeedEngine.WarmUpAsync();
        await first;
        SeedEngine.WarmUpAsync().ShouldBeSameAs(first);
    }
}

using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Core_is_loaded_from_its_own_assembly() =>
        typeof(FraiseqlData.Schema.QualifiedName).Assembly.GetName().Name.ShouldBe("FraiseqlData.Core");
}

using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Planning;

public sealed class TablePatternTests
{
    [Theory]
    [InlineData("tb_*", "tb_user", true)]
    [InlineData("TB_*", "tb_user", true)]
    [InlineData("tb_*", "tb_", true)]
    [InlineData("tb_*", "stb_user", false)]
    [InlineData("*user*", "tb_user", true)]
    [InlineData("tb_?", "tb_a", true)]
    [InlineData("tb_?", "tb_", false)]
    [InlineData("tb_?", "tb_ab", false)]
    [InlineData("*", "anything", true)]
    [InlineData("a+*", "aab", false)]
    [InlineData("a+*", "a+b", true)]
    [InlineData("<*>*", "<a>b", true)]
    [InlineData("<*", "ab", false)]
    [InlineData(@"a\b*", @"a\bc", true)]
    [InlineData(@"a\*", @"a\bc", true)]
    [InlineData(@"a\*", "a*", false)]
    [InlineData("a*", "a\nb", true)]
    [InlineData("öl*", "ÖLTANK", true)]
    [InlineData("tb_user", "TB_USER", true)]
    [InlineData("app.tb_*", "tb_user", true)]
    [InlineData("ap?.*", "tb_user", true)]
    [InlineData("other.*", "tb_user", false)]
    public void Wildcards_stand_for_any_characters_and_all_others_for_themselves(string pattern, string name, bool matches) =>
        TablePattern.Parse(pattern).Matches(new QualifiedName("app", name)).ShouldBe(matches);

    [Fact]
    public void Time_does_not_explode_with_the_wildcards() =>
        TablePattern.Parse(string.Concat(Enumerable.Repeat("a*", 30)) + "b").Matches(new QualifiedName("app", new string('a', 60))).ShouldBeFalse();
}

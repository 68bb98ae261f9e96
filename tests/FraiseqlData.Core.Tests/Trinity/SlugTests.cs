using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Trinity;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Acme Industries", "acme-industries")]
    [InlineData("l'été à Düsseldorf & Co.", "lete-a-dusseldorf-co")]
    [InlineData("Straße  No. 5", "strasse-no-5")]
    [InlineData("Ærø/Łódź", "aero-lodz")]
    [InlineData("--x--", "x")]
    [InlineData("日本", "")]
    public void Name_becomes_plain_words(string name, string slug) => Slug.Of(name).ShouldBe(slug);
}

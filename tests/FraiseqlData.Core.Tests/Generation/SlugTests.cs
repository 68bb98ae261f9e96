using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Acme Industries", "acme-industries")]
    [InlineData("l'été à Düsseldorf & Co.", "lete-a-duesseldorf-co")]
    [InlineData("Straße  No. 5", "strasse-no-5")]
    [InlineData("Ærø/Łódź", "aeroe-lodz")]
    [InlineData("--x--", "x")]
    [InlineData("日本", "")]
    public void Name_becomes_plain_words(string name, string slug) => AsciiForm.Slug(name, '-').ShouldBe(slug);
}

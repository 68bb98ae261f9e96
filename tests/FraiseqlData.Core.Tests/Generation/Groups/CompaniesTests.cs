using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class CompaniesTests
{
    public static TheoryData<string> Countries => [.. Country.All.Select(c => c.Code)];

    [Theory]
    [MemberData(nameof(Countries))]
    public void Names_and_domains_of_every_country_differ_and_agree(string code)
    {
        var companies = Of(code);
        var all = Enumerable.Range(0, 3000).Concat(Enumerable.Range((int)companies.Natural, 500)).Distinct().Select(i => companies.At((ulong)i)).ToList();
        all.Select(c => c.ShortName.ToUpperInvariant()).ShouldBeUnique();
        all.Select(c => c.Domain).ShouldBeUnique();
        foreach (var company in all)
        {
            company.Name.ShouldContain(company.ShortName);
            company.Name.ShouldNotContain("{");
            company.Domain.ShouldMatch(@"^[a-z]+-[a-z]+\d*\.example$");
            company.Email.ShouldBe("info@" + company.Domain);
            company.Url.ShouldBe("https://www." + company.Domain);
        }
    }

    [Fact]
    public void Domain_is_made_of_the_name()
    {
        var company = Of("DE").At(7);
        company.Domain.ShouldBe(AsciiForm.Slug(company.ShortName.Replace(" ", "-", StringComparison.Ordinal), '-') + ".example");
        company.Name.ShouldBe(company.ShortName + " " + company.LegalForm);
    }

    [Fact]
    public void Given_name_steers_the_domain_and_domains_still_differ()
    {
        var companies = new Companies(LocaleWords.Of("de"), PlaceCatalog.Default.FindCountry("DE")!, 1, named: true);
        companies.At(0, "Bäckerei Groß & Söhne").Domain.ShouldBe("baeckerei-gross-soehne.example");
        companies.At(0, "Bäckerei Groß").Name.ShouldBe("Bäckerei Groß");
        Enumerable.Range(0, 500).Select(i => companies.At((ulong)i, (i % 3) switch { 0 => "3M", 1 => "3M 2", _ => null }).Domain).ShouldBeUnique();
        companies.At(0, "x", "acme.test").Email.ShouldBe("info@acme.test");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    public void Names_keep_to_the_limit(int limit)
    {
        foreach (var country in Country.All)
        {
            var companies = new Companies(LocaleWords.Of(country.Locale), country, 3, longestName: limit);
            if (companies.Count > 0)
                new ulong[] { 0, companies.Count / 2, companies.Count - 1 }.Select(i => companies.At(i).Name.Length).Max().ShouldBeLessThanOrEqualTo(limit, country.Code);
        }
    }

    static Companies Of(string code)
    {
        var country = Country.All.Single(c => c.Code == code);
        return new Companies(LocaleWords.Of(country.Locale), country, 11);
    }
}

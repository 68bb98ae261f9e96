using System.Globalization;
using System.Text.RegularExpressions;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

/// <summary>What holds for the tables of countries and cities.</summary>
public sealed class PlaceDataTests
{
    // South, north, west, east.
    static readonly Dictionary<string, (double South, double North, double West, double East)> Boxes = """
        AR -55 -21 -74 -53;AT 46.3 49.1 9.5 17.2;AU -44 -10 112 154;AZ 38.3 42 44.7 50.7;BE 49.4 51.6 2.5 6.5;BR -34 6 -74 -34;CA 41 84 -142 -52;CH 45.8 47.9 5.9 10.6;
        CN 18 54 73 135;CZ 48.5 51.1 12 18.9;DE 47.2 55.1 5.8 15.1;DK 54.5 57.8 8 15.3;EG 22 31.8 24.6 37;ES 27.6 43.9 -18.2 4.4;FI 59.7 70.1 19 31.6;FR 41.3 51.2 -5.2 9.6;
        GB 49.8 60.9 -8.7 1.8;GE 41 43.6 40 46.8;GR 34.8 41.8 19.3 29.7;HR 42.3 46.6 13.4 19.5;HU 45.7 48.6 16.1 22.9;ID -11 6 95 141;IE 51.4 55.5 -10.7 -5.9;IN 6.7 35.6 68 97.5;
        IR 25 39.8 44 63.4;IT 36.6 47.1 6.6 18.6;JP 24 45.6 122.9 146;KR 33 38.7 124.5 131;LV 55.6 58.1 20.9 28.3;MX 14.5 32.8 -118 -86.7;NG 4.2 13.9 2.6 14.7;NL 50.7 53.6 3.3 7.3;
        NO 57.9 71.2 4.5 31.2;NP 26.3 30.5 80 88.3;NZ -47.4 -34.3 166 179;PL 49 54.9 14.1 24.2;PT 32.3 42.2 -31.4 -6.1;RO 43.6 48.3 20.2 29.8;RU 41 82 27 180;SA 16 32.2 34.5 55.7;
        SE 55.3 69.1 11 24.2;SK 47.7 49.7 16.8 22.6;TR 35.8 42.2 25.6 44.9;TW 21.8 25.4 119.9 122.1;UA 44.3 52.4 22.1 40.3;US 18.9 71.4 -179 -66.9;VN 8.5 23.4 102.1 109.5;ZA -35 -22 16.4 33;
        BD 20.5 26.7 88 92.7;BG 41.2 44.3 22.3 28.7;CL -56 -17 -76 -66;CO -4.3 12.6 -79.1 -66.8;CR 8 11.3 -86 -82.5;CY 34.5 35.8 32.2 34.6;EC -5.1 1.5 -81.1 -75.2;
        EE 57.5 59.8 21.7 28.3;GH 4.7 11.2 -3.3 1.2;GT 13.7 17.9 -92.3 -88.2;IL 29.4 33.4 34.2 35.9;IS 63.2 66.6 -24.6 -13.4;JM 17.6 18.6 -78.4 -76.1;
        JO 29.1 33.4 34.9 39.4;KE -4.8 5.1 33.8 41.9;KZ 40.5 55.5 46.4 87.4;LK 5.8 9.9 79.6 81.9;LT 53.8 56.5 20.9 26.9;LU 49.4 50.2 5.7 6.6;MA 27.6 36 -13.2 -0.9;
        MT 35.7 36.1 14.1 14.6;MY 0.8 7.4 99.6 119.3;PA 7.2 9.7 -83.1 -77.1;PE -18.4 0 -81.4 -68.6;PH 4.5 21.2 116.9 126.7;PY -27.6 -19.3 -62.7 -54.2;RS 42.2 46.2 18.8 23;
        SG 1.1 1.5 103.6 104.1;SI 45.4 46.9 13.3 16.7;SN 12.3 16.7 -17.6 -11.3;TH 5.6 20.5 97.3 105.7;TN 30.2 37.6 7.5 11.6;TZ -11.8 -0.9 29.3 40.5;UY -35.1 -30 -58.5 -53
        """.Split(';').Select(b => b.Trim().Split(' ')).ToDictionary(b => b[0], b => (Degrees(b[1]), Degrees(b[2]), Degrees(b[3]), Degrees(b[4])));

    static readonly PlaceCatalog Catalog = PlaceCatalog.Default;

    public static TheoryData<string> Countries => [.. Catalog.Cities.Select(c => c.Country.Code).Distinct()];

    [Fact]
    public void Countries_have_enough_cities()
    {
        var counts = Catalog.Cities.GroupBy(c => c.Country.Code).ToDictionary(g => g.Key, g => g.Count());
        foreach (var code in "DE FR GB ES IT CA AU NL BE CH AT SE NO DK FI PL PT IE BR MX JP IN".Split(' '))
            counts[code].ShouldBeGreaterThanOrEqualTo(20, code);
        counts["US"].ShouldBeGreaterThanOrEqualTo(60);
        Catalog.Cities.Where(c => c.Country.Code == "US").Select(c => c.Region.Code).Distinct().Count().ShouldBeGreaterThanOrEqualTo(30);
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void Cities_lie_in_their_country(string code)
    {
        var (south, north, west, east) = Boxes[code];
        foreach (var city in Catalog.Cities.Where(c => c.Country.Code == code))
        {
            city.Latitude.ShouldBeInRange(south, north, city.Name);
            city.Longitude.ShouldBeInRange(west, east, city.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void Cities_of_a_country_lie_apart(string code)
    {
        var cities = Catalog.Cities.Where(c => c.Country.Code == code).ToList();
        cities.Select(c => (c.Region.Code, c.Name)).ShouldBeUnique();
        cities.Select(c => (c.Latitude, c.Longitude)).Distinct().Count().ShouldBeGreaterThanOrEqualTo(cities.Count - 1);
    }

    [Theory]
    [MemberData(nameof(Countries))]
    public void Postcodes_have_the_form_of_their_country_and_are_found_again(string code)
    {
        var country = Country.All.Single(c => c.Code == code);
        var form = new Regex($"^({country.PostcodePattern})$", RegexOptions.CultureInvariant);
        foreach (var city in Catalog.Cities.Where(c => c.Country.Code == code))
        {
            var random = CellRandom.For(7, 1);
            for (var i = 0; i < 40; i++)
            {
                var postcode = city.Postcodes[random.Next(city.Postcodes.Count)].Draw(ref random);
                postcode.ShouldMatch(form.ToString(), city.Name);
                Catalog.Narrow("en", new PlaceParts { Country = code, Postcode = postcode.ToLowerInvariant() }).Cities.ShouldContain(city);
            }
        }
    }

    [Fact]
    public void Codes_are_well_formed_and_differ()
    {
        foreach (var country in Country.All)
        {
            country.Code.ShouldMatch("^[A-Z]{2}$");
            country.Code3.ShouldMatch("^[A-Z]{3}$");
            country.Numeric.ShouldMatch(@"^\d{3}$");
            country.Currency.ShouldMatch("^[A-Z]{3}$");
            country.Language.ShouldMatch("^[a-z]{2}$");
            country.CallingCode.ShouldMatch(@"^[1-9]\d{0,3}$");
            country.TaxRates.ShouldNotBeEmpty();
        }
        Country.All.Select(c => c.Code).ShouldBeUnique();
        Country.All.Select(c => c.Code3).ShouldBeUnique();
        Country.All.Select(c => c.Numeric).ShouldBeUnique();
        Country.All.Select(c => c.Name).ShouldBeUnique();
    }

    [Fact]
    public void Codes_are_those_of_the_platform()
    {
        foreach (var country in Country.All)
            new RegionInfo(country.Code).ThreeLetterISORegionName.ShouldBe(country.Code3);
    }

    [Fact]
    public void Locales_and_time_zones_exist()
    {
        foreach (var country in Country.All)
        {
            Should.NotThrow(() => LocaleWords.Of(country.Locale), country.Code);
            TimeZoneInfo.TryFindSystemTimeZoneById(country.TimeZone, out _).ShouldBeTrue(country.TimeZone);
        }
        foreach (var city in Catalog.Cities)
        {
            Should.NotThrow(() => LocaleWords.Of(city.Region.Locale), city.Name);
            TimeZoneInfo.TryFindSystemTimeZoneById(city.TimeZone, out var zone).ShouldBeTrue(city.TimeZone);
            // The sun's time and the clock's differ by three hours at the most (China has one zone).
            Math.Abs(zone!.BaseUtcOffset.TotalHours - city.Longitude / 15).ShouldBeLessThan(3, city.Name);
        }
    }

    [Fact]
    public void Names_are_clean()
    {
        foreach (var text in Catalog.Cities.SelectMany(c => new[] { c.Name, c.OtherName, c.Region.Name, c.Region.EnglishName }.Concat(c.Streets)).Distinct())
        {
            text.ShouldBe(text.Trim());
            text.ShouldNotContain("  ");
            text.ShouldBe(text.Normalize());
        }
        Catalog.Cities.Min(c => c.Streets.Count).ShouldBeGreaterThanOrEqualTo(12);
    }

    static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

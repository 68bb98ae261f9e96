using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Groups;

public sealed class PlaceTests
{
    static readonly PlaceCatalog Catalog = PlaceCatalog.Default;

    static readonly Gen<string> Locales = Gen.Int[0, Bogus.Database.GetAllLocales().Length - 1].Select(i => Bogus.Database.GetAllLocales()[i]);

    public static TheoryData<string> AllLocales => [.. Bogus.Database.GetAllLocales()];

    [Theory]
    [MemberData(nameof(AllLocales))]
    public void Every_locale_has_places(string locale)
    {
        foreach (var place in Draw(locale, PlaceParts.None, 50))
        {
            foreach (var text in new[] { place.CityName, place.RegionName, place.Postcode, place.Street, place.Address, place.AddressLines, place.Phone(), place.PhoneE164(), place.LanguageTag })
            {
                text.ShouldNotBeNullOrWhiteSpace();
                text.ShouldNotContain("{");
            }
            place.PhoneE164().ShouldMatch(@"^\+[1-9]\d{7,14}$");
            place.AddressLines.ShouldContain(place.Street);
            place.AddressLines.ShouldContain(place.Postcode);
        }
    }

    [Theory]
    [InlineData("en", "US")]
    [InlineData("en_US", "US")]
    [InlineData("en_BORK", "US")]
    [InlineData("en_AU_ocker", "AU")]
    [InlineData("en_IND", "IN")]
    [InlineData("de", "DE")]
    [InlineData("de_CH", "CH")]
    [InlineData("fr", "FR")]
    [InlineData("fr_CH", "CH")]
    [InlineData("fr_CA", "CA")]
    [InlineData("es", "ES")]
    [InlineData("es_MX", "MX")]
    [InlineData("it", "IT")]
    [InlineData("nl_BE", "BE")]
    [InlineData("pt_BR", "BR")]
    [InlineData("zu_ZA", "ZA")]
    [InlineData("ja", "JP")]
    [InlineData("uk", "UA")]
    public void Places_of_a_locale_are_in_its_country(string locale, string code) =>
        Draw(locale, PlaceParts.None, 100).ShouldAllBe(p => p.Country.Code == code);

    [Fact]
    public void French_locales_of_two_languages_get_their_regions()
    {
        Draw("fr_CA", PlaceParts.None, 50).ShouldAllBe(p => p.RegionCode == "QC");
        Draw("fr_CH", PlaceParts.None, 50).ShouldAllBe(p => p.Language == "fr");
    }

    [Fact]
    public void Same_stream_gives_the_same_place() =>
        Gen.Select(Locales, Gen.ULong, Gen.Long).Sample((locale, key, instance) =>
        {
            var (one, other) = (CellRandom.For(key, instance), CellRandom.For(key, instance));
            var choice = Catalog.Narrow(locale, PlaceParts.None);
            Write(choice.Draw(ref one)).ShouldBe(Write(Catalog.Narrow(locale, PlaceParts.None).Draw(ref other)));
        });

    [Fact]
    public void Position_is_within_five_kilometres_of_the_city() =>
        Gen.Select(Locales, Gen.ULong).Sample((locale, key) =>
        {
            var random = CellRandom.For(key, 1);
            var place = Catalog.Narrow(locale, PlaceParts.None).Draw(ref random);
            Kilometres(place.Latitude, place.Longitude, place.City.Latitude, place.City.Longitude).ShouldBeLessThan(5.05);
        });

    [Theory]
    [InlineData("France", "FR")]
    [InlineData("france", "FR")]
    [InlineData("FR", "FR")]
    [InlineData("FRA", "FR")]
    [InlineData("250", "FR")]
    [InlineData("Frankreich", "FR")]
    [InlineData("Deutschland", "DE")]
    [InlineData("ÖSTERREICH", "AT")]
    [InlineData("Osterreich", "AT")]
    [InlineData("Oesterreich", "AT")]
    [InlineData("España", "ES")]
    [InlineData("espana", "ES")]
    [InlineData("日本", "JP")]
    [InlineData("UK", "GB")]
    [InlineData("usa", "US")]
    [InlineData("U.S.A.", "US")]
    [InlineData("Россия", "RU")]
    [InlineData("Korea", "KR")]
    public void Given_country_steers_everything(string country, string code)
    {
        foreach (var place in Draw("en", new PlaceParts { Country = country }, 60))
        {
            place.Country.Code.ShouldBe(code);
            place.City.Country.Code.ShouldBe(code);
            place.Currency.ShouldBe(place.City.Country.Currency);
            place.PhoneE164().ShouldStartWith("+" + place.City.Country.CallingCode);
        }
    }

    [Theory]
    [InlineData("Munich", "DE", "BY")]
    [InlineData("münchen", "DE", "BY")]
    [InlineData("Munchen", "DE", "BY")]
    [InlineData("Cologne", "DE", "NW")]
    [InlineData("Koeln", "DE", "NW")]
    [InlineData("wien", "AT", "9")]
    [InlineData("Vienna", "AT", "9")]
    [InlineData("Lyon", "FR", "ARA")]
    [InlineData("Tokyo Minato", null, null)]
    [InlineData("大阪市", "JP", "27")]
    [InlineData("Osaka", "JP", "27")]
    [InlineData("Austin", "US", "TX")]
    public void Given_city_is_found_anywhere_and_its_text_is_kept(string city, string? country, string? region)
    {
        var choice = Catalog.Narrow("en", new PlaceParts { City = city });
        choice.Unmatched.ShouldBe(country is null ? PlacePart.City : PlacePart.None);
        foreach (var place in Draw("en", new PlaceParts { City = city }, 20))
        {
            place.CityName.ShouldBe(city);
            place.Address.ShouldContain(city);
            place.Country.Code.ShouldBe(country ?? "US");
            if (region is not null)
                place.RegionCode.ShouldBe(region);
        }
    }

    [Theory]
    [InlineData("TX", "Texas")]
    [InlineData("US-TX", "Texas")]
    [InlineData("texas", "texas")]
    [InlineData("Bayern", "Bayern")]
    [InlineData("Bavaria", "Bavaria")]
    [InlineData("Quebec", "Quebec")]
    public void Given_region_steers_the_city(string region, string name)
    {
        var choice = Catalog.Narrow("en", new PlaceParts { Region = region });
        choice.Unmatched.ShouldBe(PlacePart.None);
        choice.Cities.Select(c => c.Region).Distinct().Count().ShouldBe(1);
        Draw("en", new PlaceParts { Region = region }, 10).ShouldAllBe(p => p.RegionName == name);
    }

    [Theory]
    [InlineData("69002", "FR", "Lyon")]
    [InlineData("69100", "FR", "Lyon")]
    [InlineData("sw1a 1aa", "GB", "London")]
    [InlineData("SW1A1AA", "GB", "London")]
    [InlineData("1012 AB", "NL", "Amsterdam")]
    [InlineData("78701", "US", "Austin")]
    public void Given_postcode_steers_the_city(string postcode, string country, string city)
    {
        foreach (var place in Draw("en", new PlaceParts { Country = country, Postcode = postcode }, 10))
        {
            place.City.Name.ShouldBe(city);
            place.Postcode.ShouldBe(postcode);
        }
    }

    [Fact]
    public void Unknown_values_are_kept_and_told()
    {
        var choice = Catalog.Narrow("de", new PlaceParts { Country = "Atlantis", City = "Poseidonia", Region = "Meer" });
        choice.Unmatched.ShouldBe(PlacePart.Country | PlacePart.City | PlacePart.Region);
        choice.Cities.ShouldAllBe(c => c.Country.Code == "DE");
        Catalog.Narrow("de", new PlaceParts { Country = "France", City = "Berlin" }).Unmatched.ShouldBe(PlacePart.City);
        Draw("de", new PlaceParts { Country = "France", City = "Berlin" }, 5).ShouldAllBe(p => p.Country.Code == "FR" && p.CityName == "Berlin");
    }

    [Fact]
    public void Country_without_cities_keeps_its_codes() =>
        Draw("en", new PlaceParts { Country = "Kenya" }, 5).ShouldAllBe(p => p.Country.Code == "KE" && p.Currency == "KES");

    [Theory]
    [InlineData("US", @"^\d{3,4} [\w .'-]+, [\w .'-]+, [A-Z]{2} \d{5}$")]
    [InlineData("DE", @"^[^\d,]*.* \d{1,3}, \d{5} [^\d]+$")]
    [InlineData("FR", @"^\d{1,3} [^\d]+.*, \d{5} [^\d]+$")]
    [InlineData("GB", @"^\d{1,3} [\w' ]+, [\w ]+, [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$")]
    [InlineData("IT", @"^(Via|Viale|Corso|Piazza) .+ \d{1,3}, \d{5} [\w ]+ [A-Z]{2}$")]
    [InlineData("NL", @"^.+ \d{1,3}, \d{4} [A-Z]{2} .+$")]
    [InlineData("JP", @"^〒\d{3}-\d{4} \S+丁目\d+-\d+$")]
    [InlineData("HU", @"^\d{4} \w+, .+ \d{1,3}\.$")]
    public void Addresses_have_the_order_of_their_country(string country, string form) =>
        Draw("en", new PlaceParts { Country = country }, 60).Select(p => p.Address).ShouldAllBe(a => System.Text.RegularExpressions.Regex.IsMatch(a, form));

    [Theory]
    [InlineData("US", "Austin", @"^\(512\) 555-\d{4}$", @"^\+1512555\d{4}$")]
    [InlineData("DE", "Berlin", @"^030 [2-9]\d{3} \d{4}$", @"^\+4930\d{8}$")]
    [InlineData("FR", "Nantes", @"^02 40( \d\d){3}$", @"^\+33240\d{6}$")]
    [InlineData("GB", "London", @"^020 \d{4} \d{4}$", @"^\+4420\d{8}$")]
    [InlineData("IT", "Roma", @"^06 \d{4} \d{4}$", @"^\+3906\d{8}$")]
    [InlineData("ES", "Madrid", @"^91\d \d{3} \d{3}$", @"^\+3491\d{7}$")]
    [InlineData("JP", "大阪市", @"^06-\d{4}-\d{4}$", @"^\+816\d{8}$")]
    [InlineData("IE", "Cork", @"^\(021\) \d{3} \d{4}$", @"^\+35321\d{7}$")]
    [InlineData("BR", "Santos", @"^\(13\) 3\d{3}-\d{4}$", @"^\+55133\d{7}$")]
    [InlineData("CH", "Genève", @"^022 \d{3} \d{2} \d{2}$", @"^\+4122\d{7}$")]
    [InlineData("DK", "Odense", @"^66( \d\d){3}$", @"^\+4566\d{6}$")]
    [InlineData("RU", "Казань", @"^8 \(843\) \d{3}-\d{4}$", @"^\+7843\d{7}$")]
    public void Phones_have_the_form_of_their_country_and_agree(string country, string city, string national, string international)
    {
        foreach (var place in Draw("en", new PlaceParts { Country = country, City = city }, 20))
        {
            place.Phone().ShouldMatch(national);
            place.PhoneE164().ShouldMatch(international);
            Digits(place.PhoneE164()).ShouldEndWith(Digits(place.Phone())[^6..]);
        }
    }

    [Fact]
    public void Lists_of_places_vary() =>
        Draw("de", PlaceParts.None, 200).Select(p => p.Address).Distinct().Count().ShouldBeGreaterThan(195);

    static List<Place> Draw(string locale, PlaceParts parts, int count)
    {
        var choice = Catalog.Narrow(locale, parts);
        var places = new List<Place>();
        for (var i = 0; i < count; i++)
        {
            var random = CellRandom.For(CellRandom.StreamKey(1, locale), i);
            places.Add(choice.Draw(ref random));
        }
        return places;
    }

    static string Write(Place p) => string.Join('|', p.Country.Code, p.AddressLines, p.Phone(), p.PhoneE164(), p.Latitude, p.Longitude, p.TimeZone, p.LanguageTag);

    static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    static double Kilometres(double south, double west, double north, double east)
    {
        var (dy, dx) = ((north - south) * 111.32, (east - west) * 111.32 * Math.Cos(south * Math.PI / 180));
        return Math.Sqrt(dy * dy + dx * dx);
    }
}

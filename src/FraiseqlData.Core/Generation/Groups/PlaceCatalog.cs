using System.Collections.Concurrent;
using System.Globalization;

namespace FraiseqlData.Generation.Groups;

/// <summary>Real cities with what belongs to them, and the ways to find them.</summary>
sealed class PlaceCatalog
{
    const int TellingPrefix = 2;
    const int Many = 8;
    const int Latin = 0;

    readonly Dictionary<string, Country[]> _countries;
    readonly Dictionary<string, City[]> _byRegion;
    readonly Dictionary<string, Region[]> _regions;
    readonly Dictionary<string, City[]> _byCity;
    readonly ILookup<string, City> _byCountry;
    readonly Dictionary<string, City[]> _byLocale;
    readonly ConcurrentDictionary<string, PlaceChoice> _readable = new(StringComparer.Ordinal);

    PlaceCatalog()
    {
        var countries = Country.All.ToDictionary(c => c.Code, StringComparer.Ordinal);
        var regions = GroupData.Rows("regions")
            .Select(f => (Country: countries[f[0]], Fields: f))
            .Select(r => new Region(
                r.Country,
                r.Fields[1],
                r.Fields[2],
                Or(r.Fields[3], r.Fields[2]),
                Or(r.Fields[4], r.Country.Locale),
                Or(r.Fields[5], r.Country.TimeZone)))
            .ToDictionary(r => (r.Country.Code, r.Code));
        var streets = regions.Values.Select(r => (r.Locale, r.Language)).Distinct().ToDictionary(l => l, l => Streets.Of(l.Locale, l.Language));
        Cities = [.. GroupData.Rows("places").Select(f => Read(f, regions[(f[0], f[1])], streets))];
        _regions = PlaceNames.Index(regions.Values, r => [r.Name, r.EnglishName]);
        _countries = PlaceNames.Index(Country.All, c => [c.Code, c.Code3, c.Numeric, c.Name, c.NativeName, .. c.OtherNames]);
        _byRegion = PlaceNames.Index(Cities, c => [c.Region.Code, c.Country.Code + "-" + c.Region.Code, c.Region.Name, c.Region.EnglishName]);
        _byCity = PlaceNames.Index(Cities, c => [c.Name, c.OtherName]);
        _byCountry = Cities.ToLookup(c => c.Country.Code, StringComparer.Ordinal);
        _byLocale = Bogus.Database.GetAllLocales().ToDictionary(l => l, CitiesOf, StringComparer.Ordinal);
    }

    /// <summary>The catalog.</summary>
    public static PlaceCatalog Default { get; } = new();

    /// <summary>All cities.</summary>
    public IReadOnlyList<City> Cities { get; }

    /// <summary>The country of that name or code, whatever its case and accents; null where there is none.</summary>
    public Country? FindCountry(string text) => PlaceNames.Find(_countries, text).FirstOrDefault();

    /// <summary>A country's region of that name, also one of which no city is known; null where there is none.</summary>
    public Region? FindRegion(string name, Country country) => PlaceNames.Find(_regions, name).FirstOrDefault(r => r.Country == country);

    /// <summary>Whether there is a city of that name, whatever its case and accents.</summary>
    public bool KnowsCity(string text) => PlaceNames.Find(_byCity, text).Any();

    /// <summary>Whether a text names or codes a country of which cities are known.</summary>
    public bool HasCities(string text) => FindCountry(text) is { } country && _byCountry[country.Code].Any();

    /// <summary>The country that a locale belongs to.</summary>
    public Country CountryOf(string locale) => CitiesFor(locale)[0].Country;

    /// <summary>The places that agree with what is given.</summary>
    /// <param name="locale">A Bogus locale: where nothing is given that names a country, places are in its country.</param>
    /// <param name="parts">What is given.</param>
    /// <param name="isReadable">Whether names in other scripts than the Latin one are to be given in English, where the locale's own are Latin.</param>
    public PlaceChoice Narrow(string locale, PlaceParts parts, bool isReadable = false)
    {
        var inLatin = isReadable && ScriptOf(CitiesFor(locale)[0]) == Latin;
        var country = parts.Country is { } text ? FindCountry(text) : null;
        var unknown = parts.Country is not null && country is null ? PlacePart.Country : PlacePart.None;
        if (country is not null && _byCountry[country.Code].Any())
            return Narrow([.. _byCountry[country.Code]], parts, PlacePart.None, null, inLatin);
        var near = Narrow(CitiesFor(locale), parts, unknown, country, inLatin);
        if (near.Unmatched == unknown)
            return near;
        var far = Narrow(Cities, parts, unknown, country, inLatin);
        return int.PopCount((int)far.Unmatched) < int.PopCount((int)near.Unmatched) ? far : near;
    }

    /// <summary>Places of countries all over the world of which many are known, and whose names are written in the letters of a locale's own.</summary>
    public PlaceChoice Readable(string locale) => _readable.GetOrAdd(locale, FindReadable);

    PlaceChoice FindReadable(string locale)
    {
        var script = ScriptOf(CitiesFor(locale)[0]);
        return new PlaceChoice([.. Cities.Where(c => ScriptOf(c) == script && _byCountry[c.Country.Code].Count() >= Many)], null, PlaceParts.None, PlacePart.None);
    }

    // Latin letters with accents end before U+0250, other scripts begin behind.
    static int ScriptOf(City city) => city.IsLatin ? Latin : city.Name[0] >> 8;

    PlaceChoice Narrow(IReadOnlyList<City> pool, PlaceParts parts, PlacePart unmatched, Country? country, bool inLatin)
    {
        Narrow(PlacePart.City, parts.City, found => PlaceNames.Find(_byCity, found));
        Narrow(PlacePart.Region, parts.Region, found => PlaceNames.Find(_byRegion, found));
        Narrow(PlacePart.Postcode, parts.Postcode, found => WithPostcode(pool, found));
        return new PlaceChoice(pool, country, parts, unmatched, inLatin);

        void Narrow(PlacePart part, string? given, Func<string, IEnumerable<City>> find)
        {
            if (given is null)
                return;
            var found = find(given).ToHashSet<City>(ReferenceEqualityComparer.Instance);
            var left = pool.Where(found.Contains).ToArray();
            if (left.Length == 0)
                unmatched |= part;
            else
                pool = left;
        }
    }

    /// <summary>The cities of a postcode, or those whose postcodes begin alike.</summary>
    static IEnumerable<City> WithPostcode(IReadOnlyList<City> pool, string postcode)
    {
        var exact = pool.Where(c => c.Postcodes.Any(p => p.Matches(postcode))).ToArray();
        if (exact.Length > 0)
            return exact;
        var best = pool.GroupBy(c => c.Postcodes.Max(p => p.CommonPrefix(postcode))).MaxBy(g => g.Key);
        return best is { Key: >= TellingPrefix } ? best : [];
    }

    IReadOnlyList<City> CitiesFor(string locale) => _byLocale.GetValueOrDefault(locale, _byLocale["en"]);

    City[] CitiesOf(string locale)
    {
        var code = locale == "en" ? "US" : locale.Split('_').ElementAtOrDefault(1)?[..2] is { } second && second != "IN" ? second : null;
        return new Func<City, bool>[]
        {
            c => (c.Country.Locale == locale || locale == "en") && c.Country.Code == (code ?? locale.ToUpperInvariant()),
            c => c.Region.Locale == locale,
            c => c.Country.Code == code,
            c => c.Country.Code == "US",
        }.Select(belongs => Cities.Where(belongs).ToArray()).First(found => found.Length > 0);
    }

    static City Read(string[] f, Region region, Dictionary<(string, string), IReadOnlyList<string>> streets) => new(
        region,
        f[2],
        f[3],
        [.. GroupData.Words(f[4]).Select(mask => new PostcodeMask(mask, region.Country.PostcodeLetters))],
        double.Parse(f[5], CultureInfo.InvariantCulture),
        double.Parse(f[6], CultureInfo.InvariantCulture),
        [.. GroupData.Words(f[7]).Select(ReadArea)],
        Or(f[8], region.TimeZone),
        streets[(region.Locale, region.Language)]);

    static AreaCode ReadArea(string text) => text.Split(':') is [var code, var digits]
        ? new AreaCode(code, int.Parse(digits, CultureInfo.InvariantCulture))
        : new AreaCode(text, null);

    static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}

namespace FraiseqlData.Generation.Groups;

/// <summary>An address somewhere: each property is computed from the same city and the same number, so all agree.</summary>
readonly struct Place
{
    // Kilometres to each side: the corners lie a little less than five away, which leaves room for rounding.
    const double Jitter = 3.5;
    const double KilometresPerDegree = 111.32;

    static readonly IReadOnlyList<string> EnglishStreets = Streets.Of("en");
    static readonly Country English = Country.All.Single(c => c.Code == "GB");

    readonly ulong _key;
    readonly PlaceParts _given;
    readonly Country? _country;
    readonly bool _inEnglish;

    /// <summary>Creates a place.</summary>
    /// <param name="city">Its city.</param>
    /// <param name="key">Different keys give different streets, postcodes and so on.</param>
    /// <param name="given">Texts that are kept as they are.</param>
    /// <param name="country">A country that is not the city's own; null by default.</param>
    /// <param name="inLatin">Whether names in other scripts than the Latin one are to be given in English.</param>
    public Place(City city, ulong key, PlaceParts given, Country? country, bool inLatin) =>
        (City, _key, _given, _country, _inEnglish) = (city, key, given, country, inLatin && !city.IsLatin);

    enum Aspect
    {
        Postcode,
        Street,
        House,
        Position,
        Area,
        Phone,

        // Phone numbers of an address take one each.
        Unit = 100,
        Site,
    }

    /// <summary>The city.</summary>
    public City City { get; }

    /// <summary>The country.</summary>
    public Country Country => _country ?? City.Country;

    /// <summary>The country's name in a language: its own name in its own language, else the English one.</summary>
    /// <param name="language">A language's code, or the first part of a Bogus locale.</param>
    public string CountryName(string language) =>
        language != "en" && (language == Country.Language || language == Country.Locale.Split('_')[0]) ? Country.NativeName : Country.Name;

    /// <summary>The region's name as it was given, or in its own language where a code was given or nothing.</summary>
    public string RegionName => _given.Region is { } given && !IsRegionCode(given) ? given : _inEnglish ? City.Region.EnglishName : City.Region.Name;

    /// <summary>The region's code (ISO 3166-2 without the country).</summary>
    public string RegionCode => _given.Region is { } given && given != City.Region.Name ? PlaceCatalog.Default.FindRegion(given, Country)?.Code ?? City.Region.Code : City.Region.Code;

    /// <summary>The city's name.</summary>
    public string CityName => _given.City ?? (_inEnglish && City.OtherName.Length > 0 ? City.OtherName : City.Name);

    /// <summary>The postcode.</summary>
    public string Postcode
    {
        get
        {
            if (_given.Postcode is { } given)
                return given;
            var random = Stream(Aspect.Postcode);
            return City.Postcodes[random.Next(City.Postcodes.Count)].Draw(ref random);
        }
    }

    /// <summary>The street without a house number.</summary>
    public string StreetName
    {
        get
        {
            var random = Stream(Aspect.Street);
            var streets = _inEnglish ? EnglishStreets : City.Streets;
            return _given.Street ?? streets[random.Next(streets.Count)];
        }
    }

    /// <summary>The house number.</summary>
    public string HouseNumber
    {
        get
        {
            var random = Stream(Aspect.House);
            return Country.Address.HouseNumber(ref random);
        }
    }

    /// <summary>The part of the house, for a line of its own.</summary>
    public string Unit
    {
        get
        {
            var random = Stream(Aspect.Unit);
            return AddressUnits.Draw(_inEnglish ? English : Country, ref random);
        }
    }

    /// <summary>One of some kinds of sites.</summary>
    public string SiteKind(IReadOnlyList<string> kinds)
    {
        var random = Stream(Aspect.Site);
        return kinds[random.Next(kinds.Count)];
    }

    /// <summary>Street and house number in the country's order.</summary>
    public string Street => _given.StreetLine ?? (_inEnglish ? $"{HouseNumber} {StreetName}" : Country.Address.Street(this));

    /// <summary>The whole address without the country on one line.</summary>
    public string Address => Country.Address.OneLine(this);

    /// <summary>The whole address without the country, lines apart by line feeds.</summary>
    public string AddressLines => Country.Address.Lines(this);

    /// <summary>A local phone number as it is written inside the country.</summary>
    /// <param name="line">Which of the address's numbers, from 0 on.</param>
    public string Phone(int line = 0) => Country.Phone.National(Area, Stream(Aspect.Phone, line));

    /// <summary>The same phone number as it is dialled from abroad (E.164).</summary>
    /// <param name="line">Which of the address's numbers, from 0 on.</param>
    public string PhoneE164(int line = 0) => Country.Phone.E164(Area, Stream(Aspect.Phone, line));

    /// <summary>Degrees north, at most 5 km from the city's centre; six decimals.</summary>
    public double Latitude => Math.Round(North, 6);

    /// <summary>Degrees east, at most 5 km from the city's centre; six decimals.</summary>
    public double Longitude => Math.Round(East, 6);

    /// <summary>The latitude in full.</summary>
    public double North => City.Latitude + Offset().North / KilometresPerDegree;

    /// <summary>The longitude in full.</summary>
    public double East => City.Longitude + Offset().East / (KilometresPerDegree * Cosine(City.Latitude));

    /// <summary>The IANA time zone.</summary>
    public string TimeZone => City.TimeZone;

    /// <summary>The country's currency (ISO 4217).</summary>
    public string Currency => Country.Currency;

    /// <summary>The region's language (ISO 639-1).</summary>
    public string Language => City.Region.Language;

    /// <summary>The Bogus locale that names of the region come from.</summary>
    public string Locale => City.Region.Locale;

    /// <summary>Language and country, for example <c>fr-BE</c> (BCP 47).</summary>
    public string LanguageTag => Language + "-" + Country.Code;

    AreaCode Area
    {
        get
        {
            var random = Stream(Aspect.Area);
            return City.AreaCodes[random.Next(City.AreaCodes.Count)];
        }
    }

    /// <summary>A point of a square: both numbers come out of one draw, since each of them asks for it.</summary>
    (double North, double East) Offset()
    {
        const double Unit = 1.0 / (1UL << 31);
        var bits = CellRandom.Mix(_key + (ulong)Aspect.Position);
        return (Jitter * ((bits >> 32) * Unit - 1), Jitter * ((uint)bits * Unit - 1));
    }

    /// <summary>The cosine of a latitude, precise enough for a few kilometres.</summary>
    static double Cosine(double degrees)
    {
        var square = degrees * (Math.PI / 180) * (degrees * (Math.PI / 180));
        return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)));
    }

    bool IsRegionCode(string text) =>
        text.Equals(RegionCode, StringComparison.OrdinalIgnoreCase) || text.Equals(Country.Code + "-" + RegionCode, StringComparison.OrdinalIgnoreCase);

    CellRandom Stream(Aspect aspect, int line = 0) => CellRandom.For(_key, (long)aspect + line);
}

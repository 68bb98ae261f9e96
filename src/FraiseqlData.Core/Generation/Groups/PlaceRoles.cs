namespace FraiseqlData.Generation.Groups;

/// <summary>What the columns of an address say, by the names of the generators that fill them alone.</summary>
static class PlaceRoles
{
    /// <summary>The names of all roles.</summary>
    public static IReadOnlySet<string> All { get; } = Of("en", false).Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The roles for a plan's locale.</summary>
    /// <param name="locale">The Bogus locale whose language countries and sites are named in.</param>
    /// <param name="isWorldwide">Whether the rows lie in several countries, so that phone numbers need their country's code.</param>
    /// <param name="hasHouseNumber">Whether the house number has a column of its own.</param>
    public static IReadOnlyDictionary<string, SubjectRole<Place>> Of(string locale, bool isWorldwide, bool hasHouseNumber = false) => new Dictionary<string, SubjectRole<Place>>
    {
        ["street_address"] = hasHouseNumber ? SubjectRole<Place>.Of(p => p.StreetName) : SubjectRole<Place>.Of(p => p.Street, p => p.StreetName),
        ["house_number"] = SubjectRole<Place>.Of(p => p.HouseNumber),
        ["address_line_2"] = SubjectRole<Place>.Of(p => p.Unit),
        ["city"] = SubjectRole<Place>.Of(p => p.CityName, p => p.City.OtherName),
        ["state"] = SubjectRole<Place>.Of(p => p.RegionName, p => p.City.Region.EnglishName, p => p.RegionCode),
        ["state_code"] = SubjectRole<Place>.Of(p => p.RegionCode),
        ["postal_code"] = SubjectRole<Place>.Of(p => p.Postcode),
        ["country"] = SubjectRole<Place>.Of(p => p.CountryName(locale.Split('_')[0]), p => p.Country.Name, p => p.Country.Code3, p => p.Country.Code),
        ["country_code"] = SubjectRole<Place>.Of(p => p.Country.Code),
        ["country_code_3"] = SubjectRole<Place>.Of(p => p.Country.Code3),
        ["market_region"] = SubjectRole<Place>.Of(p => MarketRegions.Of(p.Country)),
        ["latitude"] = new([], p => p.North),
        ["longitude"] = new([], p => p.East),
        ["time_zone"] = SubjectRole<Place>.Of(p => p.TimeZone),
        [Site] = SiteNames.RoleOf(locale, Site),
        [Warehouse] = SiteNames.RoleOf(locale, Warehouse),
        [Phone] = Line(isWorldwide, 0),
        [PhoneOf(1)] = Line(isWorldwide, 1),
        [PhoneOf(2)] = Line(isWorldwide, 2),
        [PhoneOf(3)] = Line(isWorldwide, 3),
    };

    /// <summary>The role of what a site is called.</summary>
    public const string Site = "place_name";

    /// <summary>The role of what a warehouse is called.</summary>
    public const string Warehouse = "warehouse";

    /// <summary>The role of a phone number.</summary>
    public const string Phone = "phone";

    /// <summary>The role of a further phone number of the same address, a fax or a mobile one: of few that nobody has the same one twice.</summary>
    /// <param name="line">0 for the first number, 1 for the next and so on.</param>
    public static string PhoneOf(int line) => line == 0 ? Phone : $"{Phone} {Math.Min(line, 3)}";

    static SubjectRole<Place> Line(bool isWorldwide, int line) => isWorldwide
        ? SubjectRole<Place>.Of(p => p.PhoneE164(line), p => p.Phone(line))
        : SubjectRole<Place>.Of(p => p.Phone(line), p => p.PhoneE164(line));

    /// <summary>Whether a value of this role tells where the others are.</summary>
    public static bool Steers(string role) => Names(role) || role is "postal_code" or Site or Warehouse;

    /// <summary>Whether a value of this role names the city, its region or its country.</summary>
    public static bool Names(string role) => role is "country" or "country_code" or "country_code_3" or "state" or "state_code" or "city";

    /// <summary>Whether the role alone makes an address of it; a phone number, a time zone or a name does not.</summary>
    public static bool IsPlace(string role) => role is not (Site or Warehouse or "time_zone" or "market_region" or "house_number" or "address_line_2") && !role.StartsWith(Phone, StringComparison.Ordinal);
}

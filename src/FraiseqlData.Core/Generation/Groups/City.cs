namespace FraiseqlData.Generation.Groups;

/// <summary>A part of a country: a state, province, county, prefecture, canton...</summary>
/// <param name="Country">The country.</param>
/// <param name="Code">What stands behind the country in ISO 3166-2, or the code that people use.</param>
/// <param name="Name">The name in the region's language.</param>
/// <param name="EnglishName">The name in English.</param>
/// <param name="Locale">The Bogus locale of its language.</param>
/// <param name="TimeZone">The IANA time zone.</param>
sealed record Region(Country Country, string Code, string Name, string EnglishName, string Locale, string TimeZone)
{
    /// <summary>ISO 639-1.</summary>
    public string Language => Locale == Country.Locale ? Country.Language : Locale.Split('_')[0];
}

/// <summary>A real city.</summary>
/// <param name="Region">The region.</param>
/// <param name="Name">The name in the city's language.</param>
/// <param name="OtherName">The name in English or in the region's second language; empty where there is none.</param>
/// <param name="Postcodes">The city's postcodes.</param>
/// <param name="Latitude">Degrees north of its centre.</param>
/// <param name="Longitude">Degrees east of its centre.</param>
/// <param name="AreaCodes">The codes that local phone numbers begin with.</param>
/// <param name="TimeZone">The IANA time zone.</param>
/// <param name="Streets">Streets that a city there has.</param>
sealed record City(
    Region Region,
    string Name,
    string OtherName,
    IReadOnlyList<PostcodeMask> Postcodes,
    double Latitude,
    double Longitude,
    IReadOnlyList<AreaCode> AreaCodes,
    string TimeZone,
    IReadOnlyList<string> Streets)
{
    public Country Country => Region.Country;

    /// <summary>Whether its name is written in Latin letters: those with accents end before U+0250.</summary>
    public bool IsLatin { get; } = Name[0] < '\u0250';
}

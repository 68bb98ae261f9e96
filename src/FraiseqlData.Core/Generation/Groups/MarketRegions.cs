namespace FraiseqlData.Generation.Groups;

/// <summary>The parts of the world that companies sell by, and their countries.</summary>
static class MarketRegions
{
    static readonly (string Region, string Countries)[] Regions =
    [
        ("North America", "CA|MX|US"),
        ("Latin America", "CR|GT|PA|PY|EC"),
        ("South America", "AR|BR|CL|CO|PE|UY"),
        ("Caribbean", "JM"),
        ("Western Europe", "AT|BE|CH|DE|FR|GB|IE|LU|NL"),
        ("Northern Europe", "DK|EE|FI|IS|LT|LV|NO|SE"),
        ("Eastern Europe", "BG|CZ|HU|PL|RO|RS|RU|SK|UA"),
        ("Southern Europe", "CY|ES|GR|HR|IT|MT|PT|SI"),
        ("Middle East", "AZ|GE|IL|IR|JO|SA|TR"),
        ("North Africa", "EG|MA|TN"),
        ("Southern Africa", "ZA"),
        ("Sub-Saharan Africa", "GH|KE|NG|SN|TZ"),
        ("South Asia", "BD|IN|LK|NP"),
        ("Central Asia", "KZ"),
        ("East Asia", "CN|JP|KR|TW"),
        ("Southeast Asia", "ID|MY|PH|SG|TH|VN"),
        ("Pacific", "AU|NZ"),
    ];

    static readonly Dictionary<string, string> ByCountry = Regions.SelectMany(r => r.Countries.Split('|').Select(c => (c, r.Region))).ToDictionary(StringComparer.Ordinal);

    /// <summary>All regions, apart by bars.</summary>
    public static string All => string.Join('|', Regions.Select(r => r.Region));

    /// <summary>The region of a country; empty where it has none here.</summary>
    public static string Of(Country country) => ByCountry.GetValueOrDefault(country.Code, "");
}

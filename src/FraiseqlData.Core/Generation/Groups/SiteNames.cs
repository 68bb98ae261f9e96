using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>Names of sites, by what they are and the city that they lie in: <c>Denver Depot</c>, <c>Depot Köln</c>.</summary>
static class SiteNames
{
    static readonly Dictionary<string, string[]> English = new(StringComparer.Ordinal)
    {
        ["place_name"] = ["Branch", "Center", "Depot", "Hall", "House", "Office", "Park", "Plant", "Site", "Station", "Store", "Terminal", "Warehouse", "Works"],
        ["warehouse"] = ["Depot", "Distribution Center", "Hub", "Logistics Center", "Storage", "Warehouse"],
    };

    /// <summary>What sites are, and whether that stands before the city.</summary>
    public static (IReadOnlyList<string> Kinds, bool AreFirst) KindsOf(string locale, string generator) =>
        Phrases.Of(locale, generator) is [var own] ? (own, true) : (English[generator], false);

    /// <summary>What places are called by the cities that they lie in.</summary>
    /// <param name="locale">A Bogus locale.</param>
    /// <param name="generator">The generator of such names.</param>
    public static SubjectRole<Place> RoleOf(string locale, string generator)
    {
        var (kinds, areFirst) = KindsOf(locale, generator);
        return SubjectRole<Place>.Of(p => p.SiteKind(kinds) is var kind && areFirst ? $"{kind} {p.CityName}" : $"{p.CityName} {kind}", p => p.CityName);
    }

    /// <summary>What may be the city in a name: what is left without the first or the last word.</summary>
    public static IEnumerable<string> CitiesIn(string name)
    {
        for (var at = name.IndexOf(' ', StringComparison.Ordinal); at > 0; at = name.IndexOf(' ', at + 1))
        {
            yield return name[(at + 1)..];
            yield return name[..at];
        }
    }
}

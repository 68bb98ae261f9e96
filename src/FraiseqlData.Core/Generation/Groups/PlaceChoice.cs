namespace FraiseqlData.Generation.Groups;

/// <summary>The places that agree with what is given: prepared once, drawn from for each row.</summary>
/// <param name="cities">The cities to draw from, at least one.</param>
/// <param name="country">The given country, where it is known but has no cities.</param>
/// <param name="parts">What is given.</param>
/// <param name="unmatched">Given parts that no place agrees with: their text is kept, the rest disregards them.</param>
/// <param name="inLatin">Whether names in other scripts than the Latin one are to be given in English.</param>
sealed class PlaceChoice(IReadOnlyList<City> cities, Country? country, PlaceParts parts, PlacePart unmatched, bool inLatin = false)
{
    readonly City[] _cities = cities as City[] ?? [.. cities];

    /// <summary>The cities to draw from.</summary>
    public IReadOnlyList<City> Cities => cities;

    /// <summary>Given parts that are not known, or that contradict the other ones.</summary>
    public PlacePart Unmatched => unmatched;

    /// <summary>Draws a place.</summary>
    public Place Draw(ref CellRandom random) => new(_cities[random.Next(_cities.Length)], random.NextUInt64(), parts, country, inLatin);
}

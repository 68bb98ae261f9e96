using System.Collections.Concurrent;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills an address: street, postcode, city, region, country, position, time zone and phone number belong together.</summary>
/// <param name="locale">The plan's locale.</param>
/// <param name="isWorldwide">Whether some rows lie in other countries than the locale's.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PlaceStep(string locale, bool isWorldwide, IReadOnlyList<SteeringColumn> steering, IReadOnlyList<SubjectMember<Place>> members, ulong streamKey)
    : SubjectStep<Place>(steering, members, streamKey)
{
    const double Abroad = 0.35;
    const int MostKept = 10_000;

    static readonly string[] CountryRoles = ["country_code", "country_code_3", "country"];
    static readonly string[] RegionRoles = ["state_code", "state"];
    static readonly string[] CityRoles = ["city"];
    static readonly string[] PostcodeRoles = ["postal_code"];

    readonly bool _isSteered = steering.Count > 0;
    readonly ConcurrentDictionary<PlaceParts, PlaceChoice> _choices = new();
    readonly PlaceChoice _home = PlaceCatalog.Default.Narrow(locale, PlaceParts.None);
    readonly PlaceChoice _world = PlaceCatalog.Default.Readable(locale);

    protected override string Subject => "place";

    protected override Place Draw(RowBatch batch, int row, ref CellRandom random)
    {
        if (!_isSteered)
            return (isWorldwide && random.Chance(Abroad) ? _world : _home).Draw(ref random);
        var parts = new PlaceParts
        {
            Country = Given(batch, row, CountryRoles),
            Region = Given(batch, row, RegionRoles),
            City = Given(batch, row, CityRoles),
            Postcode = Given(batch, row, PostcodeRoles),
        };
        if (_choices.TryGetValue(parts, out var known))
            return known.Draw(ref random);
        var choice = PlaceCatalog.Default.Narrow(locale, parts);
        if (_choices.Count < MostKept)
            _ = _choices.TryAdd(parts, choice);
        return choice.Draw(ref random);
    }
}

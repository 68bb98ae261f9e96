using System.Collections.Concurrent;

namespace FraiseqlData.Generation.Groups;

/// <summary>Fills an address: street, postcode, city, region, country, position, time zone and phone number belong together.</summary>
/// <param name="locale">The plan's locale.</param>
/// <param name="isWorldwide">Whether some rows lie in other countries than the locale's.</param>
/// <param name="parents">What the row's parents say of where it lies.</param>
/// <param name="steering">The columns that the others follow.</param>
/// <param name="members">The columns that follow.</param>
/// <param name="names">Those of them that name the city, its region or its country.</param>
/// <param name="streamKey">The group's stream.</param>
sealed class PlaceStep(
    string locale, bool isWorldwide, IReadOnlyList<(PlacePart Part, ParentValue Value)> parents, IReadOnlyList<SteeringColumn> steering,
    IReadOnlyList<SubjectMember<Place>> members, IReadOnlySet<int> names, ulong streamKey)
    : SubjectStep<Place>(steering, members, streamKey)
{
    const double Abroad = 0.35;
    const int MostKept = 10_000;
    const int MostDraws = 20;

    readonly int[] _country = ColumnsOf(steering, "country_code", "country_code_3", "country");
    readonly int[] _region = ColumnsOf(steering, "state_code", "state");
    readonly int[] _city = ColumnsOf(steering, "city");
    readonly int[] _postcode = ColumnsOf(steering, "postal_code");
    readonly int[] _site = ColumnsOf(steering, PlaceRoles.Site, PlaceRoles.Warehouse);
    readonly SubjectMember<Place>[] _tight = [.. members.Where(m => m.IsTight && names.Contains(m.Column))];
    readonly bool _isSteered = steering.Count + parents.Count > 0;
    readonly ConcurrentDictionary<PlaceParts, PlaceChoice> _choices = new();
    readonly PlaceChoice _home = PlaceCatalog.Default.Narrow(locale, PlaceParts.None);
    readonly PlaceChoice _world = PlaceCatalog.Default.Readable(locale);

    public override IReadOnlyList<int> Reads { get; } = [.. steering.Where(s => s.Own is null).Select(s => s.Column).Concat(parents.SelectMany(p => p.Value.Columns)).Distinct()];

    protected override string Subject => "place";

    protected override Place Draw(RowBatch batch, int row, ref CellRandom random)
    {
        var choice = Choose(batch, row, ref random);
        var place = choice.Draw(ref random);
        // A name that is too long would be replaced by one from elsewhere.
        for (var draws = 1; draws < MostDraws && !AllTake(_tight, place); draws++)
            place = choice.Draw(ref random);
        return place;
    }

    PlaceChoice Choose(RowBatch batch, int row, ref CellRandom random)
    {
        if (!_isSteered)
            return isWorldwide && random.Chance(Abroad) ? _world : _home;
        var parts = new PlaceParts
        {
            Country = Given(batch, row, _country) ?? Told(PlacePart.Country, batch, row),
            Region = Given(batch, row, _region) ?? Told(PlacePart.Region, batch, row),
            City = Given(batch, row, _city) ?? Told(PlacePart.City, batch, row) ?? (Given(batch, row, _site) is { } site ? SiteNames.CitiesIn(site).FirstOrDefault(PlaceCatalog.Default.KnowsCity) : null),
            Postcode = Given(batch, row, _postcode) ?? Told(PlacePart.Postcode, batch, row),
            StreetLine = Told(PlacePart.Street, batch, row),
        };
        if (_choices.TryGetValue(parts, out var known))
            return known;
        // Who names a country in the row gets addresses as people there write them.
        var choice = PlaceCatalog.Default.Narrow(locale, parts, isReadable: Given(batch, row, _country) is null);
        if (_choices.Count < MostKept)
            _ = _choices.TryAdd(parts, choice);
        return choice;
    }

    string? Told(PlacePart part, RowBatch batch, int row)
    {
        foreach (var (told, value) in parents)
        {
            if (told == part && value.Of(batch, row) is string text)
                return text;
        }
        return null;
    }
}

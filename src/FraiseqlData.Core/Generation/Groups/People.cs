using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// A space of persons: each index from 0 to <see cref="Count"/> - 1 is one person, and no two have the same user name or e-mail address.
/// The first <see cref="Natural"/> ones have different names; then names come again, with numbers in what must differ.
/// </summary>
sealed class People
{
    const ulong MostLaps = 1UL << 30;
    const int RoomForNumber = 4;

    readonly NameLists _names;
    readonly Permutation _order;
    readonly PersonPart _given;
    readonly ulong _firsts;
    readonly ulong _key;

    /// <summary>Creates the space.</summary>
    /// <param name="names">The names of a locale.</param>
    /// <param name="key">Different keys give different orders.</param>
    /// <param name="given">What is given in every row: that part no longer tells persons apart, the others and the numbers do.</param>
    /// <param name="limits">The lengths that all texts keep to, but for given ones.</param>
    public People(NameLists names, ulong key, PersonPart given = PersonPart.None, PersonLimits? limits = null)
    {
        limits ??= PersonLimits.None;
        (_names, var laps) = Fit(names, limits);
        (_given, _key) = (given, key);
        _firsts = given.HasFlag(PersonPart.FirstName) ? 1UL : given.HasFlag(PersonPart.Gender) ? (ulong)_names.Women.Length : 2 * (ulong)_names.Women.Length;
        Natural = _firsts * (given.HasFlag(PersonPart.LastName) ? 1UL : (ulong)_names.LastOfWomen.Length);
        Count = Natural * laps;
        _order = new Permutation(Math.Max(1, Natural), key);
    }

    /// <summary>How many persons have names of their own; 0 where no name fits.</summary>
    public ulong Natural { get; }

    /// <summary>How many persons there are.</summary>
    public ulong Count { get; }

    /// <summary>The person of an index below <see cref="Count"/>.</summary>
    public Person At(ulong index) => At(index, default);

    /// <summary>The person of an index, with what is given of it.</summary>
    /// <param name="index">The index, below <see cref="Count"/>.</param>
    /// <param name="parts">Values for the parts that the space was told of.</param>
    public Person At(ulong index, in PersonParts parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var lap = index / Natural;
        var key = CellRandom.Mix(_key ^ CellRandom.Mix(index + 1));
        if (parts is { FirstName: { } ownFirst, LastName: { } ownLast } && (parts.Gender ?? _names.GenderOf(ownFirst)) is { } told)
            return new Person(_names, _names.Given(ownFirst), _names.Given(ownLast), told, parts.EmailDomain, lap, key);
        var number = _order.At(index - lap * Natural);
        var (last, first) = Math.DivRem(number, _firsts);
        var gender = GenderOf(first, key, parts);
        var firsts = _names.First(gender);
        var lasts = _names.Last(gender);
        var firstName = parts.FirstName is { } text ? _names.Given(text) : firsts[_given.HasFlag(PersonPart.FirstName) ? (int)(key % (ulong)firsts.Length) : (int)first % firsts.Length];
        var lastName = parts.LastName is { } name ? _names.Given(name) : lasts[_given.HasFlag(PersonPart.LastName) ? (int)((key >> 20) % (ulong)lasts.Length) : (int)last];
        return new Person(_names, firstName, lastName, gender, parts.EmailDomain, lap, key);
    }

    /// <summary>Draws a person with a name of its own; persons may repeat.</summary>
    public Person Draw(ref CellRandom random, in PersonParts parts = default) => At(random.Next(Natural), parts);

    Gender GenderOf(ulong first, ulong key, in PersonParts parts)
    {
        if (parts.Gender is { } given)
            return given;
        if (parts.FirstName is { } name && _names.GenderOf(name) is { } told)
            return told;
        if (_given == PersonPart.None || _given == PersonPart.LastName)
            return first < (ulong)_names.Women.Length ? Gender.Female : Gender.Male;
        return (key & 1) == 0 ? Gender.Female : Gender.Male;
    }

    /// <summary>Leaves out the longest names until all texts fit, and tells how often names may come again.</summary>
    static (NameLists Names, ulong Laps) Fit(NameLists names, PersonLimits limits)
    {
        var room = Math.Min((long)limits.Username, (long)limits.Email - limits.EmailDomain - 1) - 1;
        var forNumber = room >= 4 * RoomForNumber ? RoomForNumber : 1;
        var together = (int)Math.Min(room - forNumber, (long)limits.FullName - names.Separator.Length);
        var first = Math.Min(limits.FirstName, Longest(names.Women, names.Men));
        var last = Math.Min(limits.LastName, Longest(names.LastOfWomen, names.LastOfMen));
        while (first + last > together && first + last > 0)
            (first, last) = first > last ? (first - 1, last) : (first, last - 1);
        var fitting = names.UpTo(first, last);
        var laps = 1UL;
        for (var digits = room - (Longest(fitting.Women, fitting.Men) + Longest(fitting.LastOfWomen, fitting.LastOfMen)); digits > 0 && laps < MostLaps; digits--)
            laps *= 10;
        return (fitting, Math.Min(MostLaps, Math.Max(1, laps - 1)));
    }

    static int Longest(PersonName[] some, PersonName[] others) =>
        some.Concat(others).Select(n => Math.Max(n.Text.Length, n.Ascii.Length)).DefaultIfEmpty(0).Max();
}

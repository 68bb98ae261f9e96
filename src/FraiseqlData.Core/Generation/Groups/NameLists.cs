using System.Buffers;
using System.Collections.Concurrent;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>A name and how it is written in an e-mail address: small ASCII letters alone.</summary>
/// <param name="Text">The name.</param>
/// <param name="Ascii">Its letters.</param>
readonly record struct PersonName(string Text, string Ascii);

/// <summary>
/// The names of a locale: as many of women as of men, no two first names with the same letters in ASCII,
/// no two last names either, but for those that a woman and a man share at the same place.
/// </summary>
sealed class NameLists
{
    static readonly Dictionary<(string Locale, string Kind), string> Listed =
        GroupData.Rows("names").ToDictionary(f => (f[0], f[1]), f => f[2]);

    static readonly ConcurrentDictionary<LocaleWords, NameLists> Known = [];

    const string Separators = "._-";
    const int MostGiven = 10_000;

    static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    readonly Dictionary<string, Gender> _genders;
    readonly Dictionary<string, string> _firstNames;
    readonly Dictionary<string, string> _lastNames;
    readonly ConcurrentDictionary<string, (PersonName Name, Gender? Gender)> _given = new(StringComparer.Ordinal);
    int _givenCount;

    NameLists(LocaleWords words)
    {
        Language = words.Language;
        FamilyFirst = Language is "ja" or "ko" or "zh" or "vi";
        Separator = Language is "ko" or "zh" ? "" : " ";
        var (women, men) = (Read(words, "female", "name.female_first_name", "name.first_name_women"), Read(words, "male", "name.male_first_name", "name.first_name_men"));
        // A name of both tells nothing.
        var both = women.Select(n => n.Ascii).Intersect(men.Select(n => n.Ascii)).ToHashSet(StringComparer.Ordinal);
        women.RemoveAll(n => both.Contains(n.Ascii));
        men.RemoveAll(n => both.Contains(n.Ascii));
        (Women, Men) = Even(women, men);
        (LastOfWomen, LastOfMen) = Pairs(
            Read(words, "female_last", "name.female_last_name") is { Count: > 0 } hers ? hers : Read(words, "last", "name.last_name"),
            Read(words, "male_last", "name.male_last_name") is { Count: > 0 } his ? his : Read(words, "last", "name.last_name"));
        _genders = women.Select(n => (n.Ascii, Gender.Female)).Concat(men.Select(n => (n.Ascii, Gender.Male))).ToDictionary(StringComparer.Ordinal);
        (_firstNames, _lastNames) = (ByLetters(Women.Concat(Men)), ByLetters(LastOfWomen.Concat(LastOfMen)));
    }

    NameLists(NameLists all, Func<PersonName, bool> isFirst, Func<PersonName, bool> isLast)
    {
        (Language, FamilyFirst, Separator, _genders, _firstNames, _lastNames) = (all.Language, all.FamilyFirst, all.Separator, all._genders, all._firstNames, all._lastNames);
        (Women, Men) = Even(all.Women.Where(isFirst), all.Men.Where(isFirst));
        var lasts = all.LastOfWomen.Zip(all.LastOfMen).Where(p => isLast(p.First) && isLast(p.Second)).ToArray();
        (LastOfWomen, LastOfMen) = ([.. lasts.Select(p => p.First)], [.. lasts.Select(p => p.Second)]);
    }

    /// <summary>The digits that tell persons of the same name apart.</summary>
    public const string Digits = "0123456789";

    /// <summary>First names of women.</summary>
    public PersonName[] Women { get; }

    /// <summary>First names of men, as many.</summary>
    public PersonName[] Men { get; }

    /// <summary>Last names as women have them.</summary>
    public PersonName[] LastOfWomen { get; }

    /// <summary>Last names as men have them, as many.</summary>
    public PersonName[] LastOfMen { get; }

    /// <summary>The language that the names are of.</summary>
    public string Language { get; }

    /// <summary>Whether the last name comes first.</summary>
    public bool FamilyFirst { get; }

    /// <summary>What stands between first and last name.</summary>
    public string Separator { get; }

    /// <summary>The names of a locale; where it has none of a kind, those of its language, else English ones.</summary>
    public static NameLists Of(LocaleWords words) => Known.GetOrAdd(words, w =>
        new NameLists(w) is { Women.Length: > 0, LastOfWomen.Length: > 0 } own ? own : Of(LocaleWords.Of("en")));

    /// <summary>The names that are no longer than that, in letters and in ASCII.</summary>
    public NameLists UpTo(int longestFirst, int longestLast) => new(this, n => Fits(n, longestFirst), n => Fits(n, longestLast));

    /// <summary>The names of persons whom none of the others' names can make: without their last names, and without what is a first name where the order is the other.</summary>
    public NameLists Besides(IReadOnlyList<NameLists> others)
    {
        var taken = others.SelectMany(o => o.LastOfWomen.Concat(o.LastOfMen).Concat(o.FamilyFirst == FamilyFirst ? [] : o.Women.Concat(o.Men))).Select(n => n.Ascii).ToHashSet(StringComparer.Ordinal);
        return new(this, _ => true, n => !taken.Contains(n.Ascii));
    }

    /// <summary>The first names of a gender.</summary>
    public PersonName[] First(Gender gender) => gender == Gender.Female ? Women : Men;

    /// <summary>The last names of a gender.</summary>
    public PersonName[] Last(Gender gender) => gender == Gender.Female ? LastOfWomen : LastOfMen;

    /// <summary>The gender that a first name tells here; null where it is not known.</summary>
    public Gender? GenderOf(string firstName) => Read(firstName).Gender;

    /// <summary>A given name as addresses have it. It ends in no digit, so that a number behind it stays apart.</summary>
    public PersonName Given(string text) => Read(text).Name;

    /// <summary>What a given name says; rows have the same few again and again.</summary>
    (PersonName Name, Gender? Gender) Read(string text)
    {
        if (_given.TryGetValue(text, out var known))
            return known;
        var letters = Letters(text);
        var bare = letters.TrimEnd(Digits.ToCharArray());
        var read = (new PersonName(text.Length > 0 ? text : "-", bare.Length > 0 ? bare : "x"), _genders.TryGetValue(letters, out var gender) ? gender : (Gender?)null);
        if (_givenCount < MostGiven && _given.TryAdd(text, read))
            _ = Interlocked.Increment(ref _givenCount);
        return read;
    }

    /// <summary>The names in a user name or in what stands before the @ of an e-mail address; none where it is not made of two.</summary>
    public PersonParts OfAddress(string address)
    {
        var name = address.AsSpan(0, address.IndexOf('@', StringComparison.Ordinal) is >= 0 and var end ? end : address.Length).Trim(Separators);
        var cut = name.IndexOfAny(Separators);
        if (cut < 0)
            return default;
        var last = name[cut..].TrimStart(Separators);
        return last.ContainsAny(Separators) ? default : new(FirstName: Found(_firstNames, name[..cut]), LastName: Found(_lastNames, last));
    }

    /// <summary>A name's small ASCII letters and digits.</summary>
    public static string Letters(string name) =>
        name.AsSpan().ContainsAnyExcept(LettersAndDigits) ? AsciiForm.Slug(name, '.').Replace(".", "", StringComparison.Ordinal) : name.ToLowerInvariant();

    /// <summary>The name of these letters, or the letters with a capital.</summary>
    static string? Found(Dictionary<string, string> names, ReadOnlySpan<char> word)
    {
        var letters = word.TrimEnd(Digits).ToString().ToLowerInvariant();
        return names.TryGetValue(letters, out var name) ? name : letters.Length > 1 ? char.ToUpperInvariant(letters[0]) + letters[1..] : null;
    }

    static Dictionary<string, string> ByLetters(IEnumerable<PersonName> names) =>
        names.DistinctBy(n => n.Ascii, StringComparer.Ordinal).ToDictionary(n => n.Ascii, n => n.Text, StringComparer.Ordinal);

    static List<PersonName> Read(LocaleWords words, string kind, params string[] paths)
    {
        var listed = Listed.GetValueOrDefault((words.Locale, kind)) ?? Listed.GetValueOrDefault((words.Language, kind));
        IReadOnlyList<string> names = listed is not null ? listed.Split('|') : paths.Select(words.Own).FirstOrDefault(l => l.Count > 0) ?? [];
        return [.. NameGenerators.Fit(names).Select(Name).Where(n => n.Ascii.Length > 0 && !n.Text.Any(char.IsDigit)).DistinctBy(n => n.Ascii, StringComparer.Ordinal)];
    }

    static PersonName Name(string entry) => entry.Split('=') is [var text, var ascii] ? new(text, Letters(ascii)) : new(entry.Trim(), Letters(entry));

    static (PersonName[] Women, PersonName[] Men) Even(IEnumerable<PersonName> women, IEnumerable<PersonName> men)
    {
        var (hers, his) = (women.ToArray(), men.ToArray());
        var count = Math.Min(hers.Length, his.Length);
        return (hers[..count], his[..count]);
    }

    /// <summary>Pairs of names; a name stands in one pair alone.</summary>
    static (PersonName[] Women, PersonName[] Men) Pairs(List<PersonName> women, List<PersonName> men)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pairs = women.Zip(men).Where(p => !seen.Contains(p.First.Ascii) && !seen.Contains(p.Second.Ascii) && (seen.Add(p.First.Ascii) | seen.Add(p.Second.Ascii))).ToArray();
        return ([.. pairs.Select(p => p.First)], [.. pairs.Select(p => p.Second)]);
    }

    static bool Fits(PersonName name, int longest) => name.Text.Length <= longest && name.Ascii.Length <= longest;
}

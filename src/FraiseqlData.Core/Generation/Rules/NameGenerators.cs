using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using static FraiseqlData.Generation.Rules.TextGenerators;

namespace FraiseqlData.Generation.Rules;

/// <summary>Generators of names of people and companies, and of what is made of them.</summary>
static class NameGenerators
{
    const int Enough = 10;

    static readonly string[] Domains = ["example.com", "example.org", "example.net"];

    // Words that would make a reader stop.
    static readonly HashSet<string> Unfit = new(StringComparer.OrdinalIgnoreCase)
        { "Adolf", "Adolph", "Benito", "Butt", "Butts", "Cock", "Dick", "Fanny", "Gay", "Hooker", "Osama", "Saddam", "Jesus", "Satan", "Wm" };

    static readonly string[] CompanyForms =
        ["& Sons", "Consulting", "Engineering", "Foods", "Group", "Holdings", "Inc.", "Industries", "Instruments", "International", "Labs", "LLC", "Logistics", "Ltd.",
         "Manufacturing", "Partners", "Services", "Solutions", "Systems", "Technologies", "Trading"];

    public static IEnumerable<Generator> All =>
    [
        Of("first_name", (words, room) => [List(FirstNames(words), room)]),
        Of("last_name", (words, room) => [List(LastNames(words), room)]),
        Of("brand", (words, room) => [List(LastNames(words), room)]),
        Of("middle_name", (words, room) => [List(FirstNames(words), room), new MaskText("?")]),
        Of("initials", (_, room) => [new MaskText(room.Max >= 2 ? "??" : "?")]),
        Of("full_name", (words, room) => [new ListText(new ListRecipe([FirstNames(words), LastNames(words)], " "), room), List(LastNames(words), room)]),
        Of("username", (words, room) =>
        [
            new ListText(new ListRecipe([Slugs(words, FirstNames), Slugs(words, LastNames)], ".") { NumberSeparator = "" }, room),
            new ListText(new ListRecipe([Slugs(words, FirstNames)]) { NumberSeparator = "" }, room),
        ]),
        Of("email", (words, room) =>
        [
            new ListText(new ListRecipe([Slugs(words, FirstNames), Slugs(words, LastNames), Domains], ".", "@") { NumberBehind = 1, NumberSeparator = "" }, room),
            new ListText(new ListRecipe([Slugs(words, FirstNames), Domains], "@") { NumberBehind = 0, NumberSeparator = "" }, room),
            new ListText(new ListRecipe([["a", "b", "c", "d", "e", "f", "g", "h"], ["x.test", "y.test"]], "@") { NumberBehind = 0, NumberSeparator = "" }, room),
        ]),
        Of("company", (words, room) =>
        [
            new ListText(new ListRecipe([LastNames(words), words.Language == "en" || words.Own("company.suffix").Count == 0 ? CompanyForms : words.Own("company.suffix")], " "), room),
            List(LastNames(words), room),
        ]),
    ];

    /// <summary>Given names of women and men.</summary>
    public static IReadOnlyList<string> FirstNames(LocaleWords words)
    {
        IReadOnlyList<string> both = [.. words.Own("name.female_first_name"), .. words.Own("name.male_first_name")];
        if (both.Count < Enough)
            both = words.Own("name.first_name");
        return Fit(both.Count >= Enough ? both : [.. NameLists.Of(words).Women.Concat(NameLists.Of(words).Men).Select(n => n.Text)]);
    }

    /// <summary>Family names; in languages that have them by gender those of men.</summary>
    public static IReadOnlyList<string> LastNames(LocaleWords words) =>
        Fit(words.Own("name.last_name") is { Count: >= Enough } own ? own : [.. NameLists.Of(words).LastOfMen.Select(n => n.Text)]);

    /// <summary>The names but for some that would make a reader stop.</summary>
    public static List<string> Fit(IReadOnlyList<string> names) => [.. names.Where(n => !Unfit.Contains(n))];

    /// <summary>Names as e-mail and user names have them; English ones where the script has no ASCII form.</summary>
    static IReadOnlyList<string> Slugs(LocaleWords words, Func<LocaleWords, IReadOnlyList<string>> names)
    {
        var slugs = Of(words);
        return slugs.Count >= Enough || words.Locale == "en" ? slugs : Of(LocaleWords.Of("en"));

        List<string> Of(LocaleWords w) => [.. names(w).Select(n => AsciiForm.Slug(n, '.').Replace(".", "", StringComparison.Ordinal)).Where(s => s.Length > 1)];
    }
}

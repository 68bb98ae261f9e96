using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>Names of streets by language.</summary>
static class Streets
{
    static readonly ILookup<string, string> Listed = GroupData.Rows("streets")
        .SelectMany(f => Join(GroupData.Words(f[2]), GroupData.Words(f[3]), f[1]).Select(name => (Key: f[0], Name: name)))
        .ToLookup(p => p.Key, p => p.Name);

    /// <summary>The streets of a locale.</summary>
    /// <param name="locale">A Bogus locale.</param>
    /// <param name="language">The language's code (ISO 639-1), where it is not the locale's first part.</param>
    public static IReadOnlyList<string> Of(string locale, string? language = null)
    {
        language ??= LanguageOf(locale);
        foreach (var key in new[] { locale, language })
        {
            if (Listed.Contains(key))
                return [.. Listed[key].Distinct()];
        }
        var words = LocaleWords.Of(locale);
        return language switch
        {
            // Some say in brackets which place they are in.
            "de" => [.. words.List("address.street_root").Where(s => !s.Contains('(', StringComparison.Ordinal))],
            "fr" => [.. Join([.. words.List("address.street_prefix")], [.. words.List("address.street_suffix")], " ")],
            _ => [.. Listed["en"]],
        };
    }

    static string LanguageOf(string locale) => locale switch { "cz" => "cs", "ge" => "ka", _ => locale.Split('_')[0] };

    static IEnumerable<string> Join(string[] heads, string[] tails, string separator) =>
        tails.Length == 0 ? heads : heads.SelectMany(_ => tails, (head, tail) => head + separator + tail);
}

using System.Collections.Concurrent;
using FraiseqlData.Generation.Groups;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// What generators put their texts together from, in other languages than English: a table a language, one generator a line, with a list of words or phrases
/// for each part. Any phrase of a part goes with any of the others.
/// </summary>
static class Phrases
{
    static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>[]>> Read = new(StringComparer.Ordinal);

    const string Swiss = "de_CH";

    // Who writes German in Switzerland has no ß.
    static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<string>[]>> InSwiss = new(() => In("de").ToDictionary(
        g => g.Key, g => Array.ConvertAll(g.Value, IReadOnlyList<string> (part) => [.. part.Select(p => p.Replace("ß", "ss", StringComparison.Ordinal))]), StringComparer.Ordinal));

    /// <summary>The languages that there are tables of; a language's locale where only that one has a table.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "es", "fr", "it", "nl", "pt_BR", "pt_PT"];

    /// <summary>The generators of a language that has a table, with the lists of their parts.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>[]> In(string language) => Read.GetOrAdd(language, static l =>
        GroupData.Rows(l, "phrases").ToDictionary(f => f[0], f => f[1..].Where(p => p.Length > 0).Select(IReadOnlyList<string> (p) => GroupData.Words(p)).ToArray(), StringComparer.Ordinal));

    /// <summary>The parts of a generator's texts in a locale's language; null where there are none.</summary>
    public static IReadOnlyList<string>[]? Of(string locale, string generator)
    {
        var language = Languages.Contains(locale) ? locale : locale.Split('_')[0];
        return !Languages.Contains(language) ? null : (locale == Swiss ? InSwiss.Value : In(language)).GetValueOrDefault(generator);
    }
}

using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>What names of places are looked up by: no case, no accents, no punctuation.</summary>
static class PlaceNames
{
    /// <summary>The keys of a name: with ä written as ae and, where that differs, as a.</summary>
    public static IEnumerable<string> Keys(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield break;
        var key = AsciiForm.Fold(name.Trim());
        yield return key;
        var bare = string.Concat(name.Trim().ToLowerInvariant().Select(c => c switch { 'ä' or 'æ' => 'a', 'ö' or 'ø' or 'œ' => 'o', 'ü' => 'u', 'ß' => 's', _ => c }));
        var other = AsciiForm.Fold(bare);
        if (other != key)
            yield return other;
    }

    /// <summary>A table that finds things by any of their names.</summary>
    public static Dictionary<string, T[]> Index<T>(IEnumerable<T> things, Func<T, IEnumerable<string>> names) => things
        .SelectMany(thing => names(thing).SelectMany(Keys).Distinct().Select(key => (key, thing)))
        .GroupBy(p => p.key, p => p.thing, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>The things that a name means; none where it means nothing.</summary>
    public static IEnumerable<T> Find<T>(IReadOnlyDictionary<string, T[]> index, string? name) =>
        name is null ? [] : Keys(name).Select(k => index.GetValueOrDefault(k)).FirstOrDefault(found => found is not null) ?? [];
}

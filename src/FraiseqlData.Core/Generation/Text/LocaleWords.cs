using System.Collections.Concurrent;
using Bogus;
using Bogus.Bson;
using FraiseqlData.Errors;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// The word lists of a Bogus locale. A list that the locale lacks comes from its language, then from English.
/// Only Bogus' data are read; nothing is drawn by it.
/// </summary>
sealed class LocaleWords
{
    static readonly ConcurrentDictionary<string, LocaleWords> Known = new(StringComparer.Ordinal);

    // Names that Bogus' lists spell wrong.
    static readonly Dictionary<string, string> Misspelled = new(StringComparer.Ordinal) { ["Hilll"] = "Hill" };

    readonly ConcurrentDictionary<string, IReadOnlyList<string>> _lists = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string, TextRoom), IReadOnlyList<TextSpace>> _spaces = new();
    readonly string[] _chain;

    LocaleWords(string locale)
    {
        var known = Database.GetAllLocales();
        if (!known.Contains(locale, StringComparer.Ordinal))
        {
            throw new FraiseqlDataException(
                "FqLocaleUnknown",
                ErrorKind.InvalidArgument,
                $"There is no locale '{locale}'.",
                $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.",
                locale);
        }
        Locale = locale;
        var language = locale.Split('_')[0];
        _chain = [.. new[] { locale, language, "en" }.Where(l => known.Contains(l, StringComparer.Ordinal)).Distinct()];
    }

    /// <summary>The words of a locale, read once a process.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqLocaleUnknown</c>: Bogus has no such locale.</exception>
    public static LocaleWords Of(string locale) => Known.GetOrAdd(locale, l => new LocaleWords(l));

    /// <summary>The locale's code.</summary>
    public string Locale { get; }

    /// <summary>The locale's language, for example <c>de</c>.</summary>
    public string Language => Locale.Split('_')[0];

    /// <summary>The words under a path such as <c>name.last_name</c>; empty where not even English has them.</summary>
    public IReadOnlyList<string> List(string path) =>
        _lists.GetOrAdd(path, static (p, chain) => chain.Select(locale => Read(locale, p)).FirstOrDefault(words => words.Count > 0) ?? [], _chain);

    /// <summary>The words under a path in the locale or its language alone; empty where they would be English.</summary>
    public IReadOnlyList<string> Own(string path) =>
        Language == "en" ? List(path) : _lists.GetOrAdd("own:" + path, static (p, chain) =>
            chain.Where(l => l != "en").Select(locale => Read(locale, p["own:".Length..])).FirstOrDefault(words => words.Count > 0) ?? [], _chain);

    /// <summary>The spaces of a generator for a room, made once.</summary>
    /// <param name="generator">The generator's name.</param>
    /// <param name="room">The lengths that a column takes.</param>
    /// <param name="make">Makes the spaces for a room; they must fit every column of that room.</param>
    public IReadOnlyList<TextSpace> Spaces(string generator, TextRoom room, Func<TextRoom, IEnumerable<TextSpace>> make)
    {
        // Beyond that all texts fit: one set of spaces serves all longer columns.
        const int Long = 200;
        room = room with { Max = Math.Min(room.Max, Long) };
        return _spaces.GetOrAdd((generator, room), static (key, make) => [.. make(key.Item2)], make);
    }

    static IReadOnlyList<string> Read(string locale, string path)
    {
        BValue value = Database.GetLocale(locale);
        foreach (var key in path.Split('.'))
        {
            if (value is not BObject node || !node.TryGetValue(key, out var next))
                return [];
            value = next;
        }
        return value is BArray list ? [.. Enumerable.Range(0, list.Count).Select(i => list[i].StringValue).Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => Misspelled.GetValueOrDefault(s, s)).Distinct()] : [];
    }
}

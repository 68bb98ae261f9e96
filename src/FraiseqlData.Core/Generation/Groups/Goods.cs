using System.Globalization;
using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>What things of one sort have in common, in English.</summary>
/// <param name="Name">The sort's name.</param>
/// <param name="Qualities">What may stand before a thing's name: nothing that a thing of the sort cannot be.</param>
/// <param name="Materials">What they are made of.</param>
/// <param name="Sizes">The sizes they are sold in; none where they have none.</param>
/// <param name="Sentences">Draws what is said of them.</param>
sealed record GoodSort(string Name, IReadOnlyList<string> Qualities, IReadOnlyList<string> Materials, IReadOnlyList<string> Sizes, SentenceText Sentences)
{
    // What nobody orders by colour.
    static readonly string[] Colourless = ["food", "care", "book", "software", "plant", "wood", "component", "health"];

    /// <summary>Whether they are sold in colours.</summary>
    public bool HasColours => !Colourless.Contains(Name);
}

/// <summary>A measure of a thing: from and to.</summary>
readonly record struct GoodRange(decimal Low, decimal High)
{
    /// <summary>Reads <c>15-60</c>.</summary>
    public static GoodRange Read(string text) => text.Split('-') is var ends ? new(Number(ends[0]), Number(ends[1])) : default;

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A thing that is sold or used.</summary>
/// <param name="Name">Its English name.</param>
/// <param name="Sort">Its sort.</param>
/// <param name="Price">What it costs, in about dollars.</param>
/// <param name="Weight">Kilograms.</param>
/// <param name="Length">The longest side, in centimetres.</param>
sealed record Good(string Name, GoodSort Sort, GoodRange Price, GoodRange Weight, GoodRange Length);

/// <summary>The things that the engine knows: what they are called in several languages, cost, weigh and measure.</summary>
static class Goods
{
    static readonly Dictionary<string, GoodSort> Sorts = GroupData.Rows("sorts")
        .ToDictionary(f => f[0], f => new GoodSort(f[0], GroupData.Words(f[1]), GroupData.Words(f[2]), GroupData.Words(f[3]), new SentenceText(GroupData.Words(f[4]), GroupData.Words(f[5]), GroupData.Words(f[6]))), StringComparer.Ordinal);

    static readonly (string[] Names, Good Good)[] All = [.. GroupData.Rows("goods").Select(f => (Names: GroupData.Words(f[0]), f))
        .Select(g => (g.Names, new Good(g.Names[0], Sorts[g.f[1]], GoodRange.Read(g.f[2]), GoodRange.Read(g.f[3]), GoodRange.Read(g.f[4]))))];

    // By the hashes of their names, so that a part of a text is looked up without copying it.
    static readonly Dictionary<int, (string Name, Good Good)[]> ByHash = All.SelectMany(g => g.Names.Select(n => (Name: n, g.Good)))
        .GroupBy(g => HashOf(g.Name)).ToDictionary(g => g.Key, g => g.ToArray());

    /// <summary>The English names of the things of a sort.</summary>
    public static IReadOnlyList<string> OfSort(string sort) => [.. All.Where(g => g.Good.Sort.Name == sort).Select(g => g.Good.Name)];

    /// <summary>Things with each quality that theirs may have: <c>Solid Table</c>.</summary>
    /// <param name="names">The English names of the things.</param>
    public static IReadOnlyList<string> Qualified(IEnumerable<string> names) => [.. names.SelectMany(n => Find(n)!.Sort.Qualities.Select(q => $"{q} {n}"))];

    /// <summary>The thing of a text such as <c>Solid Table</c> or <c>Tisch Classic</c>: the one of the longest name that it begins or ends with; null for none.</summary>
    public static Good? In(ReadOnlySpan<char> text)
    {
        var (found, length) = ((Good?)null, 0);
        for (var cut = 0; cut >= 0 && cut < text.Length && text.Length - cut > length; cut = NextWord(text, cut))
        {
            if (Find(text[cut..]) is { } good)
                (found, length) = (good, text.Length - cut);
        }
        for (var end = text.LastIndexOf(' '); end > length; end = text[..end].LastIndexOf(' '))
        {
            if (Find(text[..end]) is { } good)
                (found, length) = (good, end);
        }
        return found;
    }

    static int NextWord(ReadOnlySpan<char> text, int from) => text[from..].IndexOf(' ') is >= 0 and var space ? from + space + 1 : -1;

    static Good? Find(ReadOnlySpan<char> name)
    {
        if (ByHash.TryGetValue(HashOf(name), out var known))
        {
            foreach (var (own, good) in known)
            {
                if (name.Equals(own, StringComparison.OrdinalIgnoreCase))
                    return good;
            }
        }
        return null;
    }

    static int HashOf(ReadOnlySpan<char> name) => string.GetHashCode(name, StringComparison.OrdinalIgnoreCase);
}

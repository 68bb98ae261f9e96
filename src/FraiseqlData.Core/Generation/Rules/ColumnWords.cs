using System.Collections.Concurrent;
using System.Text;
using FraiseqlData.Generation.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>A name taken apart into words: snake, camel and Pascal case, digits apart, in ASCII small letters; what is written as one word is taken apart where <see cref="Vocabulary"/> knows its words.</summary>
sealed class ColumnWords
{
    static readonly string[] TablePrefixes = ["tb", "tbl", "t", "tv", "tab", "table", "dim", "fact", "stg", "ref"];
    static readonly string[] Languages = ["en", "de", "fr", "es", "it", "nl", "pt", "pl"];

    // French and Spanish words between others that do not change what a name is: numero_de_compte.
    static readonly string[] Particles = ["de", "du", "des", "del", "d"];

    const int MostKept = 4096;

    // Every rule asks again, and names come again in many tables.
    static readonly ConcurrentDictionary<string, ColumnWords> Columns = new(StringComparer.Ordinal);
    static readonly ConcurrentDictionary<string, ColumnWords> Tables = new(StringComparer.Ordinal);

    ColumnWords(IReadOnlyList<string> words) => (Words, Joined) = (words, string.Concat(words));

    /// <summary>The words, in order; at least one.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words without anything between them.</summary>
    public string Joined { get; }

    /// <summary>The words of a column's name; a language behind the name (<c>title_fr</c>) does not count.</summary>
    public static ColumnWords OfColumn(string name) => Kept(Columns, name, ReadColumn);

    static ColumnWords ReadColumn(string name)
    {
        var words = Split(name);
        return new(WithoutParticles(words.Count > 1 && Languages.Contains(words[^1]) ? words[..^1] : words));
    }

    /// <summary>The words without particles between them.</summary>
    public static string[] WithoutParticles(IReadOnlyList<string> words) => [.. words.Where((w, i) => i == 0 || i == words.Count - 1 || !Particles.Contains(w))];

    /// <summary>
    /// A name of one run of small letters (<c>unitsquantity</c>) taken apart before a word that often ends such names; the same otherwise.
    /// </summary>
    /// <param name="endings">The words to look for; those that end other words of the column's family must not be among them.</param>
    public ColumnWords Unfused(IReadOnlyList<string> endings)
    {
        const int Shortest = 3;
        if (Words.Count > 1)
            return this;
        var ending = endings.Where(e => Joined.Length >= e.Length + Shortest && Joined.EndsWith(e, StringComparison.Ordinal)).MaxBy(e => e.Length);
        return ending is null ? this : new([Joined[..^ending.Length], ending]);
    }

    /// <summary>The words of what a table's row is: its name in the singular, without a prefix such as <c>tb_</c>.</summary>
    public static ColumnWords OfTable(string name) => Kept(Tables, name, ReadTable);

    static ColumnWords ReadTable(string name)
    {
        var words = Split(name);
        if (words.Count > 1 && TablePrefixes.Contains(words[0]))
            words = words[1..];
        words[^1] = Nouns.Singular(words[^1]);
        return new(words);
    }

    /// <summary>The name without the words that it starts with, or null where it does not start with them or nothing would be left.</summary>
    public ColumnWords? Without(ColumnWords start)
    {
        var count = start.Words.Count;
        if (Words.Count > count && Words.Take(count).SequenceEqual(start.Words))
            return new([.. Words.Skip(count)]);
        // customername in table customer
        return Words.Count == 1 && Joined.Length > start.Joined.Length && Joined.StartsWith(start.Joined, StringComparison.Ordinal)
            ? new([Joined[start.Joined.Length..]])
            : null;
    }

    static ColumnWords Kept(ConcurrentDictionary<string, ColumnWords> known, string name, Func<string, ColumnWords> read)
    {
        if (known.TryGetValue(name, out var words))
            return words;
        if (known.Count >= MostKept)
            known.Clear();
        return known[name] = read(name);
    }

    static List<string> Split(string name)
    {
        var text = AsciiForm.Write(name);
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                End();
                continue;
            }
            if (word.Length > 0 && StartsWord(text, i))
                End();
            word.Append(char.ToLowerInvariant(c));
        }
        End();
        return words.Count == 0 ? [name] : words;

        void End()
        {
            if (word.Length > 0)
                words.AddRange(Vocabulary.Split(word.ToString()));
            word.Clear();
        }
    }

    /// <summary>A capital behind a small letter or digit, the last of several capitals (URLPath), a digit behind a letter.</summary>
    static bool StartsWord(string text, int at)
    {
        var (before, c) = (text[at - 1], text[at]);
        if (char.IsAsciiDigit(c))
            return char.IsAsciiLetter(before);
        if (!char.IsAsciiLetterUpper(c))
            return false;
        return !char.IsAsciiLetterUpper(before) || (at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1]));
    }
}

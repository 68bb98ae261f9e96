using FraiseqlData.Generation.Text;

namespace FraiseqlData.Generation.Groups;

/// <summary>The words of short texts that call something by a name.</summary>
static class SpokenWords
{
    /// <summary>How many words such a text has at the most: what is longer is prose.</summary>
    public const int Most = 4;

    /// <summary>The words in small ASCII letters.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var letters = AsciiForm.Write(text).ToLowerInvariant().Select(c => char.IsAsciiLetter(c) ? c : ' ');
        return string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Whether some words have one of others, which stand apart by bars.</summary>
    public static bool HaveOne(IReadOnlyList<string> words, string others)
    {
        foreach (var word in words)
        {
            for (var at = others.IndexOf(word, StringComparison.Ordinal); at >= 0; at = others.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if ((at == 0 || others[at - 1] == '|') && (at + word.Length == others.Length || others[at + word.Length] == '|'))
                    return true;
            }
        }
        return false;
    }
}

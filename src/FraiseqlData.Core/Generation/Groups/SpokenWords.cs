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
}

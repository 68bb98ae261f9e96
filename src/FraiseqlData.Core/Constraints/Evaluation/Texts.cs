using System.Text;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Text counted in characters as PostgreSQL does (code points), not in UTF-16 units.</summary>
static class Texts
{
    public static long Length(string text)
    {
        long count = 0;
        foreach (var c in text)
            count += char.IsLowSurrogate(c) ? 0 : 1;
        return count;
    }

    /// <summary>Characters from a position (0 is the first) on, at most <paramref name="count"/>.</summary>
    public static string Part(string text, long start, long count)
    {
        var builder = new StringBuilder();
        long position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (position >= start && position - start < count)
                _ = builder.Append(rune.ToString());
            position++;
        }
        return builder.ToString();
    }

    /// <summary>
    /// The text as an explicit cast makes it: cut to the type's length, char(n) without the padding that counts for nothing.
    /// </summary>
    public static string Cut(SqlType type, string text)
    {
        if (type.Length >= 0 && Length(text) > type.Length)
            text = Part(text, 0, type.Length);
        return text;
    }

    /// <summary>Lower or upper case, unknown where a letter outside ASCII would change: that depends on the locale.</summary>
    public static object Fold(string text, bool upper)
    {
        var folded = upper ? text.ToUpperInvariant() : text.ToLowerInvariant();
        if (Ascii.IsValid(text))
            return folded;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 127 && (folded.Length != text.Length || folded[i] != text[i] || char.IsLetter(text[i])))
                return NoValue.Unknown;
        }
        return folded;
    }

    public static string Trim(string text, string characters, bool start, bool end)
    {
        var set = characters.EnumerateRunes().ToHashSet();
        var runes = text.EnumerateRunes().ToList();
        var (from, to) = (0, runes.Count);
        while (start && from < to && set.Contains(runes[from]))
            from++;
        while (end && to > from && set.Contains(runes[to - 1]))
            to--;
        return string.Concat(runes.GetRange(from, to - from));
    }
}

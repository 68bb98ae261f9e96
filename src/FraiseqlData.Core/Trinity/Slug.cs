using System.Globalization;
using System.Text;

namespace FraiseqlData.Trinity;

/// <summary>Turns a name into lower-case ASCII words joined by <c>-</c>.</summary>
static class Slug
{
    /// <summary>Letters that Unicode's decomposition does not take apart, as they are commonly transliterated.</summary>
    static readonly Dictionary<char, string> Letters = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['å'] = "a",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ı'] = "i",
        ['ħ'] = "h",
    };

    /// <summary>The slug; empty where no letter or digit can be written in ASCII.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                _ = slug.Append(c);
            else if (Letters.TryGetValue(c, out var letters))
                _ = slug.Append(letters);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’') && slug.Length > 0 && slug[^1] != '-')
                _ = slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }
}

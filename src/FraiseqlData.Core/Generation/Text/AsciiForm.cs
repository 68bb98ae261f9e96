using System.Text;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Latin, Greek, Cyrillic, Georgian and Korean letters written in ASCII. A table of our own: .NET's normalisation depends on the machine's ICU.
/// </summary>
static class AsciiForm
{
    const string From = "àáâãåāăąçćčċďđèéêëēėęěğģìíîïīįıķĺļľłñńņňòóôõōőŕřśşšșťţțùúûūůűųýÿźżžðġħĥĵŵŷ"
        + "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợơụủứừửữựưỳỵỷỹəŗ"
        + "აბგდევზთიკლმნოპრსტუფქყხჯჰ"
        + "абвгдезийклмнопрстуфхыэіїєґαβγδεζηικλμνξοπρσςτυφωάέήίόύώϊϋ";

    const string To = "aaaaaaaaccccddeeeeeeeeggiiiiiiikllllnnnnoooooorrsssstttuuuuuuuyyzzzdghhjwy"
        + "aaaaaaaaaaaaeeeeeeeeiiiooooooooooooouuuuuuuuyyyyer"
        + "abgdevztiklmnoprstupkqkjh"
        + "abvgdeziyklmnoprstufhyeiiegavgdeziiklmnxoprsstyfoaeiioyoiy";

    const int MostOnStack = 256;

    const char FirstSyllable = '가';
    const char LastSyllable = '힣';

    static readonly string[] Initials = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];

    static readonly string[] Vowels =
        ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"];

    static readonly string[] Finals =
        ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"];

    static readonly Dictionary<char, string> Letters = Build();

    /// <summary>The text in ASCII letters, digits and the punctuation it had; letters of other scripts are left out.</summary>
    public static string Write(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length + 4);
        foreach (var c in text)
        {
            if (c < 128)
                result.Append(c);
            else if (Letters.TryGetValue(c, out var letters))
                result.Append(letters);
            else if (c is >= FirstSyllable and <= LastSyllable)
                AppendSyllable(result, c - FirstSyllable);
            else if (Letters.TryGetValue(char.ToLowerInvariant(c), out letters) && letters.Length > 0)
                result.Append(char.ToUpperInvariant(letters[0])).Append(letters, 1, letters.Length - 1);
        }
        return result.ToString();
    }

    /// <summary>Lower-case ASCII letters and digits alone, other characters replaced by one separator: for e-mail, user names, slugs, domains.</summary>
    public static string Slug(string text, char separator)
    {
        var written = Write(text);
        Span<char> slug = written.Length <= MostOnStack ? stackalloc char[written.Length] : new char[written.Length];
        var length = 0;
        foreach (var c in written)
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug[length++] = char.ToLowerInvariant(c);
            else if (c != '\'' && length > 0 && slug[length - 1] != separator)
                slug[length++] = separator;
        }
        slug = slug[..length].TrimEnd(separator);
        return slug.SequenceEqual(text) ? text : slug.ToString();
    }

    /// <summary>What two texts share that some collation may hold to be equal: no case, no accents, no punctuation.</summary>
    public static string Fold(string text)
    {
        var slug = Slug(text, ' ').Replace(" ", "", StringComparison.Ordinal);
        return slug.Length > 0 ? slug : text.ToLowerInvariant();
    }

    /// <summary>Korean syllables are numbered by their letters: initial, vowel, final (Revised Romanisation, letter by letter).</summary>
    static void AppendSyllable(StringBuilder result, int number) =>
        result.Append(Initials[number / (Vowels.Length * Finals.Length)]).Append(Vowels[number / Finals.Length % Vowels.Length]).Append(Finals[number % Finals.Length]);

    static Dictionary<char, string> Build()
    {
        var letters = new Dictionary<char, string>();
        for (var i = 0; i < From.Length; i++)
            letters[From[i]] = To[i].ToString();
        foreach (var (c, written) in new[]
        {
            ('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss"), ('æ', "ae"), ('ø', "oe"), ('œ', "oe"), ('þ', "th"), ('ж', "zh"), ('ц', "ts"), ('ч', "ch"),
            ('ш', "sh"), ('щ', "shch"), ('ю', "yu"), ('я', "ya"), ('ё', "yo"), ('ъ', ""), ('ь', ""), ('θ', "th"), ('χ', "ch"), ('ψ', "ps"), ('ΐ', "i"), ('ΰ', "y"), ('İ', "I"), ('ჟ', "zh"), ('ღ', "gh"), ('შ', "sh"), ('ჩ', "ch"), ('ც', "ts"),
            ('ძ', "dz"), ('წ', "ts"), ('ჭ', "ch"), ('’', "'"), ('–', "-"),
        })
            letters[c] = written;
        return letters;
    }
}

using System.Text;

namespace FraiseqlData.Planning;

/// <summary>
/// Reads a generator with parameters as one line: <c>decimal min=10 max=500</c>. Quotes, single or double, hold a value together; doubled ones
/// stand for themselves. <c>values</c> and <c>weights</c> are lists with commas.
/// </summary>
static class ParameterText
{
    static readonly string[] Lists = ["values", "weights"];

    /// <summary>The name and the parameters.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message says why.</exception>
    public static (string Name, IReadOnlyDictionary<string, object?> Parameters) Read(string text)
    {
        var words = Split(text, char.IsWhiteSpace);
        if (words.Count == 0)
            throw new FormatException("no generator is named");
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new FormatException($"'{word}' is no parameter: write name=value, with no spaces around the sign");
            var name = word[..equals].ToLowerInvariant();
            var value = word[(equals + 1)..];
            if (!parameters.TryAdd(name, Lists.Contains(name) ? List(value) : Unquoted(value)))
                throw new FormatException($"'{name}' is given twice");
        }
        return (Unquoted(words[0]), parameters);
    }

    /// <summary>The values of a list with commas.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static object?[] List(string text) => [.. Split(text, c => c == ',').Select(v => Unquoted(v.Trim()))];

    /// <summary>The place of a character outside quotes, or -1.</summary>
    public static int IndexOf(string text, char wanted, int from = 0)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote == '\0' && text[i] == wanted)
                return i;
            quote = Next(quote, text[i]);
        }
        return -1;
    }

    /// <summary>The text without the quotes around its parts.</summary>
    public static string Unquoted(string text)
    {
        var result = new StringBuilder(text.Length);
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0' && text[i] == quote && i + 1 < text.Length && text[i + 1] == quote)
                _ = result.Append(text[i++]);
            else if (Next(quote, text[i]) is var next && next == quote)
                _ = result.Append(text[i]);
            else
                quote = next;
        }
        return result.ToString();
    }

    static List<string> Split(string text, Func<char, bool> isSeparator)
    {
        var parts = new List<string>();
        var (start, quote) = (0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            if (quote == '\0' && isSeparator(text[i]))
            {
                Add(text[start..i]);
                start = i + 1;
            }
            quote = Next(quote, text[i]);
        }
        if (quote != '\0')
            throw new FormatException($"a quote ({quote}) is not closed");
        Add(text[start..]);
        return parts;

        void Add(string part)
        {
            if (part.Trim().Length > 0)
                parts.Add(part);
        }
    }

    static char Next(char quote, char c) => c is '\'' or '"' ? quote == '\0' ? c : quote == c ? '\0' : quote : quote;
}

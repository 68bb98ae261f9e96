using System.Globalization;
using System.Text;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>
/// A set of characters of one of PostgreSQL's regular expressions (manual, 9.7.3): a bracket expression, a class, an escape, a character.
/// What is read goes with a place in the pattern, which is moved behind it; null says that it is not understood.
/// </summary>
sealed class CharacterSet
{
    // Beyond Latin letters, what differs in case depends on the locale.
    const char LastFolded = '\u024F';

    readonly List<(char From, char To)> _ranges = [];

    /// <summary>What a dot matches.</summary>
    public static CharacterSet AnyChar { get; } = new CharacterSet().Negate();

    /// <summary>The ranges in order, with gaps between them.</summary>
    public IReadOnlyList<(char From, char To)> Ranges
    {
        get
        {
            var merged = new List<(char From, char To)>();
            foreach (var (from, to) in _ranges.Order())
            {
                if (merged.Count > 0 && from <= merged[^1].To + 1)
                    merged[^1] = (merged[^1].From, (char)Math.Max((int)merged[^1].To, to));
                else
                    merged.Add((from, to));
            }
            return merged;
        }
    }

    /// <summary>One character, in both cases where case is ignored.</summary>
    public static CharacterSet Of(char c, bool ignoreCase) => new CharacterSet().Add(c, c, ignoreCase);

    /// <summary>Reads a class escape (<c>\d</c>) behind the backslash, or null where it is none.</summary>
    public static CharacterSet? ReadClassEscape(ReadOnlySpan<char> text, ref int at)
    {
        var set = char.ToLowerInvariant(text[at]) switch
        {
            'd' => Named("digit"),
            's' => Named("space"),
            'w' => Named("word"),
            _ => null,
        };
        if (set is null)
            return null;
        return char.IsAsciiLetterUpper(text[at++]) ? set.Negate() : set;
    }

    /// <summary>Reads a character escape behind the backslash.</summary>
    public static char? ReadEscape(ReadOnlySpan<char> text, ref int at)
    {
        if (at >= text.Length)
            return null;
        var c = text[at++];
        switch (c)
        {
            case 'a':
                return '\a';
            case 'b':
                return '\b';
            case 'B':
                return '\\';
            case 'e':
                return '\u001b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case '0':
                return '\0';
            case 'u' when at + 4 <= text.Length && ushort.TryParse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default:
                // Digits are back references, other letters constraints such as a word boundary.
                return char.IsAsciiLetterOrDigit(c) ? null : c;
        }
    }

    /// <summary>Reads a bracket expression behind its opening bracket.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="at">The place.</param>
    /// <param name="ignoreCase">Whether letters stand for both cases.</param>
    /// <param name="refused">A character that a negated expression does not match either, or null.</param>
    /// <param name="named">Takes the characters that are named one by one to be matched, or null.</param>
    public static CharacterSet? ReadBrackets(ReadOnlySpan<char> text, ref int at, bool ignoreCase, char? refused = null, ISet<char>? named = null)
    {
        var set = new CharacterSet();
        var negated = at < text.Length && text[at] == '^';
        if (negated)
            at++;
        for (var first = true; at < text.Length && (first || text[at] != ']'); first = false)
        {
            if (!set.ReadMember(text, ref at, ignoreCase, negated ? null : named))
                return null;
        }
        if (at++ >= text.Length)
            return null;
        if (negated && refused is { } c)
            _ = set.Add(c, c, false);
        return negated ? set.Negate() : set;
    }

    /// <summary>The set as a bracket expression of .NET's.</summary>
    public string ToRegex() => _ranges.Count == 0 ? "(?!)" : Ranges.Aggregate(new StringBuilder("["), (text, r) => text.Append(Code(r.From)).Append('-').Append(Code(r.To))).Append(']').ToString();

    static string Code(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\u{(int)c:X4}";

    bool ReadMember(ReadOnlySpan<char> text, ref int at, bool ignoreCase, ISet<char>? named)
    {
        if (text[at..].StartsWith("[:"))
        {
            var length = text[(at + 2)..].IndexOf(":]");
            if (length < 0 || Named(text.Slice(at + 2, length).ToString()) is not { } members)
                return false;
            Add(members, ignoreCase);
            at += length + 4;
            return true;
        }
        if (text[at] == '\\' && at + 1 < text.Length && "dswDSW".Contains(text[at + 1], StringComparison.Ordinal))
        {
            at++;
            Add(ReadClassEscape(text, ref at)!, ignoreCase);
            return true;
        }
        if (ReadChar(text, ref at) is not { } from)
            return false;
        var to = from;
        if (at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']')
        {
            at++;
            if (ReadChar(text, ref at) is not { } last || last < from)
                return false;
            to = last;
        }
        _ = Add(from, to, ignoreCase);
        if (from == to)
            _ = named?.Add(from);
        return true;
    }

    static char? ReadChar(ReadOnlySpan<char> text, ref int at)
    {
        var c = text[at++];
        if (c == '[' && at < text.Length && text[at] is '.' or '=' or ':')
            return null;
        return c == '\\' ? ReadEscape(text, ref at) : c;
    }

    static CharacterSet? Named(string name)
    {
        var set = new CharacterSet();
        return name switch
        {
            "digit" => set.Add('0', '9', false),
            "lower" => set.Add('a', 'z', false),
            "upper" => set.Add('A', 'Z', false),
            "alpha" => set.Add('a', 'z', true),
            "alnum" => set.Add('a', 'z', true).Add('0', '9', false),
            "word" => set.Add('a', 'z', true).Add('0', '9', false).Add('_', '_', false),
            "xdigit" => set.Add('a', 'f', true).Add('0', '9', false),
            "space" => set.Add(' ', ' ', false).Add('\t', '\r', false),
            "blank" => set.Add(' ', ' ', false).Add('\t', '\t', false),
            "punct" => set.Add('!', '/', false).Add(':', '@', false).Add('[', '`', false).Add('{', '~', false),
            "print" => set.Add(' ', '~', false),
            "graph" => set.Add('!', '~', false),
            "cntrl" => set.Add('\0', '\u001f', false).Add('\u007f', '\u007f', false),
            "ascii" => set.Add('\0', '\u007f', false),
            _ => null,
        };
    }

    CharacterSet Add(char from, char to, bool ignoreCase)
    {
        _ranges.Add((from, to));
        for (var c = from; ignoreCase && c <= to && c <= LastFolded; c++)
        {
            _ranges.Add((char.ToUpperInvariant(c), char.ToUpperInvariant(c)));
            _ranges.Add((char.ToLowerInvariant(c), char.ToLowerInvariant(c)));
        }
        return this;
    }

    void Add(CharacterSet other, bool ignoreCase)
    {
        foreach (var (from, to) in other.Ranges)
            _ = Add(from, to, ignoreCase);
    }

    CharacterSet Negate()
    {
        var rest = new CharacterSet();
        var next = 0;
        foreach (var (from, to) in _ranges.Order())
        {
            if (from > next)
                rest._ranges.Add(((char)next, (char)(from - 1)));
            next = Math.Max(next, to + 1);
        }
        if (next <= char.MaxValue)
            rest._ranges.Add(((char)next, char.MaxValue));
        return rest;
    }
}

using System.Globalization;
using Fare;

namespace FraiseqlData.Generation.Text;

/// <summary>A set of characters of a regular expression. The marks of <see cref="PatternReader"/> belong to no set.</summary>
sealed class CharacterSet
{
    readonly List<(char From, char To)> _ranges = [];

    /// <summary>What a dot matches.</summary>
    public static CharacterSet AnyChar { get; } = new CharacterSet().Negate();

    /// <summary>One character, in both cases where case is ignored.</summary>
    public static CharacterSet Of(char c, bool ignoreCase) => new CharacterSet().Add(c, c, ignoreCase);

    public Automaton ToAutomaton() =>
        BasicOperations.Union([.. Without(Without(_ranges, PatternReader.Begin), PatternReader.End).Select(r => BasicAutomata.MakeCharRange(r.From, r.To))]);

    /// <summary>Reads a class escape (<c>\d</c>) behind the backslash, or null where it is none.</summary>
    public static CharacterSet? ReadEscape(string text, ref int at)
    {
        var set = char.ToLowerInvariant(text[at]) switch
        {
            'd' => Named("digit"),
            's' => Named("space"),
            'w' => Named("alnum").Add('_', '_', false),
            _ => null,
        };
        if (set is null)
            return null;
        return char.IsAsciiLetterUpper(text[at++]) ? set.Negate() : set;
    }

    /// <summary>Reads a character escape behind the backslash.</summary>
    public static char ReadCharEscape(string text, ref int at)
    {
        var c = text[at++];
        switch (c)
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case 'B':
                return '\\';
            case 'u' when at + 4 <= text.Length:
                at += 4;
                return (char)int.Parse(text.AsSpan(at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                // Digits are back references, other letters constraints such as a word boundary.
                return char.IsAsciiLetterOrDigit(c) ? throw new NotSupportedException() : c;
        }
    }

    /// <summary>Reads a bracket expression behind its opening bracket.</summary>
    public static CharacterSet ReadBrackets(string text, ref int at, bool ignoreCase, ISet<char> punctuation)
    {
        var set = new CharacterSet();
        var negated = at < text.Length && text[at] == '^';
        if (negated)
            at++;
        for (var first = true; at < text.Length && (first || text[at] != ']'); first = false)
        {
            if (string.CompareOrdinal(text, at, "[:", 0, 2) == 0)
            {
                var end = text.IndexOf(":]", at, StringComparison.Ordinal);
                if (end < 0)
                    throw new NotSupportedException();
                set.Add(Named(text[(at + 2)..end]));
                at = end + 2;
            }
            else if (text[at] == '\\' && at + 1 < text.Length && "dswDSW".Contains(text[at + 1], StringComparison.Ordinal))
            {
                at++;
                set.Add(ReadEscape(text, ref at)!);
            }
            else
            {
                var from = ReadChar(text, ref at);
                var to = from;
                if (at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']')
                {
                    at++;
                    to = ReadChar(text, ref at);
                }
                set.Add(from, to, ignoreCase);
                if (from == to && !negated && !char.IsLetterOrDigit(from))
                    punctuation.Add(from);
            }
        }
        if (at++ >= text.Length)
            throw new NotSupportedException();
        return negated ? set.Negate() : set;
    }

    static char ReadChar(string text, ref int at)
    {
        var c = text[at++];
        if (c == '[' && at < text.Length && text[at] is '.' or '=')
            throw new NotSupportedException();
        return c == '\\' && at < text.Length ? ReadCharEscape(text, ref at) : c;
    }

    static CharacterSet Named(string name)
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
            "cntrl" => set.Add('\u0004', '\u001f', false),
            _ => throw new NotSupportedException(),
        };
    }

    void Add(CharacterSet other) => _ranges.AddRange(other._ranges);

    CharacterSet Add(char from, char to, bool ignoreCase)
    {
        if (from > to)
            throw new NotSupportedException();
        _ranges.Add((from, to));
        for (var c = from; ignoreCase && c <= to && c < 0x250; c++)
        {
            _ranges.Add((char.ToUpperInvariant(c), char.ToUpperInvariant(c)));
            _ranges.Add((char.ToLowerInvariant(c), char.ToLowerInvariant(c)));
        }
        return this;
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

    static List<(char From, char To)> Without(List<(char From, char To)> ranges, char mark)
    {
        var rest = new List<(char, char)>();
        foreach (var (from, to) in ranges)
        {
            if (mark < from || mark > to)
            {
                rest.Add((from, to));
                continue;
            }
            if (from < mark)
                rest.Add((from, (char)(mark - 1)));
            if (to > mark)
                rest.Add(((char)(mark + 1), to));
        }
        return rest;
    }
}

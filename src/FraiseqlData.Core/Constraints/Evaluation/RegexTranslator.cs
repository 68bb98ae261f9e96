using System.Text;
using System.Text.RegularExpressions;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Translates PostgreSQL's advanced regular expressions (manual, 9.7.3) into .NET's; what has no sure equal gives null.</summary>
ref partial struct RegexTranslator
{
    const int MaxLength = 4_000;

    readonly ReadOnlySpan<char> _pattern;
    readonly StringBuilder _output;
    readonly bool _isNewlineSensitive;
    int _position;
    bool _failed;

    RegexTranslator(ReadOnlySpan<char> pattern, bool isNewlineSensitive)
    {
        _pattern = pattern;
        _output = new StringBuilder();
        _isNewlineSensitive = isNewlineSensitive;
    }

    /// <summary>The .NET pattern and options, or null.</summary>
    public static (string Pattern, RegexOptions Options)? Translate(string pattern, bool ignoreCase)
    {
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        if (pattern.Length > MaxLength)
            return null;
        if (pattern.StartsWith("***=", StringComparison.Ordinal))
            return (Regex.Escape(pattern[4..]), options);
        if (pattern.StartsWith("***:", StringComparison.Ordinal))
            pattern = pattern[4..];
        else if (pattern.StartsWith("***", StringComparison.Ordinal))
            return null;
        var newline = false;
        if (!ReadOptions(ref pattern, ref options, ref newline))
            return null;
        var translator = new RegexTranslator(pattern, newline);
        translator.Run();
        return translator._failed ? null
            : (translator._output.ToString(), options | (newline ? RegexOptions.Multiline : RegexOptions.Singleline));
    }

    /// <summary>Takes embedded options such as <c>(?i)</c> off the pattern's start; false where one is not known.</summary>
    static bool ReadOptions(ref string pattern, ref RegexOptions options, ref bool newline)
    {
        if (!pattern.StartsWith("(?", StringComparison.Ordinal) || pattern.Length < 3 || !char.IsAsciiLetter(pattern[2]))
            return true;
        var end = pattern.IndexOf(')', StringComparison.Ordinal);
        if (end < 0)
            return false;
        foreach (var option in pattern[2..end])
        {
            switch (option)
            {
                case 'i':
                    options |= RegexOptions.IgnoreCase;
                    break;
                case 'c':
                    options &= ~RegexOptions.IgnoreCase;
                    break;
                case 'm' or 'n':
                    newline = true;
                    break;
                case 's':
                    newline = false;
                    break;
                case 't':
                    break;
                default:
                    return false;
            }
        }
        pattern = pattern[(end + 1)..];
        return true;
    }

    void Run()
    {
        while (_position < _pattern.Length && !_failed)
        {
            var c = _pattern[_position++];
            switch (c)
            {
                case '\\':
                    Escape();
                    break;
                case '[':
                    Bracket();
                    break;
                case '^':
                    _ = _output.Append(_isNewlineSensitive ? "^" : "\\A");
                    break;
                case '$':
                    _ = _output.Append(_isNewlineSensitive ? "(?=\\n|\\z)" : "\\z");
                    break;
                case '(':
                    Group();
                    break;
                case '{':
                    Quantifier();
                    break;
                case '#' or ' ':
                    _ = _output.Append('\\').Append(c);
                    break;
                default:
                    _ = _output.Append(c);
                    break;
            }
        }
    }

    /// <summary><c>{2}</c>, <c>{2,}</c>, <c>{2,3}</c>; .NET would take anything else as plain text.</summary>
    void Quantifier()
    {
        var length = _pattern[_position..].IndexOf('}');
        var body = length > 0 ? _pattern.Slice(_position, length) : default;
        if (body.IsEmpty || !char.IsAsciiDigit(body[0]) || body.ContainsAnyExcept("0123456789,") || body.Count(',') > 1)
        {
            _failed = true;
            return;
        }
        _ = _output.Append('{').Append(body).Append('}');
        _position += length + 1;
    }

    void Group()
    {
        _ = _output.Append('(');
        if (_position >= _pattern.Length || _pattern[_position] != '?')
            return;
        var rest = _pattern[(_position + 1)..];
        var length = rest is [':' or '=' or '!', ..] ? 1 : rest is ['<', '=' or '!', ..] ? 2 : 0;
        if (length == 0)
        {
            _failed = true;
            return;
        }
        _ = _output.Append('?').Append(rest[..length]);
        _position += 1 + length;
    }

    void Escape()
    {
        if (_position >= _pattern.Length)
        {
            _failed = true;
            return;
        }
        var c = _pattern[_position++];
        var text = c switch
        {
            'A' => "\\A",
            'Z' => "\\z",
            'm' => "(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])",
            'M' => "(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])",
            'y' => "(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?![A-Za-z0-9_]))",
            'Y' => "(?:(?<![A-Za-z0-9_])(?![A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_]))",
            'd' => "[0-9]",
            'D' => "[^0-9]",
            'w' => "[A-Za-z0-9_]",
            'W' => "[^A-Za-z0-9_]",
            's' => "[ \\t-\\r]",
            'S' => "[^ \\t-\\r]",
            >= '1' and <= '9' => "\\" + c,
            _ => Character(c) is { } value ? Literal(value) : null,
        };
        if (text is null)
            _failed = true;
        else
            _ = _output.Append(text);
    }

    /// <summary>The character that an escape stands for, or null.</summary>
    char? Character(char c)
    {
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
            case 'u' when _position + 4 <= _pattern.Length
                && ushort.TryParse(_pattern.Slice(_position, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code):
                _position += 4;
                return (char)code;
        }
        return char.IsAsciiLetterOrDigit(c) ? null : c;
    }

    static string Literal(char c) =>
        c is >= ' ' and < (char)127 ? Regex.Escape(c.ToString()).Replace("]", "\\]", StringComparison.Ordinal) : $"\\u{(int)c:X4}";
}

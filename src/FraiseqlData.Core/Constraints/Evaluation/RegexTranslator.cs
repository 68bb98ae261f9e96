using System.Text;
using System.Text.RegularExpressions;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Translates PostgreSQL's advanced regular expressions (manual, 9.7.3) into .NET's; what has no sure equal gives null.</summary>
ref struct RegexTranslator
{
    /// <summary>Constructs that PostgreSQL and .NET read alike, or that no pattern here may have.</summary>
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
        var newline = false;
        if (pattern.Length > MaxLength)
            return null;
        if (pattern.StartsWith("***=", StringComparison.Ordinal))
            return (Regex.Escape(pattern[4..]), options);
        if (pattern.StartsWith("***:", StringComparison.Ordinal))
            pattern = pattern[4..];
        else if (pattern.StartsWith("***", StringComparison.Ordinal))
            return null;
        if (pattern.StartsWith("(?", StringComparison.Ordinal) && pattern.Length > 2 && char.IsAsciiLetter(pattern[2]))
        {
            var end = pattern.IndexOf(')', StringComparison.Ordinal);
            if (end < 0)
                return null;
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
                        return null;
                }
            }
            pattern = pattern[(end + 1)..];
        }
        var translator = new RegexTranslator(pattern, newline);
        translator.Run();
        return translator._failed ? null : (translator._output.ToString(), options | (newline ? RegexOptions.Multiline : RegexOptions.Singleline));
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
                case '{' when _position >= _pattern.Length || !char.IsAsciiDigit(_pattern[_position]):
                    _failed = true;
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

    void Group()
    {
        _ = _output.Append('(');
        if (_position >= _pattern.Length || _pattern[_position] != '?')
            return;
        var rest = _pattern[(_position + 1)..];
        var length = rest.StartsWith(":") || rest.StartsWith("=") || rest.StartsWith("!") ? 1 : rest.StartsWith("<=") || rest.StartsWith("<!") ? 2 : 0;
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
            case 'u' when _position + 4 <= _pattern.Length && ushort.TryParse(_pattern.Slice(_position, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code):
                _position += 4;
                return (char)code;
        }
        return char.IsAsciiLetterOrDigit(c) ? null : c;
    }

    static string Literal(char c) => c is >= ' ' and < (char)127 ? Regex.Escape(c.ToString()).Replace("]", "\\]", StringComparison.Ordinal) : $"\\u{(int)c:X4}";

    void Bracket()
    {
        _ = _output.Append('[');
        if (Next('^'))
            _ = _output.Append(_isNewlineSensitive ? "^\\n" : "^");
        var isFirst = true;
        while (!_failed)
        {
            if (_position >= _pattern.Length)
            {
                _failed = true;
                return;
            }
            var c = _pattern[_position++];
            if (c == ']' && !isFirst)
                break;
            isFirst = false;
            Member(c);
        }
        _ = _output.Append(']');
    }

    void Member(char c)
    {
        if (c == '[' && _position < _pattern.Length && _pattern[_position] is ':' or '.' or '=')
        {
            Class();
            return;
        }
        if (c == '\\' && _position < _pattern.Length && _pattern[_position] is 'd' or 'w' or 's')
        {
            _ = _output.Append(_pattern[_position++] switch { 'd' => "0-9", 'w' => "A-Za-z0-9_", _ => " \\t-\\r" });
            return;
        }
        if (Single(c) is not { } low)
            return;
        if (_position + 1 < _pattern.Length && _pattern[_position] == '-' && _pattern[_position + 1] != ']')
        {
            _position++;
            if (Single(_pattern[_position++]) is not { } high)
                return;
            _failed |= high < low;
            _ = _output.Append(InBracket(low)).Append('-').Append(InBracket(high));
            return;
        }
        _ = _output.Append(InBracket(low));
    }

    char? Single(char c)
    {
        if (c == '[' && _position < _pattern.Length && _pattern[_position] is ':' or '.' or '=')
        {
            _failed = true;
            return null;
        }
        if (c != '\\')
            return c;
        var found = _position < _pattern.Length ? Character(_pattern[_position++]) : null;
        _failed |= found is null;
        return found;
    }

    static string InBracket(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\u{(int)c:X4}";

    void Class()
    {
        var rest = _pattern[(_position + 1)..];
        var end = rest.IndexOf(":]");
        var members = end < 0 || _pattern[_position] != ':' ? null : rest[..end] switch
        {
            "alpha" => "A-Za-z",
            "digit" => "0-9",
            "alnum" => "A-Za-z0-9",
            "upper" => "A-Z",
            "lower" => "a-z",
            "space" => " \\t-\\r",
            "blank" => " \\t",
            "punct" => "!-/:-@\\[-`{-~",
            "xdigit" => "0-9A-Fa-f",
            "cntrl" => "\\x00-\\x1f\\x7f",
            "print" => " -~",
            "graph" => "!-~",
            "ascii" => "\\x00-\\x7f",
            "word" => "A-Za-z0-9_",
            _ => null,
        };
        if (members is null)
        {
            _failed = true;
            return;
        }
        _ = _output.Append(members);
        _position += end + 3;
    }

    bool Next(char c)
    {
        if (_position >= _pattern.Length || _pattern[_position] != c)
            return false;
        _position++;
        return true;
    }
}

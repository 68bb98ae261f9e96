using System.Text;
using System.Text.RegularExpressions;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Translates PostgreSQL's advanced regular expressions (manual, 9.7.3) into .NET's; what has no sure equal gives null.</summary>
ref struct RegexTranslator
{
    const int MaxLength = 4_000;

    readonly ReadOnlySpan<char> _pattern;
    readonly StringBuilder _output;
    readonly bool _ignoresCase;
    readonly bool _isNewlineSensitive;
    int _position;
    bool _failed;
    bool _looksAround;

    RegexTranslator(ReadOnlySpan<char> pattern, bool ignoresCase, bool isNewlineSensitive)
    {
        _pattern = pattern;
        _output = new StringBuilder();
        _ignoresCase = ignoresCase;
        _isNewlineSensitive = isNewlineSensitive;
    }

    /// <summary>The .NET pattern and options, or null.</summary>
    public static (string Pattern, RegexOptions Options)? Translate(string pattern, bool ignoreCase)
    {
        if (pattern.Length > MaxLength)
            return null;
        if (pattern.StartsWith("***=", StringComparison.Ordinal))
            return (Regex.Escape(pattern[4..]), RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        if (pattern.StartsWith("***:", StringComparison.Ordinal))
            pattern = pattern[4..];
        else if (pattern.StartsWith("***", StringComparison.Ordinal))
            return null;
        var newline = false;
        if (!ReadOptions(ref pattern, ref ignoreCase, ref newline))
            return null;
        var translator = new RegexTranslator(pattern, ignoreCase, newline);
        translator.Run();
        // Without looking around, matching takes time that only grows with the text, whatever the pattern.
        return translator._failed ? null
            : (translator._output.ToString(), RegexOptions.CultureInvariant | (newline ? RegexOptions.Multiline : RegexOptions.Singleline)
                | (translator._looksAround ? RegexOptions.None : RegexOptions.NonBacktracking));
    }

    /// <summary>Takes embedded options such as <c>(?i)</c> off the pattern's start; false where one is not known.</summary>
    static bool ReadOptions(ref string pattern, ref bool ignoreCase, ref bool newline)
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
                    ignoreCase = true;
                    break;
                case 'c':
                    ignoreCase = false;
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
                    Append(CharacterSet.ReadBrackets(_pattern, ref _position, _ignoresCase, _isNewlineSensitive ? '\n' : null)?.ToRegex());
                    break;
                case '^':
                    _ = _output.Append(_isNewlineSensitive ? "^" : "\\A");
                    break;
                case '$':
                    _ = _output.Append(_isNewlineSensitive ? "(?=\\n|\\z)" : "\\z");
                    _looksAround |= _isNewlineSensitive;
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
                    _ = _output.Append(_ignoresCase && char.IsAsciiLetter(c) ? CharacterSet.Of(c, true).ToRegex() : c.ToString());
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
        _looksAround |= rest[0] != ':';
        _position += 1 + length;
    }

    void Escape()
    {
        if (_position >= _pattern.Length)
        {
            _failed = true;
            return;
        }
        var c = _pattern[_position];
        var text = c switch
        {
            'A' => "\\A",
            'Z' => "\\z",
            'm' => "(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])",
            'M' => "(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])",
            'y' => "(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?![A-Za-z0-9_]))",
            'Y' => "(?:(?<![A-Za-z0-9_])(?![A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_]))",
            >= '1' and <= '9' when !_ignoresCase => "\\" + c,
            _ => null,
        };
        if (text is not null)
        {
            _looksAround |= c is not ('A' or 'Z');
            _position++;
        }
        Append(text ?? CharacterSet.ReadClassEscape(_pattern, ref _position)?.ToRegex()
            ?? (CharacterSet.ReadEscape(_pattern, ref _position) is { } escaped ? CharacterSet.Of(escaped, _ignoresCase).ToRegex() : null));
    }

    void Append(string? text)
    {
        if (text is null)
            _failed = true;
        else
            _ = _output.Append(text);
    }
}

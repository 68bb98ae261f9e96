namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Bracket expressions: ranges, classes, escapes inside.</summary>
ref partial struct RegexTranslator
{
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

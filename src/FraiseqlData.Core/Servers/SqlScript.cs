using FraiseqlData.Errors;

namespace FraiseqlData.Servers;

/// <summary>A statement of a script.</summary>
/// <param name="Text">The statement, without its semicolon.</param>
/// <param name="Data">The lines that follow it, where it is a COPY that reads them; else null.</param>
readonly record struct SqlStatement(string Text, string? Data = null);

/// <summary>Splits a script into its statements, as psql does before it sends them.</summary>
/// <remarks>Npgsql splits too, but in the middle of the SQL-standard function bodies (BEGIN ATOMIC ... END) that pg_dump writes.</remarks>
sealed partial class SqlScript(string text)
{
    readonly List<SqlStatement> _statements = [];
    readonly List<string> _words = [];
    int _at;
    int _start;
    int _parentheses;
    int _blocks;
    bool _empty = true;

    /// <summary>The statements in order, without empty ones.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqScriptInvalid</c>: there is a command of psql in it.</exception>
    public static IReadOnlyList<SqlStatement> Statements(string text) => new SqlScript(text).Split();

    List<SqlStatement> Split()
    {
        while (_at < text.Length)
            Step();
        End();
        return _statements;
    }

    void Step()
    {
        var c = text[_at];
        if (char.IsWhiteSpace(c))
            _at++;
        else if (Next("--"))
            _at = LineEnd();
        else if (Next("/*"))
            SkipComment();
        else if (c == ';' && _parentheses == 0 && _blocks == 0)
        {
            End();
        }
        else if (c == '\\' && _empty)
            PsqlCommand();
        else
        {
            _empty = false;
            Token(c);
        }
    }

    void Token(char c)
    {
        if (c == '\'')
            SkipQuoted('\'', backslash: _at > 0 && text[_at - 1] is 'e' or 'E' && (_at < 2 || !IsWord(text[_at - 2])));
        else if (c == '"')
            SkipQuoted('"', backslash: false);
        else if (c == '$')
            SkipDollars();
        else if (IsWord(c))
            Word();
        else
        {
            _parentheses += c == '(' ? 1 : c == ')' && _parentheses > 0 ? -1 : 0;
            _at++;
        }
    }

    void Word()
    {
        var start = _at;
        // A dollar inside a word is part of it and opens no string.
        while (_at < text.Length && (IsWord(text[_at]) || text[_at] == '$'))
            _at++;
        var word = text[start.._at].ToLowerInvariant();
        if (_words.Count < 4)
            _words.Add(word);
        if (_parentheses > 0 || !MakesFunction())
            return;
        if (word == "begin" || word == "case" && _blocks > 0)
            _blocks++;
        else if (word == "end" && _blocks > 0)
            _blocks--;
    }

    bool MakesFunction() =>
        _words is ["create", "function" or "procedure", ..] or ["create", "or", "replace", "function" or "procedure"];

    /// <summary>Ends the statement at its semicolon, or at the end of the script.</summary>
    void End()
    {
        var statement = text[_start.._at].Trim();
        _at = Math.Min(_at + 1, text.Length);
        if (!_empty)
            _statements.Add(CopyFromInput().Match(statement) is { Success: true } copy ? new SqlStatement(statement[copy.Groups["copy"].Index..], CopyData()) : new SqlStatement(statement));
        _start = _at;
        _words.Clear();
        (_empty, _parentheses, _blocks) = (true, 0, 0);
    }

    /// <summary>The lines after a COPY's own, up to the one that ends them (PostgreSQL documentation, COPY, "Text Format").</summary>
    string CopyData()
    {
        var first = Math.Min(LineEnd() + 1, text.Length);
        var end = text.IndexOf("\n\\.", first - 1, StringComparison.Ordinal);
        _at = end < 0 ? text.Length : end + "\n\\.".Length;
        return end < 0 ? text[first..] : text[first..(end + 1)];
    }

    /// <summary>pg_dump brackets its scripts with \restrict and \unrestrict; they only guard psql.</summary>
    void PsqlCommand()
    {
        var line = text[_at..LineEnd()].Trim();
        if (!line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal))
        {
            throw new FraiseqlDataException(
                "FqScriptInvalid",
                ErrorKind.InvalidArgument,
                $"Line {text.AsSpan(0, _at).Count('\n') + 1} of the script is a command of psql, which only psql can run.",
                "Remove the line, or run the script with psql.");
        }
        _start = _at = LineEnd();
    }

    void SkipComment()
    {
        var depth = 0;
        do
        {
            var change = Next("/*") ? 1 : Next("*/") ? -1 : 0;
            depth += change;
            _at += change == 0 ? 1 : 2;
        }
        while (depth > 0 && _at < text.Length);
    }

    void SkipQuoted(char quote, bool backslash)
    {
        // A doubled quote ends one string and begins the next, which comes to the same.
        for (_at++; _at < text.Length && text[_at] != quote; _at++)
        {
            if (backslash && text[_at] == '\\')
                _at++;
        }
        _at = Math.Min(_at + 1, text.Length);
    }

    void SkipDollars()
    {
        var end = _at + 1;
        while (end < text.Length && IsWord(text[end]))
            end++;
        if (end >= text.Length || text[end] != '$' || char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            return;
        }
        var tag = text[_at..(end + 1)];
        var close = text.IndexOf(tag, end + 1, StringComparison.Ordinal);
        _at = close < 0 ? text.Length : close + tag.Length;
    }

    int LineEnd() => text.IndexOf('\n', _at) is var end and >= 0 ? end : text.Length;

    bool Next(string token) => string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;

    static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || c > '\u007f';
}

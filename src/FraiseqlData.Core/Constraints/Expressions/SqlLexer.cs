using Parlot.Fluent;

namespace FraiseqlData.Constraints.Expressions;

/// <summary>What a <see cref="SqlToken"/> is.</summary>
enum SqlTokenKind
{
    /// <summary>A keyword or an unquoted identifier, in lower case.</summary>
    Word,
    /// <summary>A quoted identifier, without its quotes.</summary>
    QuotedName,
    /// <summary>A string, without its quotes.</summary>
    Text,
    /// <summary>A bit string, as 0s and 1s.</summary>
    Bits,
    /// <summary>A number.</summary>
    Number,
    /// <summary>An operator.</summary>
    Operator,
    /// <summary>One of <c>( ) [ ] , . : ::</c>.</summary>
    Punctuation,
    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A word of SQL.</summary>
readonly record struct SqlToken(SqlTokenKind Kind, string Text);

/// <summary>Splits SQL expressions into tokens; the lexical rules are those of PostgreSQL's manual, chapter 4.1.</summary>
static class SqlLexer
{
    static readonly Parser<IReadOnlyList<SqlToken>> Tokens = Build();

    /// <summary>The tokens, with an <see cref="SqlTokenKind.End"/> behind the last, or null where the text is no SQL.</summary>
    public static IReadOnlyList<SqlToken>? Split(string sql) =>
        Tokens.TryParse(sql, out var tokens) && tokens is not null ? [.. tokens, new SqlToken(SqlTokenKind.End, "")] : null;

    static Parser<IReadOnlyList<SqlToken>> Build()
    {
        // A doubled quote inside reads as the end of one piece and the start of the next.
        var quoted = Pieces('\'', c => c != '\'').Then(p => new SqlToken(SqlTokenKind.Text, string.Join("'", p)));
        var name = Pieces('"', c => c != '"').Then(p => new SqlToken(SqlTokenKind.QuotedName, string.Join("\"", p)));
        var bits = OneOf(Literals.Char('B'), Literals.Char('b')).SkipAnd(quoted).Then(t => new SqlToken(SqlTokenKind.Bits, t.Text));
        var escape = Literals.Char('\\').And(Literals.Pattern(_ => true, 1, 1)).Then(p => Unescape(p.Item2.Span[0]));
        var plain = Literals.Pattern(c => c is not '\'' and not '\\').Then(s => s.ToString());
        var twoQuotes = Literals.Text("''").Then("'");
        var escaped = OneOf(Literals.Char('E'), Literals.Char('e')).SkipAnd(Literals.Char('\''))
            .SkipAnd(ZeroOrMany(OneOf(plain, escape, twoQuotes))).AndSkip(Literals.Char('\''))
            .Then(p => new SqlToken(SqlTokenKind.Text, string.Concat(p)));
        var word = Literals.Identifier(c =>
            char.IsLetter(c) || c is '_' || c > 127, c => char.IsLetterOrDigit(c) || c is '_' or '$' || c > 127)
            .Then(s => new SqlToken(SqlTokenKind.Word, s.ToString().ToLowerInvariant()));
        var digits = Literals.Pattern(char.IsAsciiDigit);
        var fraction = ZeroOrOne(Literals.Char('.').SkipAnd(Literals.Pattern(char.IsAsciiDigit)));
        var exponent = ZeroOrOne(OneOf(Literals.Char('e'),
            Literals.Char('E')).SkipAnd(ZeroOrOne(OneOf(Literals.Char('-'), Literals.Char('+')))).SkipAnd(digits));
        var number = Capture(digits.And(fraction).And(exponent)).Then(s => new SqlToken(SqlTokenKind.Number, s.ToString()));
        var punctuation = OneOf(Literals.Text("::"), Literals.Text("("), Literals.Text(")"), Literals.Text("["), Literals.Text("]"),
            Literals.Text(","), Literals.Text("."), Literals.Text(":")).Then(s => new SqlToken(SqlTokenKind.Punctuation, s));
        var symbol = Literals.Pattern(c => "+-*/<>=~!@#%^&|`?".Contains(c, StringComparison.Ordinal))
            .Then(s => new SqlToken(SqlTokenKind.Operator, s.ToString() == "!=" ? "<>" : s.ToString()));
        return ZeroOrMany(SkipWhiteSpace(OneOf(bits, escaped, quoted, name, word, number, punctuation, symbol)))
            .AndSkip(SkipWhiteSpace(Parsers.Eof()));
    }

    static Parser<IReadOnlyList<string>> Pieces(char quote, Func<char, bool> inside) =>
        OneOrMany(Literals.Char(quote).SkipAnd(ZeroOrOne(Literals.Pattern(inside).Then(s => s.ToString()))).AndSkip(Literals.Char(quote))
            .Then(piece => piece.Count == 0 ? "" : piece[0]));

    static string Unescape(char c) => c switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'b' => "\b", 'f' => "\f", _ => c.ToString() };
}

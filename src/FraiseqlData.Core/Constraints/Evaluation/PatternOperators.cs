namespace FraiseqlData.Constraints.Evaluation;

/// <summary>LIKE and regular expression operators.</summary>
static class PatternOperators
{
    /// <summary>The operators with what they mean, or null for any other.</summary>
    public static (bool IsLike, bool IgnoreCase, bool IsNegated)? Meaning(string symbol) => symbol switch
    {
        "~~" => (true, false, false),
        "!~~" => (true, false, true),
        "~~*" => (true, true, false),
        "!~~*" => (true, true, true),
        "~" => (false, false, false),
        "!~" => (false, false, true),
        "~*" => (false, true, false),
        "!~*" => (false, true, true),
        _ => null,
    };

    /// <summary>The match, or null where it is not known here.</summary>
    public static Node? Build(string symbol, Node text, Node pattern)
    {
        if (Meaning(symbol) is not { } meaning || !text.Type.IsText || !pattern.Type.IsText
            || text.Type.Order == TextOrder.Nondeterministic)
            return null;
        var ignoreCase = meaning.IgnoreCase || text.Type.Kind == SqlKind.CaselessText;
        PatternMatcher? Create(object p) =>
            meaning.IsLike ? PatternMatcher.CreateLike((string)p, ignoreCase) : PatternMatcher.Create((string)p, ignoreCase);
        object? Match(object x, PatternMatcher? matcher) =>
            Padded(text.Type, (string)x) is { } subject && matcher?.IsMatch(subject) is { } found ? found != meaning.IsNegated
                : NoValue.Unknown;
        if (!pattern.IsConstant)
            return Node.Strict(SqlType.Bool, text, pattern, (x, p) => Match(x, Create(p)));
        if (pattern.Evaluate(default) is not string constant)
            return Node.Constant(SqlType.Bool, pattern.Evaluate(default));
        return Create(constant) is { } compiled ? Node.Strict(SqlType.Bool, text, x => Match(x, compiled)) : null;
    }

    /// <summary>char(n) is matched with its padding.</summary>
    static string? Padded(SqlType type, string text) =>
        type.Kind != SqlKind.PaddedText ? text : type.Length < 0 ? null
            : text.TrimEnd(' ') + new string(' ', (int)Math.Max(type.Length - Texts.Length(text.TrimEnd(' ')), 0));
}

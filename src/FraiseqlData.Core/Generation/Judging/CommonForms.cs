using FraiseqlData.Constraints;

namespace FraiseqlData.Generation;

/// <summary>Shapes that functions in checks commonly ask of a text, for checks that only the server can decide.</summary>
static class CommonForms
{
    static readonly IReadOnlyList<string> Patterns =
    [
        "^[a-z]{5,12}$", "^[a-z]{4,9}-[a-z]{4,9}$", "^[a-z]{4,9}_[a-z]{4,9}$", "^[A-Z][a-z]{4,10}$", "^[A-Z][A-Z0-9]{3,9}$", "^[0-9]{4,12}$",
        "^[a-z]{5,9}@[a-z]{5,9}\\.example$", "^https://[a-z]{5,12}\\.example$", "^https://[a-z]{5,9}\\.example/[a-z]{4,9}$", "^[a-z]{5,12}\\.example$",
        "^/[a-z]{4,9}/[a-z]{4,9}$", "^[0-9a-f]{32}$", "^[0-9a-f]{64}$", "^\\+[1-9][0-9]{9,11}$", "^[1-9][0-9]?\\.[0-9]{1,2}\\.[0-9]{1,2}$",
        "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$",
    ];

    static readonly IReadOnlyList<ColumnDomain> Common = [.. Patterns.Select(p => Like(p, isNegated: false))];

    /// <summary>The forms to try: what the literals of the functions would mean as patterns, to match or not, and then the common ones.</summary>
    public static IEnumerable<ColumnDomain> Of(IEnumerable<string> literals) =>
        [.. literals.Where(IsPattern).SelectMany(l => new[] { Like(l, isNegated: true), Like(l, isNegated: false) }), .. Common];

    /// <summary>Whether a literal may be a regular expression.</summary>
    public static bool IsPattern(string literal) => literal.AsSpan().IndexOfAny(@"^$[\(*+?{.") >= 0;

    /// <summary>What a text that matches a pattern, or does not, looks like.</summary>
    public static ColumnDomain Like(string pattern, bool isNegated) => new() { Patterns = [new TextPattern(pattern, false, isNegated)], From = ["function"] };
}

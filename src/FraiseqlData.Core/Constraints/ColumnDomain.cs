using System.Collections.Immutable;

namespace FraiseqlData.Constraints;

/// <summary>
/// What the constraints leave a column, found by narrowing: values inside fulfil the conditions that are not among
/// <see cref="TableConstraints.RowChecks"/> and <see cref="TableConstraints.ServerChecks"/>. It may be narrower than the conditions
/// themselves
/// (<c>trim(x) &lt;&gt; ''</c> asks for text with no spaces around it), so a value from outside is judged by the checks, not by the domain.
/// Bounds and allowed values are in the column's own .NET type (<c>TypeCodec.ValueType</c>), an interval's bounds as <c>IntervalValue</c>.
/// </summary>
sealed record ColumnDomain
{
    /// <summary>The name of an array's elements among <see cref="Parts"/>.</summary>
    public const string Elements = "[]";

    /// <summary>Nothing known.</summary>
    public static ColumnDomain Any { get; } = new();

    /// <summary>The only values that are allowed, or null for no list.</summary>
    public IReadOnlyList<object>? Allowed { get; init; }

    /// <summary>Values that are refused; a range's as text, <c>empty</c> for one that must not be empty.</summary>
    public IReadOnlyList<object> Refused { get; init; } = [];

    /// <summary>The smallest value, or null.</summary>
    public IComparable? Min { get; init; }

    /// <summary>Whether <see cref="Min"/> itself is refused.</summary>
    public bool MinExclusive { get; init; }

    /// <summary>The greatest value, or null.</summary>
    public IComparable? Max { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is refused.</summary>
    public bool MaxExclusive { get; init; }

    /// <summary>The least number of characters (bytes for bytea, bits for bit, elements for an array or a JSON array).</summary>
    public int? MinLength { get; init; }

    /// <summary>The greatest number of characters (bytes for bytea, bits for bit, elements for an array or a JSON array).</summary>
    public int? MaxLength { get; init; }

    /// <summary>Regular expressions (PostgreSQL's dialect) that a text must match; LIKE patterns come translated.</summary>
    public IReadOnlyList<TextPattern> Patterns { get; init; } = [];

    /// <summary>Whether NULL is refused (beyond what the column itself says).</summary>
    public bool NotNull { get; init; }

    /// <summary>Whether only NULL is possible.</summary>
    public bool MustBeNull { get; init; }

    /// <summary>Whether text must equal its own lower or upper case.</summary>
    public LetterCase Case { get; init; }

    /// <summary>Whether text must not start or end with a space (<c>trim(x) = x</c>).</summary>
    public bool Trimmed { get; init; }

    /// <summary>
    /// The kinds that a JSON value may be of (<c>object</c>, <c>array</c>, <c>string</c>, <c>number</c>, <c>boolean</c>, <c>null</c>), or
    /// null for any.
    /// </summary>
    public IReadOnlyList<string>? JsonKinds { get; init; }

    /// <summary>
    /// What is left of a value's parts: an array's elements as <see cref="Elements"/>, a composite's fields by name, a range's bounds as <c>lower</c> and <c>upper</c>, a JSON object's
    /// members by key
    /// (a member's domain speaks of its text; <see cref="NotNull"/> means that the key must be there).
    /// </summary>
    public IReadOnlyDictionary<string, ColumnDomain> Parts { get; init; } = ImmutableDictionary<string, ColumnDomain>.Empty;

    /// <summary>
    /// Where not empty: the value must lie in one of these, within all that is said above (which is then their hull). Found where a
    /// condition
    /// joins several ranges or shapes of one column by OR.
    /// </summary>
    public IReadOnlyList<ColumnDomain> Alternatives { get; init; } = [];

    /// <summary>The names of the constraints that shaped the domain, for messages.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Whether nothing is known.</summary>
    public bool IsAny => From.Count == 0;

    /// <summary>Whether no value at all is left: the table cannot be filled, unless NULL is allowed.</summary>
    public bool IsEmpty { get; init; }
}

/// <summary>A pattern that a text must match or must not match.</summary>
/// <param name="Regex">The regular expression, unanchored unless it says so.</param>
/// <param name="IgnoreCase">Whether case is ignored (<c>~*</c>, <c>ILIKE</c>).</param>
/// <param name="IsNegated">Whether the text must not match.</param>
sealed record TextPattern(string Regex, bool IgnoreCase, bool IsNegated);

/// <summary>A demand on the case of letters.</summary>
enum LetterCase
{
    Any,
    Lower,
    Upper,
}

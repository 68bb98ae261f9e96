using FraiseqlData.Constraints;

namespace FraiseqlData.Generation.Text;

/// <summary>What a column demands of its texts.</summary>
sealed class TextShape
{
    readonly HashSet<string> _refused;

    public TextShape(ColumnDomain domain, int? columnLength, bool ignoresTrailingSpaces, bool ignoresCase, PatternMatcher? matcher)
    {
        MinLength = Math.Max(domain.MinLength ?? 0, 0);
        MaxLength = Math.Min(domain.MaxLength ?? int.MaxValue, columnLength ?? int.MaxValue);
        Case = domain.Case;
        Trimmed = domain.Trimmed || ignoresTrailingSpaces;
        Matcher = matcher;
        _refused = new(domain.Refused.OfType<string>(), ignoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        // A character(n) is padded before a pattern sees it.
        if (ignoresTrailingSpaces && Matcher is not null && columnLength is { } length)
            MinLength = Math.Min(length, MaxLength);
    }

    public int MinLength { get; }

    public int MaxLength { get; }

    /// <summary>Whether no text is refused one by one.</summary>
    public bool RefusesNothing => _refused.Count == 0;

    /// <summary>The lengths that fit.</summary>
    public TextRoom Room => new(MinLength, MaxLength);

    public LetterCase Case { get; }

    public bool Trimmed { get; }

    /// <summary>The patterns, or null for none.</summary>
    public PatternMatcher? Matcher { get; }

    /// <summary>The text in the demanded case, or null where it does not fit.</summary>
    public string? Fit(string text)
    {
        text = Case switch
        {
            LetterCase.Lower => text.ToLowerInvariant(),
            LetterCase.Upper => text.ToUpperInvariant(),
            _ => text,
        };
        if (text.Length < MinLength || text.Length > MaxLength || (Trimmed && text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')))
            return null;
        if (_refused.Count > 0 && _refused.Contains(text))
            return null;
        return Matcher is null || Matcher.Matches(text) ? text : null;
    }

    /// <summary>The first characters of a text, no trailing space, at the most so many.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        return text[..length].TrimEnd();
    }
}

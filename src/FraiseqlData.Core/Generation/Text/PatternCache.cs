using FraiseqlData.Constraints;

namespace FraiseqlData.Generation.Text;

/// <summary>Keeps what was made of patterns: the columns of a domain, and those of like tables, have the same. Not safe for concurrent use.</summary>
sealed class PatternCache
{
    readonly Dictionary<string, PatternMatcher?> _matchers = new(StringComparer.Ordinal);
    readonly Dictionary<(PatternMatcher, TextRoom, LetterCase, bool, bool), PatternText?> _texts = [];

    /// <summary>The matcher of patterns that must all hold, or null where there is none that is understood.</summary>
    public PatternMatcher? Matcher(IReadOnlyList<TextPattern> patterns)
    {
        if (patterns.Count == 0)
            return null;
        var key = string.Join('\0', patterns.Select(p => $"{(p.IsNegated ? '!' : '=')}{(p.IgnoreCase ? 'i' : 'c')}{p.Regex}"));
        return _matchers.TryGetValue(key, out var known) ? known : _matchers[key] = PatternMatcher.Of(patterns);
    }

    /// <summary>The texts of a shape with a matcher, made by <paramref name="make"/> the first time.</summary>
    public PatternText? Texts(TextShape shape, bool ignoresCase, Func<PatternText?> make)
    {
        var key = (shape.Matcher!, shape.Room, shape.Case, shape.Trimmed, ignoresCase);
        return _texts.TryGetValue(key, out var known) ? known : _texts[key] = make();
    }
}

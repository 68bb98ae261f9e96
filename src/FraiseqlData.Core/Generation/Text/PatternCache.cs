using System.Collections.Concurrent;
using FraiseqlData.Constraints;

namespace FraiseqlData.Generation.Text;

/// <summary>Keeps what was made of patterns: the columns of a domain, and those of like tables, have the same..</summary>
sealed class PatternCache
{
    readonly ConcurrentDictionary<string, PatternMatcher?> _matchers = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(PatternMatcher, TextRoom, LetterCase, bool, bool), PatternText?> _texts = [];

    /// <summary>The matcher of patterns that must all hold, or null where there is none that is understood.</summary>
    public PatternMatcher? Matcher(IReadOnlyList<TextPattern> patterns)
    {
        if (patterns.Count == 0)
            return null;
        var key = string.Join('\0', patterns.Select(p => $"{(p.IsNegated ? '!' : '=')}{(p.IgnoreCase ? 'i' : 'c')}{p.Regex}"));
        return _matchers.GetOrAdd(key, _ => PatternMatcher.Of(patterns));
    }

    /// <summary>The texts of a shape with a matcher, made by <paramref name="make"/> the first time.</summary>
    public PatternText? Texts(TextShape shape, bool ignoresCase, Func<PatternText?> make)
    {
        return _texts.GetOrAdd((shape.Matcher!, shape.Room, shape.Case, shape.Trimmed, ignoresCase), _ => make());
    }
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Matches text against LIKE patterns and PostgreSQL's regular expressions.</summary>
sealed class PatternMatcher
{
    const int MostKept = 1024;

    static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);

    // An automaton is dear to build, and like columns of many tables have the same pattern.
    static readonly ConcurrentDictionary<(string Pattern, bool IgnoreCase), PatternMatcher?> Kept = [];

    readonly Regex _regex;
    readonly bool _dependsOnLocale;

    PatternMatcher(Regex regex, bool dependsOnLocale) => (_regex, _dependsOnLocale) = (regex, dependsOnLocale);

    /// <summary>A matcher of a regular expression, or null where it is not understood here.</summary>
    public static PatternMatcher? Create(string pattern, bool ignoreCase)
    {
        if (Kept.TryGetValue((pattern, ignoreCase), out var known))
            return known;
        if (Kept.Count >= MostKept)
            Kept.Clear();
        return Kept[(pattern, ignoreCase)] = Build(pattern, ignoreCase);
    }

    static PatternMatcher? Build(string pattern, bool ignoreCase)
    {
        if (!Ascii.IsValid(pattern) && ignoreCase || RegexTranslator.Translate(pattern, ignoreCase) is not { } translated)
            return null;
        try
        {
            return new PatternMatcher(new Regex(translated.Pattern, translated.Options, Limit), true);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A matcher of a LIKE pattern, or null where the pattern is not valid.</summary>
    public static PatternMatcher? CreateLike(string pattern, bool ignoreCase) =>
        LikeToRegex(pattern) is { } regex && Create(regex, ignoreCase) is { } matcher ? new PatternMatcher(matcher._regex, ignoreCase)
            : null;

    /// <summary>
    /// Whether the text matches, or null where that is not known: classes of characters outside ASCII depend on the locale.
    /// </summary>
    public bool? IsMatch(string text)
    {
        if (_dependsOnLocale && !Ascii.IsValid(text) || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return null;
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The text with matches replaced by a literal text, or null where that is not known.</summary>
    public string? Replace(string text, string replacement, bool all)
    {
        // Where several matches start alike PostgreSQL takes the longest, .NET the first alternative.
        if (IsMatch(text) is null || _regex.ToString().AsSpan().ContainsAny('|', '?'))
            return null;
        return _regex.Replace(text, replacement.Replace("$", "$$", StringComparison.Ordinal), all ? -1 : 1);
    }

    /// <summary>A LIKE pattern as an anchored regular expression of PostgreSQL's, or null where it ends within an escape.</summary>
    public static string? LikeToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                if (++i == pattern.Length)
                    return null;
                AppendLiteral(regex, pattern[i]);
            }
            else if (c is '%')
            {
                _ = regex.Append(".*");
            }
            else if (c is '_')
            {
                _ = regex.Append('.');
            }
            else
            {
                AppendLiteral(regex, c);
            }
        }
        return regex.Append('$').ToString();
    }

    /// <summary>The text that a LIKE pattern with no wildcard stands for, or null.</summary>
    public static string? LikeToText(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '%' or '_' || pattern[i] == '\\' && ++i == pattern.Length)
                return null;
            _ = text.Append(pattern[i]);
        }
        return text.ToString();
    }

    /// <summary>
    /// What <c>similar_to_escape</c> gives: a SIMILAR TO pattern as a regular expression; null where it uses its substring markers.
    /// </summary>
    public static string? SimilarToRegex(string pattern, char? escape = '\\')
    {
        var regex = new StringBuilder("^(?:");
        var inBracket = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == escape)
            {
                if (++i == pattern.Length || pattern[i] == '"')
                    return null;
                _ = regex.Append('\\').Append(pattern[i]);
            }
            else if (inBracket)
            {
                _ = regex.Append(c == '\\' ? "\\\\" : c.ToString());
                inBracket = c != ']';
            }
            else
            {
                inBracket = c == '[';
                _ = c switch
                {
                    '%' => regex.Append(".*"),
                    '_' => regex.Append('.'),
                    '(' => regex.Append("(?:"),
                    '\\' or '.' or '^' or '$' => regex.Append('\\').Append(c),
                    _ => regex.Append(c),
                };
            }
        }
        return regex.Append(")$").ToString();
    }

    static void AppendLiteral(StringBuilder regex, char c)
    {
        if (".*+?()[]{}|\\^$".Contains(c, StringComparison.Ordinal))
            _ = regex.Append('\\');
        _ = regex.Append(c);
    }
}

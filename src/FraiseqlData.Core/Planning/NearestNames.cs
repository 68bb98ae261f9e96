namespace FraiseqlData.Planning;

/// <summary>Finds the names that a misspelt one may have meant.</summary>
public static class NearestNames
{
    const int Most = 3;

    /// <summary>The nearest names by edit distance, best first; none that differs in more than a third of its letters.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">The names that there are.</param>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> candidates) =>
        [.. candidates.Distinct()
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .Where(x => x.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(x => x.Distance).ThenBy(x => x.Name, StringComparer.Ordinal)
            .Take(Most).Select(x => x.Name)];

    /// <summary>The nearest names as a question for the end of a message, with a space before it; nothing where there are none.</summary>
    /// <param name="nearest">The names, best first.</param>
    public static string DidYouMean(IReadOnlyList<string> nearest) => nearest.Count switch
    {
        0 => "",
        1 => $" Did you mean '{nearest[0]}'?",
        _ => $" Did you mean {string.Join(", ", nearest.SkipLast(1).Select(n => $"'{n}'"))} or '{nearest[^1]}'?",
    };

    /// <summary>The optimal string alignment distance, ignoring case: insertions, deletions, replacements and neighbours swapped.</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }

    static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}

using System.Collections.Concurrent;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>A rule that a column's name meets.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Name">The rule's name that was met.</param>
/// <param name="Score">How well; higher is better.</param>
sealed record RuleMatch(NameRule Rule, string Name, int Score);

/// <summary>Finds the rules that a column's name meets, the best first.</summary>
sealed class RuleMatcher
{
    const int Whole = 3000;
    const int WholeInTable = 2500;
    const int End = 1000;
    const int Start = 400;
    const int PerWord = 100;
    const int BelongsToThing = 450;
    const int MostKept = 20_000;

    // Words behind a name that do not change what it is.
    static readonly HashSet<string> Qualifiers = new(StringComparer.Ordinal)
    {
        "address", "number", "no", "nr", "text", "string", "str", "value", "amount", "html", "raw", "plain", "eur", "usd", "gbp", "chf", "cents", "kg", "g", "cm", "mm", "m", "km", "utc",
        "original", "primary", "secondary", "main", "alt", "alternative", "new", "old", "current", "display", "internal", "public", "official", "preferred", "full", "short",
    };

    // The same names are asked for again and again: for a column's source, for its meaning, in every plan.
    readonly ConcurrentDictionary<(ColumnWords Thing, ColumnWords Words), RuleMatch[]> _met = [];

    // About how many; the dictionary's own count takes all its locks.
    int _kept;

    // By the whole name, and by its first and last word: what a column's name can meet at all.
    readonly Dictionary<string, List<Pattern>> _candidates = new(StringComparer.Ordinal);

    public RuleMatcher(IEnumerable<NameRule> rules)
    {
        var place = 0;
        foreach (var rule in rules)
        {
            var things = rule.Of?.Split('|').Select(t => t.Split(' ')).ToArray();
            foreach (var name in rule.Names.Split('|'))
            {
                var pattern = new Pattern(place++, rule, name, ColumnWords.WithoutParticles(name.TrimStart('=').Split(' ')), things);
                foreach (var key in (things ?? []).Select(t => string.Concat(t) + pattern.Joined).Append(pattern.Joined))
                    Add(key, pattern);
                Add("^" + pattern.Words[0], pattern);
                Add("$" + pattern.Words[^1], pattern);
            }
        }
    }

    /// <summary>The rules that the name meets, the best first; equals in the order of the table.</summary>
    /// <param name="table">The column's table.</param>
    /// <param name="words">The column's name.</param>
    /// <param name="users">The names of the tables that refer to the column's.</param>
    public IEnumerable<RuleMatch> Find(Table table, ColumnWords words, IEnumerable<string> users)
    {
        var thing = ColumnWords.OfTable(table.Name.Name);
        if (_kept > MostKept)
        {
            _kept = 0;
            _met.Clear();
        }
        return _met.GetOrAdd((thing, words), key => Met(key.Thing, key.Words))
            .Where(m => (m.Rule.Beside is null || IsBeside(table, m.Rule.Beside)) && (m.Rule.For is null || IsFor(users, m.Rule.For)));
    }

    /// <summary>The rules that a name meets whatever else is in its table, the best first.</summary>
    RuleMatch[] Met(ColumnWords thing, ColumnWords words)
    {
        _ = Interlocked.Increment(ref _kept);
        var own = words.Without(thing);
        return [.. Candidates(words).Concat(own is null ? [] : Candidates(own)).Distinct()
            .Select(p => (Pattern: p, Score: Score(p, thing, words, own)))
            .Where(m => m.Score > 0)
            .OrderByDescending(m => m.Score).ThenBy(m => m.Pattern.Place)
            .Select(m => new RuleMatch(m.Pattern.Rule, m.Pattern.Name.TrimStart('='), m.Score))];
    }

    void Add(string key, Pattern pattern)
    {
        if (!_candidates.TryGetValue(key, out var list))
            _candidates[key] = list = [];
        list.Add(pattern);
    }

    IEnumerable<Pattern> Candidates(ColumnWords words) =>
        new[] { words.Joined, "^" + words.Words[0], "$" + words.Words[^1] }.SelectMany(key => _candidates.GetValueOrDefault(key, []));

    static int Score(Pattern pattern, ColumnWords thing, ColumnWords words, ColumnWords? own)
    {
        if (pattern.Things is null)
            return Math.Max(Met(pattern, words, Whole), own is null ? 0 : Met(pattern, own, WholeInTable));
        // name in a table of cities, city_name in any table; a phone type rather than any type
        if (pattern.Things.Where(t => EndsWith(thing.Words, t)).Max(t => (int?)t.Length) is { } size)
        {
            if (Equal(words, pattern))
                return Whole + BelongsToThing + size;
            if (own is not null && Equal(own, pattern))
                return WholeInTable + BelongsToThing + size;
        }
        foreach (var other in pattern.Things)
        {
            if (EndsWith(words.Words, [.. other, .. pattern.Words]))
                return End + BelongsToThing + PerWord * (pattern.Words.Length + other.Length);
        }
        return 0;
    }

    static int Met(Pattern pattern, ColumnWords words, int whole)
    {
        var size = PerWord * pattern.Words.Length + pattern.Joined.Length;
        if (Equal(words, pattern))
            return whole + size;
        if (pattern.Name[0] == '=')
            return 0;
        if (words.Words.Count <= pattern.Words.Length)
            return 0;
        if (words.Words.Skip(words.Words.Count - pattern.Words.Length).SequenceEqual(pattern.Words))
            return End + size;
        var rest = words.Words.Skip(pattern.Words.Length);
        return words.Words.Take(pattern.Words.Length).SequenceEqual(pattern.Words) && rest.All(w => Qualifiers.Contains(w) || w.All(char.IsAsciiDigit)) ? Start + size : 0;
    }

    static bool IsBeside(Table table, string names) =>
        table.Columns.Select(c => ColumnWords.OfColumn(c.Name).Joined).Any(column => names.Split('|').Any(n => column.EndsWith(n, StringComparison.Ordinal)));

    static bool IsFor(IEnumerable<string> users, string things) =>
        users.Any(user => ColumnWords.OfTable(user).Words.Intersect(things.Split('|')).Any());

    static bool Equal(ColumnWords words, Pattern pattern) => words.Joined == pattern.Joined;

    static bool EndsWith(IReadOnlyList<string> words, IReadOnlyList<string> end) => words.Count >= end.Count && words.Skip(words.Count - end.Count).SequenceEqual(end);

    sealed record Pattern(int Place, NameRule Rule, string Name, string[] Words, string[][]? Things)
    {
        public string Joined { get; } = string.Concat(Words);

        public bool Equals(Pattern? other) => other?.Place == Place;

        public override int GetHashCode() => Place;
    }
}

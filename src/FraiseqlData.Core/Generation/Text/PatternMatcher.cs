using Fare;
using FraiseqlData.Constraints;

namespace FraiseqlData.Generation.Text;

/// <summary>The texts that satisfy a set of patterns, as one deterministic automaton.</summary>
sealed class PatternMatcher
{
    PatternMatcher(List<(char Min, char Max, int To)[]> edges, List<bool> accepts, IReadOnlySet<char> punctuation) =>
        (Edges, Accepts, Punctuation) = (edges, accepts, punctuation);

    /// <summary>By state: the edges, ordered by their first character. State 0 is the first.</summary>
    public IReadOnlyList<(char Min, char Max, int To)[]> Edges { get; }

    /// <summary>By state: whether a text may end there.</summary>
    public IReadOnlyList<bool> Accepts { get; }

    /// <summary>The punctuation that the patterns name.</summary>
    public IReadOnlySet<char> Punctuation { get; }

    /// <summary>Builds the automaton, or null where there is no pattern that is understood. Those that are not, or that grow too large, are left to the row's check.</summary>
    public static PatternMatcher? Of(IReadOnlyList<TextPattern> patterns)
    {
        var punctuation = new HashSet<char>();
        Automaton? all = null;
        foreach (var pattern in patterns)
        {
            var named = pattern.IsNegated ? [] : punctuation;
            if (PatternReader.Read(pattern.Regex, pattern.IgnoreCase, named, mayTakeMore: !pattern.IsNegated) is { } one)
                all = BoundedAutomata.Intersect(all ?? PatternReader.Marked(), pattern.IsNegated ? one.Complement() : one) ?? all;
        }
        return all is null ? null : Unmark(all, punctuation);
    }

    /// <summary>Whether a text satisfies the patterns.</summary>
    public bool Matches(string text)
    {
        var state = 0;
        foreach (var c in text)
        {
            state = Step(state, c);
            if (state < 0)
                return false;
        }
        return Accepts[state];
    }

    int Step(int state, char c)
    {
        foreach (var (min, max, to) in Edges[state])
        {
            if (c >= min && c <= max)
                return to;
        }
        return -1;
    }

    /// <summary>Cuts the marks off both ends.</summary>
    static PatternMatcher Unmark(Automaton automaton, HashSet<char> punctuation)
    {
        automaton.RemoveDeadTransitions();
        var edges = new List<(char, char, int)[]>();
        var accepts = new List<bool>();
        if (automaton.Initial.Step(PatternReader.Begin) is not { } first)
            return new PatternMatcher([[]], [false], punctuation);
        var numbers = new Dictionary<int, int> { [first.Id] = 0 };
        var states = new List<State> { first };
        for (var i = 0; i < states.Count; i++)
        {
            var transitions = states[i].Transitions.Where(t => t.Min is not (PatternReader.Begin or PatternReader.End)).OrderBy(t => t.Min).ToList();
            foreach (var transition in transitions.Where(t => numbers.TryAdd(t.To.Id, numbers.Count)))
                states.Add(transition.To);
            edges.Add([.. transitions.Select(t => (t.Min, t.Max, numbers[t.To.Id]))]);
            accepts.Add(states[i].Step(PatternReader.End) is { Accept: true });
        }
        return new PatternMatcher(edges, accepts, punctuation);
    }
}

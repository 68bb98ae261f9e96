using Fare;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// Operations whose result may be far larger than what they are given (<c>(a|b)*a(a|b){20}</c> takes two million states to be deterministic):
/// done step by step, and given up when it grows beyond reason.
/// </summary>
static class BoundedAutomata
{
    /// <summary>The most states of an automaton.</summary>
    public const int MostStates = 2_000;

    /// <summary>The most transitions that are looked at on the way to one.</summary>
    const int MostSteps = 200_000;

    /// <summary>Whether so many copies of an automaton stay within reason.</summary>
    public static bool MayRepeat(Automaton automaton, int copies) => (long)copies * automaton.GetStates().Count <= MostStates;

    /// <summary>The automaton without choices (subset construction), or null where it would be too large.</summary>
    public static Automaton? Determinize(Automaton automaton)
    {
        if (automaton.IsDeterministic)
            return automaton;
        automaton.ExpandSingleton();
        var first = new HashSet<State> { automaton.Initial };
        var known = new Dictionary<HashSet<State>, State>(HashSet<State>.CreateSetComparer()) { [first] = new() };
        var open = new Queue<HashSet<State>>([first]);
        var steps = 0;
        while (open.TryDequeue(out var members))
        {
            var state = known[members];
            state.Accept = members.Any(m => m.Accept);
            var transitions = members.SelectMany(m => m.Transitions).ToList();
            foreach (var (from, to) in Pieces(transitions))
            {
                steps += transitions.Count;
                var targets = transitions.Where(t => t.Min <= from && to <= t.Max).Select(t => t.To).ToHashSet();
                if (targets.Count == 0)
                    continue;
                if (!known.TryGetValue(targets, out var target))
                {
                    known[targets] = target = new State();
                    open.Enqueue(targets);
                }
                state.Transitions.Add(new Transition(from, to, target));
            }
            if (steps > MostSteps || known.Count > MostStates)
                return null;
        }
        return new Automaton { Initial = known[first], IsDeterministic = true };
    }

    /// <summary>What both take, of automata without choices; null where it would be too large.</summary>
    public static Automaton? Intersect(Automaton one, Automaton other) =>
        (long)one.GetStates().Count * other.GetStates().Count > MostSteps ? null : Determinize(one.Intersection(other));

    /// <summary>The pieces into which the ends of transitions cut the characters, in order.</summary>
    static IEnumerable<(char From, char To)> Pieces(List<Transition> transitions)
    {
        var starts = new SortedSet<int>(transitions.SelectMany(t => new[] { (int)t.Min, t.Max + 1 }));
        int? last = null;
        foreach (var start in starts)
        {
            if (last is { } from)
                yield return ((char)from, (char)(start - 1));
            last = start;
        }
    }
}

using System.Globalization;

namespace FraiseqlData.Generation.Text;

/// <summary>
/// The texts that an automaton accepts, within lengths and letters that look natural, counted so that each has an index.
/// </summary>
sealed class PatternText : TextSpace
{
    const int MoreThanShortest = 12;

    // Numbers of 16 bytes, one for each state and length.
    const int MostCounts = 4_000_000;

    readonly (char From, char To, int Next)[][] _choices;
    readonly int[] _lengths;
    readonly List<UInt128[]> _counts = [];
    readonly int _shortest;
    readonly int _longest = -1;
    readonly UInt128 _total;

    /// <summary>Creates the space; empty where no such text exists.</summary>
    /// <param name="matcher">The automaton.</param>
    /// <param name="minLength">The least length.</param>
    /// <param name="maxLength">The greatest length.</param>
    /// <param name="letters">The ranges of letters to use, ordered; only these.</param>
    public PatternText(PatternMatcher matcher, int minLength, int maxLength, IReadOnlyList<(char From, char To)> letters)
    {
        _choices = [.. matcher.Edges.Select(edges => Clip(edges, letters))];
        var states = matcher.Edges.Count;
        var limit = Math.Min(Math.Min(maxLength, Math.Max(minLength, states) + MoreThanShortest), MostCounts / states);
        _counts.Add([.. matcher.Accepts.Select(a => a ? UInt128.One : 0)]);
        for (var length = 0; length <= limit; length++)
        {
            if (length > 0)
                _counts.Add([.. Enumerable.Range(0, states).Select(s => Longer(s, _counts[length - 1]))]);
            if (length < minLength || _counts[length][0] == 0)
                continue;
            if (_longest < 0)
                _shortest = length;
            _longest = length;
            limit = Math.Min(limit, _shortest + MoreThanShortest);
        }
        // Lengths are equally likely; there are always more long texts than short ones.
        _lengths = [.. Enumerable.Range(_shortest, _longest - _shortest + 1).Where(l => _counts[l][0] > 0)];
        for (var length = _shortest; length <= _longest; length++)
            _total = Cap(_total + _counts[length][0]);
        Count = (ulong)UInt128.Min(_total, 1UL << 62);
    }

    public override ulong Count { get; }

    public override bool IsEmpty => Count == 0;

    public override int Shortest => _shortest;

    public override int Longest => _longest;

    public override bool TakesNumbers => false;

    public override int NumberOverhead => 0;

    public override string Draw(ref CellRandom random)
    {
        var length = _lengths[random.Next(_lengths.Length)];
        var count = _counts[length][0];
        var rank = new UInt128(random.NextUInt64(), random.NextUInt64());
        return Unrank(length, rank % count);
    }

    public override string At(ulong index, ref CellRandom random)
    {
        // Spread over all texts, so that they differ in more than their last letters.
        var rank = index * UInt128.Max(_total >> 62, 1);
        var length = _shortest;
        for (; rank >= _counts[length][0]; length++)
            rank -= _counts[length][0];
        return Unrank(length, rank);
    }

    public override string Numbered(string text, ulong number) => throw new InvalidOperationException(
        string.Create(CultureInfo.InvariantCulture, $"A text of a pattern takes no number ({number})."));

    string Unrank(int length, UInt128 rank)
    {
        Span<char> text = length <= 256 ? stackalloc char[length] : new char[length];
        var state = 0;
        for (var i = 0; i < length; i++)
        {
            var rest = _counts[length - i - 1];
            foreach (var (from, to, next) in _choices[state])
            {
                var each = rest[next];
                var all = each * (UInt128)(to - from + 1);
                if (rank < all)
                {
                    text[i] = (char)(from + (int)(rank / each));
                    rank %= each;
                    state = next;
                    break;
                }
                rank -= all;
            }
        }
        return new string(text);
    }

    UInt128 Longer(int state, UInt128[] shorter)
    {
        var count = UInt128.Zero;
        foreach (var (from, to, next) in _choices[state])
            count = Cap(count + shorter[next] * (UInt128)(to - from + 1));
        return count;
    }

    /// <summary>The letters that lead on from a state, in order.</summary>
    static (char From, char To, int Next)[] Clip((char Min, char Max, int To)[] edges, IReadOnlyList<(char From, char To)> letters) =>
        [.. edges.SelectMany(e => letters.Where(l => l.From <= e.Max && l.To >= e.Min).Select(l => ((char)Math.Max(l.From, e.Min), (char)Math.Min(l.To, e.Max), e.To)))];

    // Far above any index, far below overflow when multiplied by an alphabet.
    static UInt128 Cap(UInt128 count) => UInt128.Min(count, UInt128.One << 100);
}

namespace FraiseqlData.Generation.Sources;

/// <summary>The whole numbers from <see cref="Low"/> to <see cref="High"/> but for some gaps, in order.</summary>
sealed class LongSpace
{
    const ulong Most = 1UL << 62;

    // Runs of numbers without a gap, and how many numbers lie below each.
    readonly long[] _firsts;
    readonly long[] _lasts;
    readonly ulong[] _below;

    /// <summary>Creates a space; empty where <paramref name="low"/> is above <paramref name="high"/>.</summary>
    public LongSpace(long low, long high, IEnumerable<long>? holes = null)
        : this(low, high, low > high ? [] : [.. Between(low, high, holes ?? [])])
    {
    }

    LongSpace(long low, long high, IReadOnlyList<(long First, long Last)> runs)
    {
        (Low, High) = (low, high);
        (_firsts, _lasts, _below) = ([.. runs.Select(r => r.First)], [.. runs.Select(r => r.Last)], new ulong[runs.Count]);
        for (var i = 0; i < runs.Count; i++)
        {
            _below[i] = Count;
            Count = Math.Min(Count + Math.Min((ulong)(_lasts[i] - _firsts[i]), Most - 1) + 1, Most);
        }
    }

    public long Low { get; }

    public long High { get; }

    /// <summary>How many numbers there are, capped at 2^62.</summary>
    public ulong Count { get; }

    /// <summary>The numbers of several spaces.</summary>
    /// <param name="spaces">The spaces; not empty.</param>
    public static LongSpace Union(IEnumerable<LongSpace> spaces)
    {
        var runs = new List<(long First, long Last)>();
        foreach (var (first, last) in spaces.SelectMany(s => s._firsts.Zip(s._lasts)).Order())
        {
            if (runs is [.., var before] && first <= (before.Last == long.MaxValue ? before.Last : before.Last + 1))
                runs[^1] = (before.First, Math.Max(before.Last, last));
            else
                runs.Add((first, last));
        }
        return runs.Count == 0 ? new LongSpace(0, -1) : new LongSpace(runs[0].First, runs[^1].Last, runs);
    }

    /// <summary>Whether a number is one of the space's.</summary>
    public bool Contains(long number) => RunOf(number) is >= 0 and var run && number <= _lasts[run];

    /// <summary>The number of that rank, from 0.</summary>
    public long At(ulong rank)
    {
        var at = Array.BinarySearch(_below, rank);
        var run = at < 0 ? ~at - 1 : at;
        return _firsts[run] + (long)(rank - _below[run]);
    }

    /// <summary>How many of the space's numbers are smaller than the given one.</summary>
    public ulong RankOf(long value) => RunOf(value) is >= 0 and var run ? _below[run] + (value > _lasts[run] ? (ulong)(_lasts[run] - _firsts[run]) + 1 : (ulong)(value - _firsts[run])) : 0;

    /// <summary>The number of the space that lies nearest to a number.</summary>
    public long Nearest(double value)
    {
        var nearest = (long)Math.Clamp(Math.Round(value), Low, High);
        var run = RunOf(nearest);
        if (run >= 0 && nearest <= _lasts[run])
            return nearest;
        return run < 0 || run + 1 < _firsts.Length && _firsts[run + 1] - nearest <= nearest - _lasts[run] ? _firsts[run + 1] : _lasts[run];
    }

    /// <summary>One of the space's numbers between two others, both included; null where none lies there.</summary>
    public long? Draw(long low, long high, ref CellRandom random)
    {
        (low, high) = (Math.Max(low, Low), Math.Min(high, High));
        if (low > high)
            return null;
        if (_firsts.Length == 1 && low >= _firsts[0] && high <= _lasts[0])
            return random.Between(low, high);
        var (first, last) = (RankOf(low), RankOf(high) + (Contains(high) ? 1UL : 0));
        return first == last ? null : At(first + random.Next(last - first));
    }

    /// <summary>The part of the space between two numbers.</summary>
    public LongSpace Clip(long low, long high)
    {
        (low, high) = (Math.Max(low, Low), Math.Min(high, High));
        return new(low, high, low > high ? [] : [.. _firsts.Zip(_lasts).Where(r => r.First <= high && r.Second >= low).Select(r => (Math.Max(r.First, low), Math.Min(r.Second, high)))]);
    }

    /// <summary>The last run that begins at a number or before it; negative for none.</summary>
    int RunOf(long number)
    {
        if (_firsts.Length == 1)
            return number >= _firsts[0] ? 0 : -1;
        var at = Array.BinarySearch(_firsts, number);
        return at < 0 ? ~at - 1 : at;
    }

    static IEnumerable<(long First, long Last)> Between(long low, long high, IEnumerable<long> holes)
    {
        foreach (var hole in holes.Where(h => h >= low && h <= high).Distinct().Order())
        {
            if (low < hole)
                yield return (low, hole - 1);
            if (hole == long.MaxValue)
                yield break;
            low = hole + 1;
        }
        if (low <= high)
            yield return (low, high);
    }
}

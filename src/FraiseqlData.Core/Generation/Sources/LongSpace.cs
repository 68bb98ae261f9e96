namespace FraiseqlData.Generation.Sources;

/// <summary>The whole numbers from <see cref="Low"/> to <see cref="High"/> but for some holes, in order.</summary>
sealed class LongSpace
{
    readonly long[] _holes;

    /// <summary>Creates a space; empty where <paramref name="low"/> is above <paramref name="high"/>.</summary>
    public LongSpace(long low, long high, IEnumerable<long>? holes = null)
    {
        (Low, High) = (low, high);
        _holes = [.. (holes ?? []).Where(h => h >= low && h <= high).Distinct().Order()];
        if (low > high)
            return;
        var size = (ulong)(high - low);
        Count = Math.Min(size == ulong.MaxValue ? size : size + 1, 1UL << 62) - (ulong)_holes.Length;
    }

    public long Low { get; }

    public long High { get; }

    /// <summary>How many numbers there are, capped at 2^62.</summary>
    public ulong Count { get; }

    /// <summary>Whether a number is one of the space's.</summary>
    public bool Contains(long number) => number >= Low && number <= High && (_holes.Length == 0 || Array.BinarySearch(_holes, number) < 0);

    /// <summary>The number of that rank, from 0.</summary>
    public long At(ulong rank)
    {
        // As many holes lie below as stand before the first one whose own rank is higher.
        var (low, high) = (0, _holes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((ulong)(_holes[middle] - Low) - (ulong)middle > rank)
                high = middle;
            else
                low = middle + 1;
        }
        return Low + (long)rank + low;
    }

    /// <summary>How many of the space's numbers are smaller than the given one.</summary>
    public ulong RankOf(long value)
    {
        var at = Array.BinarySearch(_holes, value);
        return (ulong)(value - Low) - (ulong)(at < 0 ? ~at : at);
    }

    /// <summary>The number of the space that lies nearest to a number.</summary>
    public long Nearest(double value)
    {
        var nearest = (long)Math.Clamp(Math.Round(value), Low, High);
        var (up, down) = (nearest, nearest);
        while (Array.BinarySearch(_holes, up) >= 0)
            up++;
        while (Array.BinarySearch(_holes, down) >= 0)
            down--;
        return up <= High && (down < Low || up - nearest <= nearest - down) ? up : down;
    }

    /// <summary>One of the space's numbers between two others, both included; null where none lies there.</summary>
    public long? Draw(long low, long high, ref CellRandom random)
    {
        (low, high) = (Math.Max(low, Low), Math.Min(high, High));
        if (low > high)
            return null;
        if (_holes.Length == 0)
            return random.Between(low, high);
        var (first, last) = (RankOf(low), RankOf(high) + (Contains(high) ? 1UL : 0));
        return first == last ? null : At(first + random.Next(last - first));
    }

    /// <summary>The part of the space between two numbers.</summary>
    public LongSpace Clip(long low, long high) => new(Math.Max(low, Low), Math.Min(high, High), _holes);
}

namespace FraiseqlData.Generation;

/// <summary>
/// The random stream of one cell: a pure function of (seed, schema.table.column, instance, attempt).
/// Counter-based: the n-th number is a mix of the cell's key and n, so a cell can be computed without its neighbours.
/// The mixer is SplitMix64's finaliser (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
/// </summary>
struct CellRandom
{
    const ulong Gamma = 0x9E3779B97F4A7C15;

    ulong _state;

    CellRandom(ulong state) => _state = state;

    /// <summary>The stream of a cell.</summary>
    /// <param name="streamKey">The column's key, from <see cref="StreamKey"/>.</param>
    /// <param name="instance">The row's instance number.</param>
    /// <param name="attempt">0, or the number of values that were refused before.</param>
    public static CellRandom For(ulong streamKey, long instance, int attempt = 0) =>
        new(Mix(streamKey ^ Mix((ulong)instance * Gamma + (ulong)attempt * 0xD1B54A32D192ED03)));

    /// <summary>A key for a column's stream.</summary>
    /// <param name="seed">The plan's seed.</param>
    /// <param name="name">What the stream is for, usually <c>schema.table.column</c>.</param>
    public static ulong StreamKey(long seed, string name)
    {
        // FNV-1a over UTF-16 code units, then mixed: stable across processes, unlike string.GetHashCode.
        var hash = 0xCBF29CE484222325;
        foreach (var c in name)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash ^ Mix((ulong)seed));
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += Gamma);

    /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1, without bias worth speaking of (Lemire's multiplication).</summary>
    public ulong Next(ulong exclusiveMax) => Math.BigMul(NextUInt64(), exclusiveMax, out _);

    /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public int Next(int exclusiveMax) => (int)Next((ulong)exclusiveMax);

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public long Between(long min, long max)
    {
        var span = (ulong)(max - min) + 1;
        return span == 0 ? (long)NextUInt64() : min + (long)Next(span);
    }

    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>One of a list's elements.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

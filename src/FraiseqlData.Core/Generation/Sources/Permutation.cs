namespace FraiseqlData.Generation.Sources;

/// <summary>
/// A keyed bijection of the numbers from 0 to n - 1 onto themselves: a Feistel network over the next even number of bits,
/// walked along its cycle until the result is below n. Looks random, repeats nothing, needs no memory.
/// </summary>
sealed class Permutation
{
    const int Rounds = 4;

    readonly ulong _count;
    readonly int _halfBits;
    readonly ulong _halfMask;
    readonly ulong[] _keys = new ulong[Rounds];

    /// <summary>Creates the bijection of a key.</summary>
    /// <param name="count">n, from 1 to 2^62.</param>
    /// <param name="key">Different keys give different orders.</param>
    public Permutation(ulong count, ulong key)
    {
        ArgumentOutOfRangeException.ThrowIfZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1UL << 62);
        _count = count;
        var bits = count == 1 ? 1 : 64 - System.Numerics.BitOperations.LeadingZeroCount(count - 1);
        _halfBits = (bits + 1) / 2;
        _halfMask = (1UL << _halfBits) - 1;
        for (var i = 0; i < Rounds; i++)
            _keys[i] = CellRandom.Mix(key + (ulong)(i + 1) * 0x9E3779B97F4A7C15);
    }

    /// <summary>n: how many numbers there are.</summary>
    public ulong Count => _count;

    /// <summary>The image of a number below <see cref="Count"/>.</summary>
    public ulong At(ulong index)
    {
        if (index >= _count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"The permutation has {_count} numbers.");
        if (_count == 1)
            return 0;
        do
            index = Encrypt(index);
        while (index >= _count);
        return index;
    }

    ulong Encrypt(ulong value)
    {
        var left = value >> _halfBits;
        var right = value & _halfMask;
        foreach (var key in _keys)
            (left, right) = (right, left ^ (CellRandom.Mix(right ^ key) & _halfMask));
        return (left << _halfBits) | right;
    }
}

using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation;

/// <summary>
/// The order in which a unique key's combinations are used: a bijection of indexes onto combinations of its factors' digits. Without it rows would be
/// counted out, the last factors staying the same for all of them. Factors whose values come in any order are walked together, scattered by a permutation;
/// behind them each factor starts where a hash of what stands before it says.
/// </summary>
sealed class KeyWalk
{
    const ulong MostScattered = 1000;
    const ulong MostTogether = 1UL << 62;

    readonly KeyFactor[] _factors;
    readonly int _together;
    readonly ulong _size;
    readonly Permutation? _order;
    readonly ulong _key;

    /// <summary>Creates the order.</summary>
    /// <param name="factors">The key's factors, of which the first changes fastest.</param>
    /// <param name="key">Different keys give different orders.</param>
    public KeyWalk(IReadOnlyList<KeyFactor> factors, ulong key)
    {
        _key = key;
        var (together, behind, size) = (new List<KeyFactor>(), new List<KeyFactor>(), UInt128.One);
        foreach (var factor in factors)
        {
            var isOpen = (factor.Interchangeable == factor.Size || factor.Size < MostScattered) && size * factor.Size <= MostTogether;
            (isOpen ? together : behind).Add(factor);
            size *= isOpen ? factor.Size : 1UL;
        }
        // A single factor keeps its order, which is good for the index.
        (_factors, _together, _size) = ([.. together, .. behind], together.Count, (ulong)size);
        _order = together.Count > 1 ? new Permutation(_size, key) : null;
    }

    /// <summary>Writes the combination of an index into a row.</summary>
    public void Write(RowBatch batch, int row, ulong index)
    {
        var (rest, first) = Math.DivRem(index, _size);
        var before = first;
        first = _order?.At(first) ?? first;
        for (var i = 0; i < _factors.Length; i++)
        {
            var factor = _factors[i];
            ulong digit;
            if (i < _together)
            {
                (first, digit) = Math.DivRem(first, factor.Size);
            }
            else
            {
                (rest, digit) = Math.DivRem(rest, factor.Size);
                var own = digit;
                if (i > 0 && digit < factor.Interchangeable)
                    digit = (ulong)(((UInt128)digit + CellRandom.Mix(_key ^ CellRandom.Mix(before + (ulong)i))) % factor.Interchangeable);
                before = CellRandom.Mix(before ^ own);
            }
            factor.Write(batch, row, digit);
        }
    }
}

namespace FraiseqlData.Generation;

/// <summary>The parents that a row can have: all, or a group.</summary>
readonly ref struct Candidates
{
    readonly ReadOnlySpan<int> _group;
    readonly bool _all;

    /// <summary>All of so many parents.</summary>
    public Candidates(long count) => (Count, _all) = (count, true);

    /// <summary>The parents of a group.</summary>
    public Candidates(ReadOnlySpan<int> group)
    {
        _group = group;
        Count = group.Length;
    }

    public long Count { get; }

    public long this[long index] => _all ? index : _group[(int)index];

    /// <summary>Those before a row of their own table; where there is none, the row itself if that is allowed.</summary>
    public Candidates Before(long ordinal, bool isOwnAllowed)
    {
        if (_all)
            return new Candidates(Math.Max(ordinal, isOwnAllowed ? 1 : 0));
        var (low, high) = (0, _group.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _group[middle] < ordinal ? (middle + 1, high) : (low, middle);
        }
        return new Candidates(_group[..(low == 0 && isOwnAllowed && _group.Length > 0 ? 1 : low)]);
    }
}

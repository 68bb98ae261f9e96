namespace FraiseqlData.Loading;

/// <summary>What a locked sequence and the columns that it feeds say.</summary>
/// <param name="LastValue">The value last given, or the first one to give.</param>
/// <param name="IsCalled">Whether <paramref name="LastValue"/> was given already.</param>
/// <param name="Increment">The step, not 0.</param>
/// <param name="Min">The smallest value that sequence and columns allow.</param>
/// <param name="Max">The greatest value that sequence and columns allow.</param>
/// <param name="Cycles">Whether the sequence starts again at its other end.</param>
/// <param name="Lowest">The smallest value among existing rows, null for none.</param>
/// <param name="Highest">The greatest value among existing rows, null for none.</param>
sealed record SequenceState(long LastValue, bool IsCalled, long Increment, long Min, long Max, bool Cycles, long? Lowest, long? Highest)
{
    /// <summary>The value that <c>nextval</c> would give; beyond the limits where the sequence is used up.</summary>
    public Int128 Next => IsCalled ? (Int128)LastValue + Increment : LastValue;

    /// <summary>The first value on the sequence's way that lies behind all existing rows.</summary>
    public Int128 NextPastRows
    {
        get
        {
            if ((Increment > 0 ? Highest : Lowest) is not { } edge)
                return Next;
            var distance = Increment > 0 ? edge - Next : Next - edge;
            return distance < 0 ? Next : Next + (distance / Step + 1) * Increment;
        }
    }

    Int128 Step => Int128.Abs(Increment);

    /// <summary>How many values there are from one on, without starting again.</summary>
    public Int128 Left(Int128 from)
    {
        var room = Increment > 0 ? Max - from : from - Min;
        return room < 0 ? 0 : room / Step + 1;
    }

    /// <summary>
    /// Where a block of values may begin, best first: behind all rows; else where the sequence is, or, where it starts again, at its other end.
    /// The latter must be free of existing rows, which the server has to say.
    /// </summary>
    public IEnumerable<Placement> Placements(long count)
    {
        var pastRows = NextPastRows;
        if (Left(pastRows) >= count)
            yield return new Placement((long)pastRows, MustBeFree: false, HasMoved: pastRows != Next);
        else if (pastRows != Next && Left(Next) >= count)
            yield return new Placement((long)Next, MustBeFree: true, HasMoved: false);
        var restart = Increment > 0 ? Min : Max;
        if (Cycles && Left(restart) >= count)
            yield return new Placement(restart, MustBeFree: true, HasMoved: false);
    }
}

/// <summary>A place for a block of keys.</summary>
/// <param name="Base">The first value.</param>
/// <param name="MustBeFree">Whether rows may have values of the block, which then cannot be used.</param>
/// <param name="HasMoved">Whether values were left out because rows may have them.</param>
readonly record struct Placement(long Base, bool MustBeFree, bool HasMoved);

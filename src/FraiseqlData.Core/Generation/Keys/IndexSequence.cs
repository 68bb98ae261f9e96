namespace FraiseqlData.Generation;

/// <summary>
/// Gives each row of a table its own index in a unique key's value space: consecutive numbers from a start, around the end of the space,
/// but for positions that are skipped because a row exists there already or a check refuses it.
/// </summary>
/// <param name="start">The index of the first position.</param>
/// <param name="size">The size of the space, at least 1.</param>
/// <param name="skipped">The positions (counted from the start) that are not used, ascending.</param>
sealed class IndexSequence(ulong start, ulong size, IReadOnlyList<long> skipped)
{
    public ulong Size { get; } = size;

    /// <summary>How many rows the sequence can number.</summary>
    public decimal Capacity => (decimal)Size - skipped.Count;

    /// <summary>The index of the row with that ordinal.</summary>
    public ulong Of(long ordinal) => AtPosition(ordinal + SkippedBefore(ordinal));

    /// <summary>The index at a position, skipped or not.</summary>
    public ulong AtPosition(long position)
    {
        var offset = start % Size;
        var left = Size - offset;
        return (ulong)position < left ? offset + (ulong)position : ((ulong)position - left) % Size;
    }

    /// <summary>How many positions are skipped up to the row's own: the least j such that the j-th skipped one lies behind it.</summary>
    int SkippedBefore(long ordinal)
    {
        var (low, high) = (0, skipped.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (skipped[middle] - middle > ordinal)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}

using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// How rows are dealt out to parents, parent by parent in their order. Half a byte a parent: the sum is kept for every sixteenth one, the others are
/// drawn again.
/// </summary>
sealed class ParentShares
{
    const int Stride = 16;

    readonly Func<long, long> _countOf;
    readonly long[] _starts;

    /// <summary>Draws the counts of all parents once.</summary>
    /// <param name="key">The foreign key that leads to the parents.</param>
    /// <param name="firstParent">The ordinal of the first parent that gets rows.</param>
    /// <param name="parents">How many parents get rows, if only 0 of them.</param>
    /// <param name="countOf">How many rows a parent gets, by its ordinal: the same whenever it is asked.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCountOutOfRange</c>: together they are too many.</exception>
    public ParentShares(ForeignKey key, long firstParent, long parents, Func<long, long> countOf)
    {
        (Key, FirstParent, Parents, _countOf) = (key, firstParent, parents, countOf);
        _starts = new long[checked((int)(parents / Stride + 1))];
        for (var parent = 0L; parent < parents; parent++)
        {
            if (parent % Stride == 0)
                _starts[parent / Stride] = Total;
            var count = CountOf(parent);
            Most = Math.Max(Most, count);
            if ((Total += count) > PlanEntry.MaxCount)
                throw PlanErrors.TooManyRows(key.Table, key.ReferencedTable, parents);
        }
    }

    /// <summary>The foreign key that leads to the parents.</summary>
    public ForeignKey Key { get; }

    /// <summary>The ordinal of the first parent.</summary>
    public long FirstParent { get; }

    /// <summary>How many parents there are.</summary>
    public long Parents { get; }

    /// <summary>How many rows all parents get together.</summary>
    public long Total { get; private set; }

    /// <summary>How many rows the parent gets that gets most.</summary>
    public long Most { get; private set; }

    /// <summary>The keys of parents that were there before the run, in the text form of their types; null where the parents are the plan's.</summary>
    public IReadOnlyList<string?[]>? Existing { get; init; }

    /// <summary>The shares of those parents that are left when there are only so many.</summary>
    public ParentShares Limit(long all) => Existing is not null || all >= FirstParent + Parents ? this : new ParentShares(Key, FirstParent, Math.Max(0, all - FirstParent), _countOf);

    /// <summary>How many rows a parent gets, by its number from 0 among those that get some.</summary>
    public long CountOf(long parent) => _countOf(FirstParent + parent);

    /// <summary>Which parent a row belongs to, from 0, and which of its rows it is, from 0.</summary>
    /// <param name="row">The row's number, from 0; below <see cref="Total"/>.</param>
    public (long Parent, long Position) Find(long row)
    {
        // Parents without rows make equal sums: the last block that starts at or before the row holds it.
        var (low, high) = (0, (int)((Parents + Stride - 1) / Stride) - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _starts[middle] <= row ? (middle, high) : (low, middle - 1);
        }
        var parent = (long)low * Stride;
        for (var left = row - _starts[low]; ; parent++)
        {
            var count = CountOf(parent);
            if (left < count)
                return (parent, left);
            left -= count;
        }
    }

    /// <summary>The next row: the same parent's, or that of the next parent that has any.</summary>
    public (long Parent, long Position) Next(long parent, long position)
    {
        if (position + 1 < CountOf(parent))
            return (parent, position + 1);
        do
            parent++;
        while (parent < Parents && CountOf(parent) == 0);
        return (parent, 0);
    }
}

/// <summary>Draws how many rows parents get.</summary>
abstract class CountDraw
{
    /// <summary>The number for a parent of the plan.</summary>
    public abstract long Of(long instance);

    /// <summary>The number for a parent that was there before, by its key.</summary>
    public abstract long Of(IReadOnlyList<string?> key);
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>
/// A run of rows of one table in the making: one vector a column (null where the server gives the value).
/// The buffers are reused, so a batch must be written before the next one is filled.
/// </summary>
sealed class RowBatch(ColumnVector?[] columns, int capacity)
{
    /// <summary>What <see cref="PickOf"/> says of a row without a parent, or whose parent is not known by its ordinal.</summary>
    public const long NoPick = -1;

    readonly Dictionary<int, long[]> _picks = [];

    /// <summary>The vectors by the index of their column in <c>Table.Columns</c>; null where the server gives the value.</summary>
    public ColumnVector?[] Columns { get; } = columns;

    /// <summary>How many rows the buffers hold at the most.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>The ordinal, within the table's rows of this run, of the batch's first row (from 0).</summary>
    public long FirstOrdinal { get; private set; }

    /// <summary>The instance number of the batch's first row.</summary>
    public long FirstInstance { get; private set; }

    /// <summary>How many rows the batch holds now.</summary>
    public int Count { get; private set; }

    /// <summary>The instance number of a row of the batch.</summary>
    public long InstanceOf(int row) => FirstInstance + row;

    /// <summary>The ordinal of a row of the batch within the table's rows of this run.</summary>
    public long OrdinalOf(int row) => FirstOrdinal + row;

    public ColumnVector<T> Vector<T>(int column)
        where T : notnull => (ColumnVector<T>)Columns[column]!;

    /// <summary>The ordinal of the parent that a row's reference picked, or <see cref="NoPick"/>.</summary>
    public long PickOf(int reference, int row) => _picks.TryGetValue(reference, out var picks) ? picks[row] : NoPick;

    /// <summary>Notes which parent a row's reference picked.</summary>
    public void SetPick(int reference, int row, long parent)
    {
        if (!_picks.TryGetValue(reference, out var picks))
        {
            _picks[reference] = picks = new long[Capacity];
            Array.Fill(picks, NoPick);
        }
        picks[row] = parent;
    }

    /// <summary>Makes the batch stand for other rows.</summary>
    public void Reset(long firstOrdinal, long firstInstance, int count) => (FirstOrdinal, FirstInstance, Count) = (firstOrdinal, firstInstance, count);
}

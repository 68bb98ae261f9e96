using FraiseqlData.Constraints;

namespace FraiseqlData.Generation;

/// <summary>
/// A column that takes rows out of a unique key's reach: NULL is equal to nothing, and a partial index does not hold rows outside of its predicate.
/// </summary>
/// <param name="Column">The column's index.</param>
/// <param name="Outside">What the column gets in a row outside; NULL where there is none.</param>
/// <param name="Inside">What it gets in a row inside, where the key itself does not write it.</param>
/// <param name="StreamKey">The column's stream.</param>
/// <param name="Beyond">What values take a row out of reach, where NULL is not what does; the row may have any of them.</param>
sealed record UniqueEscape(int Column, ValueSource? Outside, ValueSource? Inside, ulong StreamKey, ColumnDomain? Beyond = null)
{
    /// <summary>Takes a row out of reach.</summary>
    public void WriteOutside(RowBatch batch, int row) => Write(Outside, batch, row);

    /// <summary>Lets a row count.</summary>
    public void WriteInside(RowBatch batch, int row) => Write(Inside, batch, row);

    void Write(ValueSource? source, RowBatch batch, int row)
    {
        if (source is null)
            batch.Columns[Column]!.SetNull(row);
        else
            source.Write(batch.Columns[Column]!, row, CellRandom.For(StreamKey, batch.InstanceOf(row)), new CellContext(batch, row));
    }
}

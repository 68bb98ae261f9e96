using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Makes the keys of a reference that was NULL at first, for the update that sets them.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="KeyColumns">The indexes of the columns that find the row (its primary key or another unique key).</param>
/// <param name="SetColumns">The indexes of the columns to set.</param>
/// <param name="CreateBatch">Creates buffers that hold only these columns.</param>
/// <param name="Fill">Fills a batch from <c>CreateBatch</c> (batch, ordinal of the first row, most rows): up to the end of the segment; the batch has their number.</param>
sealed record SecondPassProgram(
    ResolvedReference Reference,
    IReadOnlyList<int> KeyColumns,
    IReadOnlyList<int> SetColumns,
    Func<int, RowBatch> CreateBatch,
    Action<RowBatch, long, int> Fill)
{
    /// <summary>The codec of every column, by the column's index in <c>Table.Columns</c>.</summary>
    public required IReadOnlyList<TypeCodec> Codecs { get; init; }
}

using System.Text;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Values;

namespace FraiseqlData.Formats;

/// <summary>Rows of one table that have values for the same columns. Valid until the next one is asked for.</summary>
/// <param name="columns">The indexes of the columns.</param>
/// <param name="count">How many rows.</param>
abstract class RowBlock(IReadOnlyList<int> columns, int count)
{
    /// <summary>The indexes of the columns.</summary>
    public IReadOnlyList<int> Columns { get; } = columns;

    /// <summary>The columns that the server computes while it inserts the rows.</summary>
    public virtual IReadOnlyList<SqlColumn> Expressions => [];

    /// <summary>How many rows.</summary>
    public int Count { get; } = count;

    /// <summary>Appends a value's text form, or tells that it is NULL.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The index of the column in the table.</param>
    /// <param name="text">Gets the text.</param>
    /// <returns>False for NULL.</returns>
    public abstract bool TryAppend(int row, int column, StringBuilder text);
}

/// <summary>Rows in the making.</summary>
sealed class BatchBlock(RowBatch batch, IReadOnlyList<int> columns, IReadOnlyList<TypeCodec> codecs, IReadOnlyList<SqlColumn> expressions) : RowBlock(columns, batch.Count)
{
    public override IReadOnlyList<SqlColumn> Expressions => expressions;

    public override bool TryAppend(int row, int column, StringBuilder text)
    {
        var vector = batch.Columns[column]!;
        if (vector.IsNull(row))
            return false;
        codecs[column].AppendText(vector, row, text);
        return true;
    }
}

/// <summary>Rows in text form.</summary>
/// <param name="layout">Where the columns' values stand in a row.</param>
/// <param name="columns">The indexes of the columns.</param>
/// <param name="rows">The rows.</param>
/// <param name="withheld">Columns that are NULL whatever the rows say.</param>
sealed class TextBlock(RowLayout layout, IReadOnlyList<int> columns, IReadOnlyList<SeededRow> rows, IReadOnlySet<int> withheld) : RowBlock(columns, rows.Count)
{
    public override bool TryAppend(int row, int column, StringBuilder text)
    {
        if (withheld.Contains(column) || rows[row].Texts[layout.PlaceOf(column)] is not { } value)
            return false;
        _ = text.Append(value);
        return true;
    }
}

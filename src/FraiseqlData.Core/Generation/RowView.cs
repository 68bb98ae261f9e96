using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Shows a row of a batch as values and texts.</summary>
static class RowView
{
    /// <summary>The row's columns among those that the program writes.</summary>
    /// <param name="table">The table.</param>
    /// <param name="program">The program.</param>
    /// <param name="columns">The indexes of the columns.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<object?> Values, IReadOnlyList<string?> Texts) Of(
        Table table, SegmentProgram program, IReadOnlyList<int> columns, RowBatch batch, int row)
    {
        var (values, texts) = (new object?[columns.Count], new string?[columns.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            var column = columns[i];
            var vector = batch.Columns[column]!;
            if (vector.IsNull(row))
                continue;
            values[i] = vector.GetValue(row);
            var text = new StringBuilder();
            program.Codecs[column].AppendText(vector, row, text);
            texts[i] = text.ToString();
        }
        return ([.. columns.Select(c => table.Columns[c].Name)], values, texts);
    }
}

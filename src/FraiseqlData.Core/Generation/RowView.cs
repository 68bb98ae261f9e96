using System.Text;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Shows a row of a batch as values and texts.</summary>
static class RowView
{
    /// <summary>The row's columns that the program writes; those that the server fills are missing.</summary>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<object?> Values, IReadOnlyList<string?> Texts) Of(Table table, SegmentProgram program, RowBatch batch, int row)
    {
        var (values, texts) = (new object?[program.Written.Count], new string?[program.Written.Count]);
        for (var i = 0; i < values.Length; i++)
        {
            var column = program.Written[i];
            var vector = batch.Columns[column]!;
            if (vector.IsNull(row))
                continue;
            values[i] = vector.GetValue(row);
            var text = new StringBuilder();
            program.Codecs[column].AppendText(vector, row, text);
            texts[i] = text.ToString();
        }
        return ([.. program.Written.Select(c => table.Columns[c].Name)], values, texts);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace FraiseqlData.Generation;

/// <summary>Something that is the same in all rows of a table.</summary>
sealed class ConstantPart(object value, string? format) : TemplatePart
{
    readonly string _text = format is null ? Convert.ToString(value, CultureInfo.InvariantCulture)! : PartFormat.Of(value, format);

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt) => _ = text.Append(_text);
}

/// <summary>
/// What the same column holds in the row's parent, in a table that refers to itself; nothing in a row without one, or whose parent was there before.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="reference">The key by which it refers to itself.</param>
/// <param name="column">The column that the template is for.</param>
/// <param name="separator">What is written behind it, or null for nothing.</param>
sealed class ParentPart(TableContext table, TableReference reference, int column, string? separator) : TemplatePart
{
    const int MostKept = 100_000;

    readonly ConcurrentDictionary<long, string> _known = new();
    readonly int _room = (table.ColumnAt(column).MaxLength ?? int.MaxValue) / 2;

    public override int? Reads => reference.Columns[0];

    public override void Append(StringBuilder text, RowBatch batch, int row, int attempt)
    {
        var parent = batch.PickOf(reference.Index, row);
        if (parent == RowBatch.NoPick || parent == batch.OrdinalOf(row) || batch.Columns[reference.Columns[0]] is not { } keys || keys.IsNull(row))
            return;
        if (!_known.TryGetValue(parent, out var found))
        {
            found = Find(parent);
            if (_known.Count < MostKept)
                _known[parent] = found;
        }
        // A deep hierarchy is cut, so that something of the row's own has room.
        _ = text.Append(found.Length > _room ? found[.._room].TrimEnd('-', '/', '.', '_') : found).Append(found.Length > 0 ? separator : null);
    }

    /// <summary>Makes as much of the parent's row again as its own text needs.</summary>
    string Find(long ordinal)
    {
        var segment = table.Run.ProgramOf(table.Table.Name)!.Segments.First(s => ordinal < s.Segment.FirstOrdinal + s.Segment.Count);
        if (!segment.CanCompute([column]))
            return "";
        var batch = segment.CreateBatch(1);
        segment.FillOnly(batch, ordinal, 1, [column]);
        return batch.Columns[column]!.GetValue(0) as string ?? "";
    }
}

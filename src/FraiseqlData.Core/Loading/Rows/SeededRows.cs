using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>
/// The rows of a table as the database holds them: the first ones as they were at commit, the others read when they are asked for, by key.
/// Rows that others have deleted since are missing from their page. Tables without a usable key (no unique key of plain columns that are known
/// here) have their rows found by the transaction that wrote them, which reads the whole table for every page.
/// </summary>
sealed class SeededRows(FqConnection target, Table table, IReadOnlyList<TypeCodec> codecs, RowFinder finder, long count, IReadOnlyList<string?[]> snapshot) : ISeededRows
{
    readonly IReadOnlyList<string> _columns = Array.AsReadOnly([.. table.Columns.Select(c => c.Name)]);

    public long Count => count;

    public async Task<IReadOnlyList<SeededRow>> ReadAsync(long first, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var end = Math.Min(Count, first + count);
        var rows = new List<SeededRow>();
        for (; first < end && first < snapshot.Count; first++)
            rows.Add(ToRow(snapshot[(int)first]));
        if (first < end)
        {
            var query = finder.Query(first, (int)(end - first), RowReader.Prefix(0));
            rows.AddRange((await RowReader.ReadAsync(target, table.Name.ToString(), query, cancellationToken).ConfigureAwait(false)).Select(ToRow));
        }
        return rows;
    }

    SeededRow ToRow(string?[] texts) => new(_columns, [.. texts.Select((t, i) => t is null ? null : codecs[i].Parse(t))], texts);
}

/// <summary>The rows of a table that the role may not read, made again: what the server gave is NULL here.</summary>
sealed class RecomputedRows(TableProgram program, long count) : ISeededRows
{
    readonly IReadOnlyList<string> _columns = Array.AsReadOnly([.. program.Table.Table.Columns.Select(c => c.Name)]);

    public long Count => count;

    public Task<IReadOnlyList<SeededRow>> ReadAsync(long first, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (program.Segments.Any(s => s.CallsUserCode))
            throw LoadingErrors.RowsNotReadable(program.Table.Table);
        var rows = new List<SeededRow>();
        foreach (var segment in program.Segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (start, end) = (Math.Max(first, segment.Segment.FirstOrdinal), Math.Min(Math.Min(Count, first + count), segment.Segment.FirstOrdinal + segment.Segment.Count));
            if (start >= end)
                continue;
            var batch = segment.CreateBatch((int)(end - start));
            segment.Fill(batch, start, batch.Capacity);
            rows.AddRange(Enumerable.Range(0, batch.Count).Select(row => ToRow(segment, batch, row)));
        }
        return Task.FromResult<IReadOnlyList<SeededRow>>(rows);
    }

    SeededRow ToRow(SegmentProgram segment, RowBatch batch, int row)
    {
        var (_, written, writtenTexts) = RowView.Of(program.Table.Table, segment, segment.Written, batch, row);
        var (values, texts) = (new object?[_columns.Count], new string?[_columns.Count]);
        for (var i = 0; i < written.Count; i++)
            (values[segment.Written[i]], texts[segment.Written[i]]) = (written[i], writtenTexts[i]);
        return new SeededRow(_columns, values, texts);
    }
}

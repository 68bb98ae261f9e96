using FraiseqlData.Generation;

namespace FraiseqlData.Loading;

/// <summary>The rows of a segment with all their references: those that close a circle stand in them at once instead of in a second pass.</summary>
sealed class WholeRows
{
    readonly TableProgram _table;

    WholeRows(TableProgram table, SegmentProgram program) =>
        (_table, Program, Columns) = (table, program, [.. program.Written.Union(table.SecondPass.SelectMany(p => p.SetColumns)).Order()]);

    public SegmentProgram Program { get; }

    /// <summary>The indexes of the columns that the rows have, ascending.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>The rows of a table that is not written to the database as it is: the server has judged what it can judge without the parents.</summary>
    public static async Task<IReadOnlyList<WholeRows>> OpenAsync(UnitOfWork unit, TableProgram table, CancellationToken cancellationToken)
    {
        await RowJudge.PreviewAsync(unit.Connection, table, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return Of(table);
    }

    /// <summary>The rows of a table that the server has judged already.</summary>
    public static IReadOnlyList<WholeRows> Of(TableProgram table)
    {
        foreach (var stored in table.Stored)
            stored.Clear();
        return [.. table.Segments.Select(s => new WholeRows(table, s))];
    }

    /// <summary>Makes the rows, batch by batch; a batch is valid until the next one is asked for.</summary>
    public IEnumerable<RowBatch> Read(CancellationToken cancellationToken)
    {
        var (first, end) = (Program.Segment.FirstOrdinal, Program.Segment.FirstOrdinal + Program.Segment.Count);
        var capacity = (int)Math.Min(Program.Segment.Count, BatchPump.CapacityFor(Program));
        var batch = Program.CreateBatch(capacity);
        var passes = _table.SecondPass.Select(p => (Program: p, Batch: p.CreateBatch(capacity))).ToList();
        for (var ordinal = first; ordinal < end; ordinal += batch.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Program.Fill(batch, ordinal, (int)Math.Min(capacity, end - ordinal));
            foreach (var stored in _table.Stored)
                stored.Add(batch);
            foreach (var (pass, own) in passes)
            {
                pass.Fill(own, ordinal, batch.Count);
                foreach (var column in pass.SetColumns)
                    batch.Columns[column] = own.Columns[column];
            }
            yield return batch;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>
/// Loads tables that refer to each other by keys that are neither nullable nor deferrable: their rows wait in temporary tables and are inserted by one
/// statement with data-modifying CTEs, since the server checks such keys when the whole statement ends.
/// </summary>
sealed class CircleLoader(UnitOfWork unit, RunLog log)
{
    const string PathName = "insert";

    readonly CopyBuffer _buffer = new();

    /// <summary>Loads all tables of a circle.</summary>
    public async Task<IReadOnlyList<TableLoad>> LoadAsync(IReadOnlyList<TableProgram> circle, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var stages = new List<RowStage>();
        foreach (var program in circle)
        {
            log.BeginTable(program);
            unit.Table = program.Table.Table.Name;
            await RowJudge.RunAsync(unit.Connection, program, cancellationToken).ConfigureAwait(false);
            foreach (var segment in program.Segments)
            {
                var stage = new RowStage(unit, program.Table.Table, segment, stages.Count);
                await stage.FillAsync(write => PumpAsync(segment, write, cancellationToken), _buffer, cancellationToken).ConfigureAwait(false);
                stages.Add(stage);
            }
            log.EndTable();
        }
        unit.Table = null;
        var inserts = stages.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"t{i} AS ({s.InsertSql})"));
        await unit.ExecuteAsync($"WITH {string.Join(", ", inserts)} SELECT", cancellationToken).ConfigureAwait(false);
        foreach (var stage in stages)
            await stage.DropAsync(cancellationToken).ConfigureAwait(false);
        return [.. circle.Select(p => new TableLoad(p.Table.Count, PathName, clock.Elapsed))];
    }

    Task PumpAsync(SegmentProgram segment, Func<RowBatch, ValueTask> write, CancellationToken cancellationToken) =>
        BatchPump.RunAsync(segment, segment.Segment.FirstOrdinal, segment.Segment.Count, isSerial: segment.CallsUserCode, async batch =>
        {
            await write(batch).ConfigureAwait(false);
            log.RowsSent(batch.Count);
        }, cancellationToken);
}

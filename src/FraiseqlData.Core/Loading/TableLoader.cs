using System.Diagnostics;
using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Writes the rows of tables in a unit of work, each segment in the fastest way that its table allows.</summary>
/// <param name="unit">The transaction.</param>
/// <param name="schema">The target's schema.</param>
/// <param name="log">Hears of progress and warnings.</param>
sealed class TableLoader(UnitOfWork unit, DatabaseSchema schema, RunLog log)
{
    // The server keeps 12 bytes for each row's foreign keys until a COPY ends.
    const long MostRowsACopy = 2_000_000;

    readonly CopyBuffer _buffer = new(1 << 17);
    bool _triggersFired;

    /// <summary>Writes a table's rows and keeps the keys that others need.</summary>
    public async Task<TableLoad> LoadAsync(TableProgram program, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        unit.Table = table.Name;
        var clock = Stopwatch.StartNew();
        await RowJudge.RunAsync(unit.Connection, program, cancellationToken).ConfigureAwait(false);
        var replaces = _triggersFired && await InsertedSoFarAsync(table, cancellationToken).ConfigureAwait(false) > 0;
        var (written, paths) = schema.HasTriggers(table)
            ? await TryAsync(program, replaces, cancellationToken).ConfigureAwait(false)
            : await WriteAsync(program, replaces, cancellationToken).ConfigureAwait(false);
        if (written != program.Table.Count)
            WarnOfMissing(table, program.Table.Count, written);
        await new KeyCheck(unit, program, cancellationToken).RunAsync().ConfigureAwait(false);
        unit.Table = null;
        return new TableLoad(written, string.Join(", ", paths), clock.Elapsed);
    }

    /// <summary>Writes the rows of a table whose triggers may refuse some; then others are found that they accept.</summary>
    async Task<(long Written, IReadOnlyList<string> Paths)> TryAsync(TableProgram program, bool replaces, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        _triggersFired = true;
        await unit.BeginTableAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await WriteAsync(program, replaces, cancellationToken).ConfigureAwait(false);
            await unit.KeepTableAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (PostgresException e) when (TriggerErrors.IsAvoidable(e, schema, table))
        {
            await unit.UndoTableAsync(cancellationToken).ConfigureAwait(false);
            log.Verbose($"{table.Name}: a trigger refused a row ({e.MessageText}); other values are tried.");
        }
        log.Restart();
        foreach (var stored in program.Stored)
            stored.Clear();
        await RowTrial.RunAsync(
            unit.Connection, program, long.MaxValue, (_, batch, row, e) => TriggerErrors.Raised(e!, schema, table, batch.InstanceOf(row)), cancellationToken).ConfigureAwait(false);
        return await WriteAsync(program, replaces, cancellationToken).ConfigureAwait(false);
    }

    async Task<(long Written, IReadOnlyList<string> Paths)> WriteAsync(TableProgram program, bool replaces, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        var keys = new KeyCollector(table, program.Segments, program.Stored);
        var paths = new List<string>();
        long written = 0;
        foreach (var segment in program.Segments)
        {
            var choice = LoadChoice.For(table, segment, keys.ReadsBack, replaces);
            log.Verbose($"{table.Name}: {choice.Name} of {segment.Segment.Count} rows ({choice.Reason}).");
            if (!paths.Contains(choice.Name))
                paths.Add(choice.Name);
            written += await LoadAsync(table, segment, (segment.Segment.FirstOrdinal, segment.Segment.Count), choice.Path, keys, replaces, cancellationToken).ConfigureAwait(false);
        }
        return (written, paths);
    }

    /// <summary>Writes a part of a table's rows: a table of which each part stands alone, and is copied.</summary>
    public async Task<long> LoadPartAsync(TableProgram program, long first, long count, CancellationToken cancellationToken)
    {
        var table = program.Table.Table;
        unit.Table = table.Name;
        await RowJudge.RunAsync(unit.Connection, program, cancellationToken).ConfigureAwait(false);
        var keys = new KeyCollector(table, program.Segments, []);
        long written = 0;
        foreach (var segment in program.Segments)
        {
            var (from, to) = (Math.Max(first, segment.Segment.FirstOrdinal), Math.Min(first + count, segment.Segment.FirstOrdinal + segment.Segment.Count));
            if (from < to)
                written += await LoadAsync(table, segment, (from, to - from), LoadChoice.For(table, segment, readsBack: false).Path, keys, replaces: false, cancellationToken).ConfigureAwait(false);
        }
        unit.Table = null;
        return written;
    }

    async Task<long> LoadAsync(Table table, SegmentProgram segment, (long First, long Count) rows, LoadPath path, KeyCollector keys, bool replaces, CancellationToken cancellationToken)
    {
        // The server's answer counts rows that a rule has put elsewhere.
        var isReplaced = table.Rules.Any(r => r.IsInstead);
        if (path == LoadPath.InsertDefaults)
        {
            return await CountedAsync(
                table, isReplaced, () => new RowInserter(unit, table, keys, _buffer).InsertDefaultsAsync(segment.Segment.Count, log.RowsSent, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        long written = 0;
        for (long done = 0; done < rows.Count;)
        {
            var count = Math.Min(MostRowsACopy, rows.Count - done);
            var first = rows.First + done;
            written += path == LoadPath.Insert
                ? await CountedAsync(table, isReplaced, () => new RowInserter(unit, table, keys, _buffer).InsertAsync(segment, Pump, replaces, cancellationToken), cancellationToken).ConfigureAwait(false)
                : await CountedAsync(table, MayDropRows(table), () => CopyAsync(table, segment, path, count, Pump, cancellationToken), cancellationToken).ConfigureAwait(false);
            done += count;

            // Rows whose program may look keys up in this very collection are made one batch after the other.
            Task Pump(Func<RowBatch, ValueTask> write) => BatchPump.RunAsync(segment, first, count, keys.IsNeeded, batch => TakeAsync(batch, write), cancellationToken);
        }
        return written;

        async ValueTask TakeAsync(RowBatch batch, Func<RowBatch, ValueTask> write)
        {
            keys.Take(batch);
            await write(batch).ConfigureAwait(false);
            log.RowsSent(batch.Count);
        }
    }

    async Task<long> CopyAsync(
        Table table, SegmentProgram segment, LoadPath path, long count, Func<Func<RowBatch, ValueTask>, Task> pump, CancellationToken cancellationToken)
    {
        var sink = await CopySink.OpenAsync(
            unit, $"{table.Name.ToSql()} ({SqlColumns.List(table, segment.Written)})",
            RowEncoder.Create(segment.Written, segment.Codecs, isText: path == LoadPath.TextCopy), _buffer, cancellationToken)
            .ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            await pump(batch => sink.WriteAsync(batch, cancellationToken)).ConfigureAwait(false);
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        return count;
    }

    /// <summary>How many rows the table got: what the writer says, or where that may be wrong what the server has counted.</summary>
    async Task<long> CountedAsync(Table table, bool mayDiffer, Func<Task<long>> write, CancellationToken cancellationToken)
    {
        var before = mayDiffer ? await InsertedSoFarAsync(table, cancellationToken).ConfigureAwait(false) : null;
        var written = await write().ConfigureAwait(false);
        var after = mayDiffer ? await InsertedSoFarAsync(table, cancellationToken).ConfigureAwait(false) : null;
        return after - before ?? written;
    }

    /// <summary>Whether a row that is sent may not arrive: a BEFORE trigger of the table or of a partition can drop it.</summary>
    bool MayDropRows(Table table) => schema.TriggersOf(table).Any(t => t is { IsBefore: true, IsRow: true });

    /// <summary>The server's count of the rows that this transaction inserted into the table, its partitions and the tables that inherit from it, since the driver keeps COPY's to itself; null where the server does not count.</summary>
    Task<long?> InsertedSoFarAsync(Table table, CancellationToken cancellationToken) =>
        unit.ScalarAsync<long?>(
            string.Create(CultureInfo.InvariantCulture,
                $"""
                WITH RECURSIVE t(relid) AS (SELECT {table.Oid}::oid UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN t ON i.inhparent = t.relid)
                SELECT sum(pg_catalog.pg_stat_get_xact_tuples_inserted(relid))::int8 FROM t
                WHERE pg_catalog.current_setting('track_counts')::bool
                """),
            cancellationToken);

    void WarnOfMissing(Table table, long sent, long written)
    {
        var why = table.Rules.FirstOrDefault(r => r.IsInstead) is { } rule ? $"the rule \"{rule.Name}\" put the others elsewhere or dropped them" : "a BEFORE trigger dropped the others or put them elsewhere";
        log.Warn(string.Create(CultureInfo.InvariantCulture, $"{table.Name} got {written} of {sent} rows: {why}."));
    }
}

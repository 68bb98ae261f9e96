using System.Diagnostics;
using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Staging;

/// <summary>Writes the rows of one run by way of staging.</summary>
/// <param name="run">The run.</param>
/// <param name="area">The staging schema.</param>
sealed class StagingWriter(BackendRun run, StagingArea area)
{
    const string Sent = "pg_temp.fraiseqldata_sent";

    readonly UnitOfWork _unit = run.Unit;
    readonly StagingCheck _check = new(run.Unit);
    readonly CopyBuffer _buffer = new(1 << 17);

    /// <summary>Loads, resolves, and looks whether everything has arrived.</summary>
    public async Task<IReadOnlyList<TableLoad>> WriteAsync(CancellationToken cancellationToken)
    {
        RefuseUnreadable();
        var staged = new StagedRun(
            [.. run.Tables.Select(t => t.Program)], name => area.TwinOf(name)?.Actual,
            (table, column) => area.TwinOf(table.Table.Name)!.Table!.FindColumn(column.Name) is { Default: not null } or null);
        await staged.ReadParentsAsync(_unit.Connection, cancellationToken).ConfigureAwait(false);
        var version = await _unit.RowVersionAsync(cancellationToken).ConfigureAwait(false);
        var tables = new List<SentTable>();
        for (var i = 0; i < run.Tables.Count; i++)
            tables.Add(await SendAsync(staged, run.Tables[i].Program, staged.Tables[i], i, version, cancellationToken).ConfigureAwait(false));
        var clock = Stopwatch.StartNew();
        await StagingBackend.ResolveAsync(run, area, run.Plan.Schema, cancellationToken).ConfigureAwait(false);
        var loads = new List<TableLoad>(tables.Count);
        foreach (var table in tables)
            loads.Add(await VerifyAsync(table, cancellationToken).ConfigureAwait(false));
        run.Verbose(FormattableString.Invariant($"Resolved and verified in {clock.Elapsed.TotalMilliseconds:0} ms."));
        foreach (var table in tables)
            await _unit.ExecuteAsync($"DROP TABLE {table.Copy}", cancellationToken).ConfigureAwait(false);
        _unit.Table = null;
        return loads;
    }

    void RefuseUnreadable()
    {
        if (run.Tables.Select(t => area.TwinOf(t.Table.Table.Name)!.Ideal.Table).FirstOrDefault(t => !t.CanSelect) is { } unreadable)
            throw StagingErrors.NotReadable(unreadable);
    }

    async Task<SentTable> SendAsync(StagedRun staged, TableProgram program, StagedRows rows, int number, string version, CancellationToken cancellationToken)
    {
        var (table, twin, clock) = (rows.Staged, area.TwinOf(program.Table.Table.Name)!.Table!, Stopwatch.StartNew());
        _unit.Table = table.Name;
        var finder = StagedRowFinder.Of(staged, table, program);
        var before = await _unit.ScalarAsync<long>($"SELECT count(*) FROM {twin.Name.ToSql()}", cancellationToken).ConfigureAwait(false);
        // Rows of a table without a key are counted, and found again by who wrote them.
        var inProduction = table.Key.Count > 0 ? 0 : await _unit.ScalarAsync<long>($"SELECT count(*) FROM {table.Rows}", cancellationToken).ConfigureAwait(false);
        var versions = table.Key.Count > 0 ? [] : await _unit.RowVersionsAsync(table.Table, cancellationToken).ConfigureAwait(false);
        var unresolved = (await _check.MissingAsync(table, table.Name.ToSql(), cancellationToken).ConfigureAwait(false)).Count;
        run.Log.BeginTable(program);
        var path = "";
        foreach (var segment in await WholeRows.OpenAsync(_unit, program, cancellationToken).ConfigureAwait(false))
            path = await CopyAsync(twin, rows, rows.Read(segment, cancellationToken), cancellationToken).ConfigureAwait(false);
        run.Log.EndTable();
        var copy = string.Create(CultureInfo.InvariantCulture, $"{Sent}_{number}");
        var columns = table.KeyColumns.Concat(table.References.SelectMany(r => r.Finders.Select(f => f.Column))).Distinct().Select(c => QualifiedName.Quote(c));
        await _unit.ExecuteAsync(
            $"CREATE TEMPORARY TABLE {copy[8..]} ON COMMIT DROP AS SELECT {string.Join(", ", columns)} FROM {table.Name.ToSql()} AS s WHERE s.xmin = '{version}'::xid", cancellationToken).ConfigureAwait(false);
        var sent = await _unit.ScalarAsync<long>($"SELECT count(*) FROM {copy}", cancellationToken).ConfigureAwait(false);
        if (sent != program.Table.Count)
            throw StagingErrors.RowsMissing(table, program.Table.Count, program.Table.Count - sent, "those that a trigger of the staging table drops");
        return new SentTable(table, copy, sent, before, inProduction, unresolved, versions, new TableLoad(program.Table.Count, $"{area.Name} {path}", clock.Elapsed) { Finder = finder });
    }

    /// <summary>Copies rows into the staging table, by way of a temporary one where COPY will not do.</summary>
    async Task<string> CopyAsync(Table twin, StagedRows rows, IEnumerable<StagedBatch> batches, CancellationToken cancellationToken)
    {
        using var batch = batches.GetEnumerator();
        if (!batch.MoveNext())
            return "copy";
        var (columns, expressions) = (batch.Current.Columns, batch.Current.Expressions);
        var isDirect = expressions.Count == 0 && twin is { RowSecurityActive: false, Rules.Count: 0 };
        var isText = twin.Columns.Any(c => !c.Type.HasBinaryInput) || columns.Any(c => twin.GetColumn(rows.Model.Columns[c].Name).Type.Oid != rows.Model.Columns[c].Type.Oid);
        var names = string.Join(", ", columns.Select(c => QualifiedName.Quote(rows.Model.Columns[c].Name)));
        const string stage = "pg_temp.fraiseqldata_stage";
        if (!isDirect)
        {
            var definitions = columns.Select(c => $", {QualifiedName.Quote(rows.Model.Columns[c].Name)} {rows.Model.Columns[c].SqlType}");
            await _unit.ExecuteAsync($"CREATE TEMPORARY TABLE {stage[8..]} (fraiseqldata_ordinal int8 GENERATED ALWAYS AS IDENTITY{string.Concat(definitions)}) ON COMMIT DROP", cancellationToken).ConfigureAwait(false);
        }
        var sink = await CopySink.OpenAsync(
            _unit, $"{(isDirect ? twin.Name.ToSql() : stage)} ({names})", RowEncoder.Create(columns, rows.Codecs, isText: isText), _buffer, cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            do
            {
                await sink.WriteAsync(batch.Current.Batch, cancellationToken).ConfigureAwait(false);
                run.Log.RowsSent(batch.Current.Batch.Count);
            }
            while (batch.MoveNext());
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        if (isDirect)
            return isText ? "text copy" : "binary copy";
        var alias = QualifiedName.Quote(rows.Staged.Table.Name.Name);
        var all = columns.Concat(expressions.Select(e => e.Column)).Select(c => QualifiedName.Quote(rows.Model.Columns[c].Name));
        var values = columns.Select(c => $"{alias}.{QualifiedName.Quote(rows.Model.Columns[c].Name)}").Concat(expressions.Select(e => $"({e.Sql}\n)"));
        await _unit.ExecuteAsync(
            $"INSERT INTO {twin.Name.ToSql()} ({string.Join(", ", all)}) SELECT {string.Join(", ", values)} FROM {stage} AS {alias} ORDER BY fraiseqldata_ordinal; DROP TABLE {stage}", cancellationToken).ConfigureAwait(false);
        return "insert";
    }

    /// <summary>Whether every row has arrived with its parents, and no row of others is lost.</summary>
    async Task<TableLoad> VerifyAsync(SentTable sent, CancellationToken cancellationToken)
    {
        var table = sent.Table;
        _unit.Table = table.Table.Name;
        var (missing, examples) = await _check.MissingAsync(table, sent.Copy, cancellationToken).ConfigureAwait(false);
        if (missing > 0)
            throw StagingErrors.RowsMissing(table, sent.Count, missing, examples);
        if (table.Key.Count == 0 && await _unit.ScalarAsync<long>($"SELECT count(*) FROM {table.Rows}", cancellationToken).ConfigureAwait(false) - sent.InProduction is var arrived && arrived < sent.Count)
            throw StagingErrors.RowsMissing(table, sent.Count, sent.Count - arrived, "which have no key");
        if (await _check.LostAsync(table, sent.Copy, cancellationToken).ConfigureAwait(false) is { Count: > 0 } lost)
            throw StagingErrors.Dangling(lost[0]);
        var left = await _unit.ScalarAsync<long>($"SELECT count(*) FROM {table.Name.ToSql()}", cancellationToken).ConfigureAwait(false);
        if (sent.Before + sent.Count - left is var taken && taken > sent.Count && sent.Unresolved > 0)
            throw StagingErrors.RowsLost(table, sent.Unresolved);
        if (taken > 0)
            run.Warn(string.Create(CultureInfo.InvariantCulture, $"The resolver takes rows out of {table.Name} when they have arrived: {taken} rows."));
        return table.Key.Count > 0 ? sent.Load : sent.Load with
        {
            Finder = new VersionRowFinder(table.Table, [.. (await _unit.RowVersionsAsync(table.Table, cancellationToken).ConfigureAwait(false)).Except(sent.Versions)]),
        };
    }

    /// <summary>A table whose rows are in staging.</summary>
    /// <param name="Table">The table.</param>
    /// <param name="Copy">A copy of the rows' keys, as SQL.</param>
    /// <param name="Count">How many rows this run put there.</param>
    /// <param name="Before">How many there were before.</param>
    /// <param name="InProduction">How many rows production had, where they have no key.</param>
    /// <param name="Unresolved">How many of those that were there before are not in production.</param>
    /// <param name="Versions">Who of this run had written rows to production before, where they have no key.</param>
    /// <param name="Load">What loading came to.</param>
    sealed record SentTable(StagedTable Table, string Copy, long Count, long Before, long InProduction, long Unresolved, IReadOnlyList<string> Versions, TableLoad Load);
}

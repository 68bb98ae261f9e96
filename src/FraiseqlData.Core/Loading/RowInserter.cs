using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;

namespace FraiseqlData.Loading;

/// <summary>Writes rows by INSERT: where COPY is refused or would bypass rules, and where keys are read back.</summary>
sealed class RowInserter(UnitOfWork unit, Table table, KeyCollector keys, CopyBuffer buffer)
{
    // One statement's VALUES lists; the server plans each row of it.
    const int MostDefaultRows = 1000;
    const string Stage = "pg_temp.fraiseqldata_rows";
    const string Ordinal = "row_ordinal";

    /// <summary>Copies rows into a temporary table of the same column types and inserts them from there, in row order.</summary>
    /// <returns>How many rows the server says it inserted.</returns>
    public async Task<long> InsertAsync(SegmentProgram program, Func<Func<RowBatch, ValueTask>, Task> pump, CancellationToken cancellationToken)
    {
        var columns = program.Written;
        var staged = columns.Select((_, i) => $"c{i.ToString(CultureInfo.InvariantCulture)}").ToList();
        var definitions = columns.Select((c, i) => $", {staged[i]} {table.Columns[c].SqlType}");
        await unit.ExecuteAsync($"CREATE TEMPORARY TABLE {Stage[8..]} ({Ordinal} int8{string.Concat(definitions)}) ON COMMIT DROP", cancellationToken).ConfigureAwait(false);

        var sink = await CopySink.OpenAsync(unit, Stage, RowEncoder.Create(columns, program.Codecs, numbered: true), buffer, cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            await pump(batch => sink.WriteAsync(batch, cancellationToken)).ConfigureAwait(false);
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        var overriding = columns.Any(c => table.Columns[c].Identity == IdentityKind.Always) ? " OVERRIDING SYSTEM VALUE" : "";
        var inserted = await RunAsync(
            $"INSERT INTO {table.Name.ToSql()} ({SqlColumns.List(table, columns)}){overriding} SELECT {string.Join(", ", staged)} FROM {Stage} ORDER BY {Ordinal}",
            cancellationToken).ConfigureAwait(false);
        await unit.ExecuteAsync($"DROP TABLE {Stage}", cancellationToken).ConfigureAwait(false);
        return inserted;
    }

    /// <summary>Inserts rows of which the server gives every value.</summary>
    /// <returns>How many rows the server says it inserted.</returns>
    public async Task<long> InsertDefaultsAsync(long count, Action<long> progress, CancellationToken cancellationToken)
    {
        // A column that may be named at all makes a VALUES list; a table without any takes rows without columns.
        var column = table.Columns.FirstOrDefault(c => c.CanInsert && !c.IsGenerated);
        long inserted = 0;
        for (long done = 0; done < count;)
        {
            var rows = (int)Math.Min(count - done, MostDefaultRows);
            inserted += await RunAsync(
                column is null
                    ? string.Create(CultureInfo.InvariantCulture, $"INSERT INTO {table.Name.ToSql()} SELECT FROM pg_catalog.generate_series(1, {rows})")
                    : $"INSERT INTO {table.Name.ToSql()} ({QualifiedName.Quote(column.Name)}) VALUES {string.Join(", ", Enumerable.Repeat("(DEFAULT)", rows))}",
                cancellationToken).ConfigureAwait(false);
            done += rows;
            progress(rows);
        }
        return inserted;
    }

    async Task<long> RunAsync(string insert, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(insert + keys.Returning, unit.Connection) { AllResultTypesAreUnknown = true, CommandTimeout = 0 };
        if (!keys.ReadsBack)
            return Math.Max(0, await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false));
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var readerEnd = reader.ConfigureAwait(false);
        long rows = 0;
        for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); rows++)
            keys.Read(reader);
        return rows;
    }
}

/// <summary>Column lists as SQL.</summary>
static class SqlColumns
{
    /// <summary>The quoted names of columns, with commas between.</summary>
    public static string List(Table table, IEnumerable<int> columns) => string.Join(", ", columns.Select(c => QualifiedName.Quote(table.Columns[c].Name)));
}

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

    /// <summary>Copies rows into a temporary table of the same column types and inserts them from there, in row order.</summary>
    /// <param name="program">Makes the rows.</param>
    /// <param name="pump">Hands them over.</param>
    /// <param name="replaces">Whether rows that triggers of this run have put there under the same keys make room.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>How many rows the server says it inserted.</returns>
    public async Task<long> InsertAsync(SegmentProgram program, Func<Func<RowBatch, ValueTask>, Task> pump, bool replaces, CancellationToken cancellationToken)
    {
        var stage = new RowStage(unit, table, program, number: 0);
        await stage.FillAsync(pump, buffer, cancellationToken).ConfigureAwait(false);
        foreach (var key in replaces ? table.UniqueKeys.Where(k => k.IsPlain && stage.Holds(k)) : [])
            await stage.MakeRoomAsync(key, cancellationToken).ConfigureAwait(false);
        var inserted = await RunAsync(stage.InsertSql, cancellationToken).ConfigureAwait(false);
        await stage.DropAsync(cancellationToken).ConfigureAwait(false);
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
    /// <summary>A column's collation, for comparisons with values of the default one: without it the two would contradict each other.</summary>
    static string Collate(Column column) => column.Collation is { } collation ? $" COLLATE {collation.ToSql()}" : "";

    /// <summary>Says that two values of a column are equal. Domains are compared as what they are made of: over an enum or an array they have no operators.</summary>
    public static string Same(Column column, string left, string right)
    {
        var basis = column.Type.Kind == PgTypeKind.Domain ? "::" + column.Type.Underlying.SqlName : "";
        return $"{left}{basis} = {right}{basis}{Collate(column)}";
    }

    /// <summary>The quoted names of columns, with commas between.</summary>
    public static string List(Table table, IEnumerable<int> columns) => string.Join(", ", columns.Select(c => QualifiedName.Quote(table.Columns[c].Name)));
}

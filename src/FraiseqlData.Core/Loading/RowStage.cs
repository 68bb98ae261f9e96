using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Rows that wait in a temporary table of the same column types for the INSERT that puts them into their table.</summary>
/// <param name="unit">The transaction.</param>
/// <param name="table">The table that they are for.</param>
/// <param name="columns">The indexes of the columns that are written.</param>
/// <param name="number">Tells stages apart that exist at the same time.</param>
sealed class RowStage(UnitOfWork unit, Table table, IReadOnlyList<int> columns, int number)
{
    const string Ordinal = "row_ordinal";

    readonly string _name = string.Create(CultureInfo.InvariantCulture, $"fraiseqldata_rows_{number}");

    /// <summary>The INSERT that moves the rows, in row order.</summary>
    public string InsertSql
    {
        get
        {
            var overriding = columns.Any(c => table.Columns[c].Identity == IdentityKind.Always) ? " OVERRIDING SYSTEM VALUE" : "";
            return $"INSERT INTO {table.Name.ToSql()} ({SqlColumns.List(table, columns)}){overriding} "
                + $"SELECT {string.Join(", ", columns.Select((_, i) => Staged(i)))} FROM pg_temp.{_name} ORDER BY {Ordinal}";
        }
    }

    /// <summary>Creates the temporary table and copies rows into it.</summary>
    public async Task FillAsync(SegmentProgram program, Func<Func<RowBatch, ValueTask>, Task> pump, CopyBuffer buffer, CancellationToken cancellationToken)
    {
        var definitions = columns.Select((c, i) => $", {Staged(i)} {table.Columns[c].SqlType}");
        await unit.ExecuteAsync($"CREATE TEMPORARY TABLE {_name} ({Ordinal} int8{string.Concat(definitions)}) ON COMMIT DROP", cancellationToken).ConfigureAwait(false);
        var sink = await CopySink.OpenAsync(unit, "pg_temp." + _name, RowEncoder.Create(columns, program.Codecs, numbered: true), buffer, cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            await pump(batch => sink.WriteAsync(batch, cancellationToken)).ConfigureAwait(false);
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DropAsync(CancellationToken cancellationToken) => unit.ExecuteAsync($"DROP TABLE pg_temp.{_name}", cancellationToken);

    static string Staged(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");
}

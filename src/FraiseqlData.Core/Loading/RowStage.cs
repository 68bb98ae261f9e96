using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Rows that wait in a temporary table of the same column types for the INSERT that puts them into their table.</summary>
/// <param name="unit">The transaction.</param>
/// <param name="table">The table that they are for.</param>
/// <param name="program">Makes the rows.</param>
/// <param name="number">Tells stages apart that exist at the same time.</param>
sealed class RowStage(UnitOfWork unit, Table table, SegmentProgram program, int number)
{
    const string Ordinal = "fraiseqldata_ordinal";

    readonly string _name = string.Create(CultureInfo.InvariantCulture, $"fraiseqldata_rows_{number}");

    /// <summary>The INSERT that moves the rows, in row order. Expressions see the columns by their own names, and the stage as the table.</summary>
    public string InsertSql
    {
        get
        {
            var (columns, expressions) = (program.Written, program.Expressions);
            var into = SqlColumns.List(table, columns.Concat(expressions.Select(e => e.Column)));
            var overriding = columns.Concat(expressions.Select(e => e.Column)).Any(c => table.Columns[c].Identity == IdentityKind.Always) ? " OVERRIDING SYSTEM VALUE" : "";
            var alias = QualifiedName.Quote(table.Name.Name);
            return $"INSERT INTO {table.Name.ToSql()} ({into}){overriding} "
                + $"SELECT {string.Join(", ", columns.Select(c => $"{alias}.{SqlColumns.List(table, [c])}").Concat(expressions.Select(e => $"({e.Sql}\n)")))} "
                + $"FROM pg_temp.{_name} AS {alias} ORDER BY {Ordinal}";
        }
    }

    /// <summary>Whether all columns of a key are among the rows' columns.</summary>
    public bool Holds(UniqueKey key) => key.Columns.All(k => program.Written.Any(c => table.Columns[c].Name == k));

    /// <summary>Deletes rows that this transaction has put into the table under keys of the waiting rows. Where there are none nothing is deleted: triggers may forbid it.</summary>
    public async Task MakeRoomAsync(UniqueKey key, CancellationToken cancellationToken)
    {
        var same = key.Columns.Select(table.GetColumn).Select(c => SqlColumns.Same(c, $"t.{QualifiedName.Quote(c.Name)}", $"s.{QualifiedName.Quote(c.Name)}"));
        var taken = $"{string.Join(" AND ", same)} AND {UnitOfWork.IsOwnRow("t")}";
        // Rows of tables that inherit are in the way only where a trigger puts rows there.
        var rows = table.MayChangeRows ? table.Name.ToSql() : table.RowsSql;
        if (await unit.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM {rows} AS t, pg_temp.{_name} AS s WHERE {taken})", cancellationToken).ConfigureAwait(false))
            await unit.ExecuteAsync($"DELETE FROM {rows} AS t USING pg_temp.{_name} AS s WHERE {taken}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the temporary table and copies rows into it.</summary>
    public async Task FillAsync(Func<Func<RowBatch, ValueTask>, Task> pump, CopyBuffer buffer, CancellationToken cancellationToken)
    {
        var columns = program.Written;
        var definitions = columns.Select(c => $", {SqlColumns.List(table, [c])} {table.Columns[c].SqlType}");
        await unit.ExecuteAsync($"CREATE TEMPORARY TABLE {_name} ({Ordinal} int8{string.Concat(definitions)}) ON COMMIT DROP", cancellationToken).ConfigureAwait(false);
        var sink = await CopySink.OpenAsync(unit, "pg_temp." + _name, RowEncoder.Create(columns, program.Codecs, numbered: true), buffer, cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            await pump(batch => sink.WriteAsync(batch, cancellationToken)).ConfigureAwait(false);
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DropAsync(CancellationToken cancellationToken) => unit.ExecuteAsync($"DROP TABLE pg_temp.{_name}", cancellationToken);
}

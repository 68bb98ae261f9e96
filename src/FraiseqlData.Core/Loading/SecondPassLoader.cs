using FraiseqlData.Generation;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Loading;

/// <summary>Sets the references that were NULL at first: copies keys and values into a temporary table and updates the rows from there, in one statement.</summary>
static class SecondPassLoader
{
    const int BatchRows = 4096;
    const string Stage = "pg_temp.fraiseqldata_references";

    /// <summary>Runs one reference's update for all rows of its table.</summary>
    public static async Task RunAsync(UnitOfWork unit, Table table, long count, SecondPassProgram program, CancellationToken cancellationToken)
    {
        unit.Table = table.Name;
        var columns = program.KeyColumns.Concat(program.SetColumns).ToList();
        var definitions = columns.Select(c => $"c{c} {table.Columns[c].SqlType}");
        await unit.ExecuteAsync(FormattableString.Invariant($"CREATE TEMPORARY TABLE {Stage[8..]} ({string.Join(", ", definitions)}) ON COMMIT DROP"), cancellationToken).ConfigureAwait(false);

        var encoder = RowEncoder.Create(columns, program.Codecs);
        var sink = await CopySink.OpenAsync(unit, Stage, encoder, new CopyBuffer(), cancellationToken).ConfigureAwait(false);
        await using (sink.ConfigureAwait(false))
        {
            var batch = program.CreateBatch((int)Math.Min(BatchRows, count));
            for (long done = 0; done < count; done += batch.Count)
            {
                program.Fill(batch, done, (int)Math.Min(BatchRows, count - done));
                await sink.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        var sets = program.SetColumns.Select(c => $"{QualifiedName.Quote(table.Columns[c].Name)} = s.c{c}");
        var finds = program.KeyColumns.Select(c => SqlColumns.Same(table.Columns[c], $"t.{QualifiedName.Quote(table.Columns[c].Name)}", FormattableString.Invariant($"s.c{c}")));
        await unit.ExecuteAsync(
            $"UPDATE {table.Name.ToSql()} AS t SET {string.Join(", ", sets)} FROM {Stage} AS s WHERE {string.Join(" AND ", finds)}; DROP TABLE {Stage}",
            cancellationToken).ConfigureAwait(false);
        unit.Table = null;
    }
}

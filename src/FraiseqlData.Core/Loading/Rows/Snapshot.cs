using FraiseqlData.Generation;

namespace FraiseqlData.Loading;

/// <summary>Takes the rows of a run out of its transaction before it commits, so that the result shows what the run wrote.</summary>
static class Snapshot
{
    /// <summary>Reads the first rows of every table: one round trip, and another for tables whose rows the keys did not find.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="tables">The tables with what became of them.</param>
    /// <param name="rows">How many rows of a table at the most.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task<IReadOnlyList<ISeededRows>> TakeAsync(
        UnitOfWork unit, IReadOnlyList<(TableProgram Program, TableLoad Load)> tables, int rows, CancellationToken cancellationToken)
    {
        var results = new ISeededRows?[tables.Count];
        var byKey = new List<(int Table, RowFinder Finder)>();
        var byVersion = new List<int>();
        for (var i = 0; i < tables.Count; i++)
        {
            var (program, load) = tables[i];
            if (!program.Table.Table.CanSelect)
                results[i] = new RecomputedRows(program, load.Count);
            else if (load.Count == program.Table.Count && (load.Finder ?? KeyRowFinder.Find(program)) is { } finder)
                byKey.Add((i, finder));
            else
                byVersion.Add(i);
        }
        foreach (var table in await FillAsync(unit, tables, byKey, rows, mustMatch: true, results, cancellationToken).ConfigureAwait(false))
            byVersion.Add(table);
        if (byVersion.Count > 0)
        {
            var version = await unit.RowVersionAsync(cancellationToken).ConfigureAwait(false);
            var finders = new List<(int, RowFinder)>();
            foreach (var i in byVersion.Order())
            {
                var table = tables[i].Program.Table.Table;
                var versions = unit.HasSavepoints ? await unit.RowVersionsAsync(table, cancellationToken).ConfigureAwait(false) : [version];
                finders.Add((i, new VersionRowFinder(table, versions)));
            }
            _ = await FillAsync(unit, tables, finders, rows, mustMatch: false, results, cancellationToken).ConfigureAwait(false);
        }
        return [.. results.Select(r => r!)];
    }

    /// <summary>Reads tables and returns those whose rows were not all found: a trigger changed their keys.</summary>
    static async Task<IReadOnlyList<int>> FillAsync(
        UnitOfWork unit, IReadOnlyList<(TableProgram Program, TableLoad Load)> tables, IReadOnlyList<(int Table, RowFinder Finder)> finders,
        int rows, bool mustMatch, ISeededRows?[] results, CancellationToken cancellationToken)
    {
        var queries = finders.Select((f, q) => f.Finder.Query(0, (int)Math.Min(rows, tables[f.Table].Load.Count), RowReader.Prefix(q))).ToList();
        var read = await RowReader.ReadAsync(unit.Connection, queries, cancellationToken).ConfigureAwait(false);
        var missed = new List<int>();
        for (var q = 0; q < finders.Count; q++)
        {
            var (table, finder) = finders[q];
            var (program, load) = tables[table];
            if (mustMatch && read[q].Count != Math.Min(rows, load.Count))
                missed.Add(table);
            else
                results[table] = new SeededRows(unit.Target, program.Table.Table, program.Segments[0].Codecs, finder, load.Count, read[q]);
        }
        return missed;
    }
}

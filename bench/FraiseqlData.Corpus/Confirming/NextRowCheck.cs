using FraiseqlData.Connections;
using FraiseqlData.Corpus.Filling;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;

namespace FraiseqlData.Corpus.Confirming;

/// <summary>Adds one more row with an ordinary INSERT that leaves keys to their sequences, and rolls it back.</summary>
public sealed class NextRowCheck(FqConnection connection, FilledSchema filling, long patience) : ICheck
{
    public async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection session, Table table)
    {
        var state = filling.Tables.First(t => t.Table.Name == table.Name);
        // A table that is full takes no further row, and that is right.
        if (state.Outcome == TableOutcome.AtCapacity)
            return [];
        if (await TryAsync(session, [table]) is not { } alone)
            return [];
        // The rows of other tables may all be taken, or not be what a trigger looks for.
        var family = Family(table);
        return family.Count > 1 && await TryAsync(session, family) is null || await FillsAsync(family) ? [] : [alone];
    }

    /// <summary>What is wrong with the next row of each of some tables, or null.</summary>
    async Task<string?> TryAsync(NpgsqlConnection session, IReadOnlyList<Table> tables)
    {
        var (rows, failure) = await Failure.CatchAsync(patience, cancel => BuildAsync(PlanOf(tables), cancel));
        if (rows is null)
            return failure!.IsDiagnosis && failure.Reason.StartsWith("FqCapacityExceeded", StringComparison.Ordinal) ? null : $"no further row can be made: {failure.Reason}";
        var refusal = await RolledBack.RunAsync(session, rows.SelectMany(r => new[] { Path(r), Insert(r) }).Prepend("SET CONSTRAINTS ALL DEFERRED").Append("SET CONSTRAINTS ALL IMMEDIATE"));
        return refusal is null ? null : $"the next INSERT fails: {refusal}";
    }

    /// <summary>Whether the engine can fill the tables once more, where a row as it comes is not what a trigger accepts.</summary>
    async Task<bool> FillsAsync(IReadOnlyList<Table> tables) =>
        (await Failure.CatchAsync(patience, cancel => SeedEngine.InvokeAsync(PlanOf(tables), options: new RunOptions { SnapshotRows = 0 }, cancellationToken: cancel))).Result is not null;

    SeedPlan PlanOf(IReadOnlyList<Table> tables) => tables.Aggregate(SeedPlan.Create(connection), (plan, table) => plan.Add(table.Name.ToSql(), 1));

    /// <summary>A table with all that were filled to which it refers, directly or not.</summary>
    List<Table> Family(Table table)
    {
        var found = new List<Table> { table };
        for (var i = 0; i < found.Count; i++)
        {
            var parents = found[i].ForeignKeys.Select(k => k.ReferencedTable).Distinct().Where(p => found.TrueForAll(f => f.Name != p));
            found.AddRange(filling.Tables.Where(t => t.Outcome == TableOutcome.Filled && parents.Contains(t.Table.Name)).Select(t => t.Table).ToList());
        }
        return found;
    }

    static async Task<List<BuiltRow>> BuildAsync(SeedPlan plan, CancellationToken cancel)
    {
        var rows = new List<BuiltRow>();
        await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: cancel))
            rows.Add(row);
        return rows;
    }

    /// <summary>An application that uses the table has its schema in the path, for functions that name things without one.</summary>
    static string Path(BuiltRow row) =>
        $"SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), {Sql.Literal(Sql.Quote(row.Table.Schema))}), true)";

    string Insert(BuiltRow row)
    {
        var table = filling.Schema.Get(row.Table);
        var cells = row.Row.Columns.Zip(row.Row.Texts, (name, text) => (Column: table.GetColumn(name), Text: text))
            .Where(c => !c.Column.IsGenerated && (c.Column.Sequence is null || table.ForeignKeys.Any(k => k.Columns.Contains(c.Column.Name)))).ToList();
        return cells.Count == 0
            ? $"INSERT INTO {table.Name.ToSql()} DEFAULT VALUES"
            : $"INSERT INTO {table.Name.ToSql()} ({string.Join(", ", cells.Select(c => Sql.Quote(c.Column.Name)))}) VALUES ({string.Join(", ", cells.Select(c => Sql.Literal(c.Text)))})";
    }
}

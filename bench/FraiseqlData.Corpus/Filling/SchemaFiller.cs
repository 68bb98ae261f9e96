using FraiseqlData.Connections;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Corpus.Filling;

/// <summary>Fills a schema with one plan, <c>*</c>; where that fails, finds each table that is to blame.</summary>
public sealed class SchemaFiller(FqConnection connection, DatabaseSchema schema, long rows)
{
    readonly Dictionary<QualifiedName, FilledTable> _done = [];
    readonly List<string> _notes = [];

    /// <summary>Fills every table that can be filled.</summary>
    public async Task<FilledSchema> FillAsync()
    {
        await FillTogetherAsync();
        return new FilledSchema(schema, [.. schema.Tables.Where(t => t.IsFillable).Select(t => _done[t.Name])], _notes);
    }

    async Task FillTogetherAsync()
    {
        var (plan, obstacle) = await ResolveAsync([]);
        if (plan is null)
        {
            await DiagnoseAsync();
            (plan, obstacle) = await ResolveAsync(_done.Keys);
        }
        if (plan is not null)
        {
            LeaveOut(plan);
            (var result, obstacle) = await Failure.CatchAsync(cancel => SeedEngine.InvokeAsync(PlanWithout(_done.Keys), options: Options, cancellationToken: cancel));
            if (result is not null)
            {
                foreach (var table in Remaining())
                    Judge(table, plan, result);
                return;
            }
        }
        _notes.Add($"the plan as a whole fails: {obstacle!.Reason}");
        foreach (var table in ParentsFirst.Order(Remaining()))
            await FillAloneAsync(table);
    }

    /// <summary>Asks for each table on its own whether it can be filled, before anything is written.</summary>
    async Task DiagnoseAsync()
    {
        foreach (var table in Remaining())
        {
            var (plan, obstacle) = await ResolveAsync(await OthersAsync(table));
            if (obstacle is { IsDiagnosis: true })
                _done[table.Name] = new FilledTable(table, TableOutcome.Skipped, 0, $"unfillable: {obstacle.Reason}");
            else if (plan is not null)
                LeaveOut(plan);
        }
    }

    async Task FillAloneAsync(Table table)
    {
        var others = await OthersAsync(table);
        var (plan, obstacle) = await ResolveAsync(others);
        if (plan is null)
        {
            _done[table.Name] = new FilledTable(table, obstacle!.IsDiagnosis ? TableOutcome.Skipped : TableOutcome.Failed, 0, obstacle.Reason);
            return;
        }
        LeaveOut(plan);
        if (_done.ContainsKey(table.Name))
            return;
        (var result, obstacle) = await Failure.CatchAsync(cancel => SeedEngine.InvokeAsync(PlanWithout(others), options: Options, cancellationToken: cancel));
        if (result is null)
            _done[table.Name] = new FilledTable(table, TableOutcome.Failed, 0, obstacle!.Reason);
        else
            Judge(table, plan, result);
    }

    void LeaveOut(ResolvedPlan plan)
    {
        foreach (var left in plan.LeftOut.Where(l => schema.Get(l.Name).IsFillable))
            _ = _done.TryAdd(left.Name, new FilledTable(schema.Get(left.Name), TableOutcome.Skipped, 0, left.Reason));
    }

    void Judge(Table table, ResolvedPlan plan, SeedResult result)
    {
        var count = result.Find(table.Name.ToString())?.Count ?? 0;
        var planned = plan.Find(table.Name);
        _done[table.Name] = count >= rows ? new FilledTable(table, TableOutcome.Filled, count)
            : planned is { Count: > 0 } && planned.Count < rows && count == planned.Count ? new FilledTable(table, TableOutcome.AtCapacity, count, planned.Reason)
            : new FilledTable(table, TableOutcome.Failed, count, $"{count} rows, {planned?.Count ?? 0} were planned and {rows} wanted");
    }

    static RunOptions Options => new() { SnapshotRows = 0 };

    List<Table> Remaining() => [.. schema.Tables.Where(t => t.IsFillable && !_done.ContainsKey(t.Name))];

    /// <summary>All tables but one, read afresh: triggers may have made new ones meanwhile.</summary>
    async Task<IReadOnlyList<QualifiedName>> OthersAsync(Table table) =>
        [.. (await SeedEngine.ReadSchemaAsync(connection)).Tables.Select(t => t.Name).Where(n => n != table.Name)];

    Task<(ResolvedPlan? Result, Failure? Failure)> ResolveAsync(IEnumerable<QualifiedName> excluded) =>
        Failure.CatchAsync(cancel => SeedEngine.ResolveAsync(PlanWithout(excluded), cancellationToken: cancel));

    /// <summary>The plan for all tables but some. A wildcard even for one table: its count then means "as many as fit".</summary>
    SeedPlan PlanWithout(IEnumerable<QualifiedName> excluded) =>
        SeedPlan.Create(connection).Add(new PlanEntry { Pattern = "*", Count = rows, Exclude = [.. excluded.Select(n => n.ToSql())] });
}

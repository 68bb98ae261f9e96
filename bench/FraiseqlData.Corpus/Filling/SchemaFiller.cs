using FraiseqlData.Connections;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Corpus.Filling;

/// <summary>Fills a schema with one plan, <c>*</c>, that skips what is diagnosed as unfillable; where that fails, finds each table that is to blame.</summary>
public sealed class SchemaFiller(FqConnection connection, DatabaseSchema schema, CorpusOptions options)
{
    readonly long _rows = options.Rows;
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
        var (diagnosis, obstacle) = await DiagnoseAsync([]);
        if (diagnosis is not null)
        {
            LeaveOut(diagnosis);
            (var result, obstacle) = await RunAsync(diagnosis.Tables.Where(t => !t.Fillable).Select(t => t.Table));
            if (result is not null)
            {
                foreach (var table in Remaining())
                    Judge(table, diagnosis, result);
                return;
            }
        }
        _notes.Add($"the plan as a whole fails: {obstacle!.Reason}");
        if (options.Together)
        {
            foreach (var table in Remaining())
                _done[table.Name] = new FilledTable(table, TableOutcome.Failed, 0, "not tried alone");
            return;
        }
        foreach (var table in ParentsFirst.Order(Remaining()))
            await FillAloneAsync(table);
    }

    async Task FillAloneAsync(Table table)
    {
        var others = await OthersAsync(table);
        var (diagnosis, obstacle) = await DiagnoseAsync(others);
        if (diagnosis is not null)
            LeaveOut(diagnosis);
        if (_done.ContainsKey(table.Name))
            return;
        SeedResult? result = null;
        if (diagnosis is not null)
            (result, obstacle) = await RunAsync(others);
        if (result is null)
            _done[table.Name] = new FilledTable(table, TableOutcome.Failed, 0, obstacle!.Reason);
        else
            Judge(table, diagnosis!, result);
    }

    /// <summary>Notes the tables that get no rows, and why.</summary>
    void LeaveOut(PlanDiagnosis diagnosis)
    {
        foreach (var left in diagnosis.LeftOut.Where(l => schema.Find(l.Name) is { IsFillable: true }))
            _ = _done.TryAdd(left.Name, new FilledTable(schema.Get(left.Name), TableOutcome.Skipped, 0, left.Reason));
        foreach (var finding in diagnosis.Tables.Where(t => !t.Fillable && schema.Find(t.Table) is not null))
        {
            var failure = Failure.Of(finding);
            _ = _done.TryAdd(finding.Table, new FilledTable(schema.Get(finding.Table), failure.IsDiagnosis ? TableOutcome.Skipped : TableOutcome.Failed, 0, failure.Reason));
        }
    }

    void Judge(Table table, PlanDiagnosis diagnosis, SeedResult result)
    {
        if (table.Partition is { } partition)
        {
            _done[table.Name] = new FilledTable(table, TableOutcome.Skipped, 0, $"a partition of {partition.Parent}");
            return;
        }
        var count = CountOf(table, result);
        var planned = diagnosis.Tables.FirstOrDefault(t => t.Table == table.Name);
        _done[table.Name] = count >= _rows ? new FilledTable(table, TableOutcome.Filled, count)
            : planned is { Rows: > 0, CapacityReason: not null } && planned.Rows < _rows && count == planned.Rows
                ? new FilledTable(table, TableOutcome.AtCapacity, count, $"as many as the {planned.CapacityReason} allows")
            : new FilledTable(table, TableOutcome.Failed, count, $"{count} rows, {planned?.Rows ?? 0} were planned and {_rows} wanted");
    }

    /// <summary>The rows that a run put into a table, or into its partitions by name.</summary>
    long CountOf(Table table, SeedResult result) =>
        (result.Find(table.Name.ToString())?.Count ?? 0) + schema.Tables.Where(t => t.Partition?.Parent == table.Name).Sum(t => CountOf(t, result));

    List<Table> Remaining() => [.. schema.Tables.Where(t => t.IsFillable && !_done.ContainsKey(t.Name))];

    /// <summary>All tables but one, read afresh: triggers may have made new ones meanwhile.</summary>
    async Task<IReadOnlyList<QualifiedName>> OthersAsync(Table table) =>
        [.. (await SeedEngine.ReadSchemaAsync(connection)).Tables.Select(t => t.Name).Where(n => n != table.Name)];

    Task<(PlanDiagnosis? Result, Failure? Failure)> DiagnoseAsync(IEnumerable<QualifiedName> excluded) =>
        Failure.CatchAsync(options.Patience, cancel => SeedEngine.DiagnoseAsync(PlanWithout(excluded), probe: true, cancellationToken: cancel));

    Task<(SeedResult? Result, Failure? Failure)> RunAsync(IEnumerable<QualifiedName> excluded) =>
        Failure.CatchAsync(options.Patience, cancel => SeedEngine.InvokeAsync(PlanWithout(excluded), options: new RunOptions { SnapshotRows = 0 }, cancellationToken: cancel));

    /// <summary>The plan for all tables but some. A wildcard even for one table: its count then means "as many as fit".</summary>
    SeedPlan PlanWithout(IEnumerable<QualifiedName> excluded) =>
        SeedPlan.Create(connection, new PlanOptions { SkipUnfillable = true })
            .Add(new PlanEntry { Pattern = "*", Count = _rows, Exclude = [.. excluded.Select(n => n.ToSql())] });
}

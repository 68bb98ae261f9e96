using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

/// <summary>What a test puts into a table: values by ordinal for the columns named; reserved keys and the server give the others.</summary>
sealed record Wanted(string Table, long Count, params (string Column, Func<long, object?> Value)[] Values)
{
    /// <summary>Whether the values count as made by user code.</summary>
    public bool IsScript { get; init; }

    /// <summary>Columns whose values the loader has to keep for children.</summary>
    public string[] Keeps { get; init; } = [];

    /// <summary>A reference that is set in a second pass: key column, set column, the value by ordinal.</summary>
    public (string Key, string Set, Func<long, object?> Value)? Second { get; init; }

}

/// <summary>Runs hand-made programs against a database of its own.</summary>
sealed class LoadScene(TestDatabase database) : IAsyncDisposable
{
    static int _roles;

    public TestDatabase Database { get; } = database;

    /// <summary>The keys that were kept, by table.</summary>
    public Dictionary<string, StoredKeys> Kept { get; } = [];

    /// <summary>The options of the plans.</summary>
    public PlanOptions Options { get; set; } = new();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<LoadScene> CreateAsync(string sql) => new(await PostgresServer.CreateDatabaseAsync(sql));

    /// <summary>A connection as a new role with these privileges, <c>{0}</c> being its name.</summary>
    public async Task<FqConnection> ConnectAsRoleAsync(string grants)
    {
        var role = $"loader_{Interlocked.Increment(ref _roles)}";
        await Database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'; {string.Format(grants, role)}");
        return FqConnection.Create(Database.Connection.Host, Database.Connection.Port, Database.Connection.Database, role, "secret");
    }

    public Task<SeedResult> RunAsync(params Wanted[] wanted) => RunAsync(Database.Connection, new RunOptions(), Cancel, wanted);

    public Task<SeedResult> RunAsync(FqConnection target, RunOptions options, CancellationToken cancellation, params Wanted[] wanted)
    {
        return SeedRun.ExecuteAsync(target, DraftAsync, options, cancellation);

        async Task<RunDraft> DraftAsync(NpgsqlConnection connection, Func<PlanScope, Task> lockTables, CancellationToken cancel)
        {
            var plan = await PlanAsync(connection, Options, wanted);
            await lockTables(new PlanScope(plan.Schema, [.. plan.Tables.Select(t => t.Table)], []));
            return new RunDraft(plan, (blocks, _) => [.. plan.Tables.Select((t, i) => Program(t, wanted[i], blocks.GetValueOrDefault(t.Table.Name)))]);
        }
    }

    public static Task<ResolvedPlan> PlanAsync(NpgsqlConnection connection, params Wanted[] wanted) => PlanAsync(connection, new PlanOptions(), wanted);

    static async Task<ResolvedPlan> PlanAsync(NpgsqlConnection connection, PlanOptions options, params Wanted[] wanted)
    {
        var schema = await SchemaReader.ReadAsync(connection, inTransaction: true, Cancel);
        var tables = wanted.Select((w, i) => Resolve(schema, w, i + 1, wanted)).ToList();
        return new ResolvedPlan { Plan = SeedPlan.Create(options: options), Schema = schema, Tables = tables, LeftOut = [] };
    }

    static ResolvedTable Resolve(DatabaseSchema schema, Wanted wanted, int order, Wanted[] all)
    {
        var table = schema.Tables.Single(t => t.Name.Name == wanted.Table);
        var overrides = wanted.Values.ToDictionary(v => v.Column, ColumnOverride (v) => new ConstantOverride(null));
        return new ResolvedTable
        {
            Table = table,
            Count = wanted.Count,
            Order = order,
            Reason = "test",
            Segments = [new RowSegment(0, wanted.Count, overrides, null)],
            References = [.. table.ForeignKeys.Where(k => all.Any(w => w.Table == k.ReferencedTable.Name)).Select(k => new ResolvedReference(k, ParentSource.Plan, k.Columns[0] == wanted.Second?.Set))],
            State = TableState.Empty,
        };
    }

    TableProgram Program(ResolvedTable resolved, Wanted wanted, IReadOnlyDictionary<string, KeyBlock>? blocks)
    {
        var table = resolved.Table;
        var codecs = table.Columns.Select(TypeCodecs.For).ToArray();
        var steps = new List<BatchStep>();
        foreach (var (column, block) in blocks ?? new Dictionary<string, KeyBlock>())
            steps.Add(new KeyBlockStep(resolved.IndexOf(column), block));
        foreach (var (column, value) in wanted.Values)
            steps.Add(new ValueStep(resolved.IndexOf(column), value, wanted.IsScript));
        var stored = wanted.Keeps.Length == 0 ? new List<StoredKeys>() : [Keep(resolved, wanted, codecs)];
        return new TableProgram(
            resolved, [new SegmentProgram(resolved.Segments[0], codecs, steps, null, 1)], stored,
            wanted.Second is { } second ? [SecondPass(resolved, codecs, steps, second)] : []);
    }

    StoredKeys Keep(ResolvedTable table, Wanted wanted, TypeCodec[] codecs)
    {
        var columns = wanted.Keeps.Select(table.IndexOf).ToList();
        return Kept[wanted.Table] = new StoredKeys(columns, [.. columns.Select(c => codecs[c])]);
    }

    static SecondPassProgram SecondPass(ResolvedTable table, TypeCodec[] codecs, List<BatchStep> steps, (string Key, string Set, Func<long, object?> Value) second)
    {
        var (key, set) = (table.IndexOf(second.Key), table.IndexOf(second.Set));
        BatchStep[] both = [steps.Single(s => s.Writes.Contains(key)), new ValueStep(set, second.Value, false)];
        var program = new SegmentProgram(table.Segments[0], codecs, both, null, 1);
        return new SecondPassProgram(table.References.Single(r => r.IsSecondPass), [key], [set], program.CreateBatch, program.Fill) { Codecs = codecs };
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    sealed class ValueStep(int column, Func<long, object?> value, bool isScript) : BatchStep
    {
        public override ColumnAccount AccountFor(int _) => new("test", "");

        public override IReadOnlyList<int> Writes { get; } = [column];

        public override bool CallsUserCode => isScript;

        public override void Fill(RowBatch batch, int start, int end, int attempt)
        {
            for (var row = start; row < end; row++)
                batch.Columns[column]!.SetValue(row, value(batch.OrdinalOf(row)));
        }
    }
}

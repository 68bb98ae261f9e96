using System.Globalization;
using FraiseqlData.Generation;
using FraiseqlData.Planning;
using FraiseqlData.Servers;

namespace FraiseqlData.Benchmarks.Micro;

/// <summary>The programs of tables of one kind of column each, and of groups; compiled once against a throwaway server.</summary>
static class MicroTables
{
    public const int BatchRows = 4096;
    const long Rows = 1_000_000;

    static readonly Lazy<Task<IReadOnlyDictionary<string, SegmentProgram>>> Compiled = new(CompileAsync);

    static readonly (string Name, string[] Columns)[] Kinds =
    [
        ("integers", ["a int NOT NULL", "b bigint NOT NULL", "quantity smallint NOT NULL"]),
        ("numerics", ["a numeric(12, 2) NOT NULL", "weight numeric(10, 3) NOT NULL", "ratio double precision NOT NULL"]),
        ("dates", ["birth_date date NOT NULL", "seen timestamptz NOT NULL", "at_time time NOT NULL"]),
        ("uuids", ["a uuid NOT NULL", "b uuid NOT NULL", "c uuid NOT NULL"]),
        ("enums", ["a micro_state NOT NULL", "b micro_state NOT NULL", "is_a boolean NOT NULL"]),
        ("list_texts", ["city text NOT NULL", "job_title text NOT NULL", "first_name text NOT NULL"]),
        ("made_texts", ["email text NOT NULL", "phone text NOT NULL", "serial_number text NOT NULL"]),
    ];

    /// <summary>The tables whose rows are made and encoded.</summary>
    public static IEnumerable<string> Names => Kinds.Select(k => k.Name).Prepend("tb_user");

    /// <summary>The program of a table.</summary>
    public static async Task<SegmentProgram> GetAsync(string table) => (await Compiled.Value)[table];

    /// <summary>A table of a group: with all of its columns, or with one of them.</summary>
    public static string GroupTable(string group, int? column) => column is { } one ? string.Create(CultureInfo.InvariantCulture, $"{group}_{one}") : group + "_all";

    static async Task<IReadOnlyDictionary<string, SegmentProgram>> CompileAsync()
    {
        var groups = GroupBenchmark.Groups.SelectMany(g => g.Columns.Select((c, i) => (Name: GroupTable(g.Group, i), Columns: new[] { c })).Append((Name: GroupTable(g.Group, null), g.Columns)));
        var tables = Kinds.Concat(groups).ToList();
        await using var server = await ThrowawayServer.StartAsync();
        await server.RunScriptAsync("CREATE TYPE micro_state AS ENUM ('draft', 'active', 'closed');\n" + UserTable.Ddl + string.Concat(tables.Select(t => $"\nCREATE TABLE {t.Name} (no int PRIMARY KEY, {string.Join(", ", t.Columns)});")));
        var plan = tables.Aggregate(SeedPlan.Create(server.Connection).Add("tb_user", Rows), (p, t) => p.Add(t.Name, Rows));
        var run = await SeedEngine.PrepareAsync(plan, target: null, scripts: null, CancellationToken.None);
        return run.Compiler.Compile(run.Plan, run.Data).ToDictionary(p => p.Table.Table.Name.Name, p => p.Segments[0]);
    }
}

/// <summary>Makes one batch of a table's rows after the other.</summary>
/// <param name="program">The table's program.</param>
/// <param name="withoutKey">Whether the first column is left out.</param>
sealed class BatchMaker(SegmentProgram program, bool withoutKey = false)
{
    readonly BatchStep[] _steps = [.. program.Steps.Where(s => !withoutKey || !s.Writes.Contains(0))];
    long _next;

    public RowBatch Batch { get; } = program.CreateBatch(MicroTables.BatchRows);

    public void Make()
    {
        Batch.Reset(_next, _next + 1, MicroTables.BatchRows);
        foreach (var step in _steps)
            step.Fill(Batch, 0, MicroTables.BatchRows, attempt: 0);
        _next = (_next + MicroTables.BatchRows) % (program.Segment.Count - MicroTables.BatchRows);
    }
}

using FraiseqlData.Planning;

namespace FraiseqlData.Benchmarks.Load;

/// <summary>A way to fill the subject's tables.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="RunAsync">Fills the empty tables once or more and says what that took; resets between by itself.</param>
sealed record Contestant(string Name, Func<Arena, Task<IReadOnlyList<Sample>>> RunAsync);

/// <summary>The ways that are measured against each other.</summary>
static class Contestants
{
    public const string Plain = "COPY of the rows in random order";
    public const string Limit = "COPY without indexes, then indexes (the limit)";
    public const string Core = "engine, Auto";
    public const string Kept = "engine, KeepIndexes";
    public const string Cmdlets = "cmdlets, Auto";
    public const string InsertSelect = "server-side INSERT ... SELECT";

    // Statements of many rows take the server long; fewer rows tell as much.
    const long MostInsertedRows = 100_000;
    const int RowsAStatement = 1000;

    public static IReadOnlyList<Contestant> For(Subject subject, Peers? peers) =>
    [
        ServerOnly(Plain, arena => CopyAsync(arena, "random")),
        new(Limit, LimitAsync),
        ChildProcess.Engine(Core, nameof(LoadStrategy.Auto)),
        ChildProcess.Cmdlets(Cmdlets),
        ChildProcess.Engine(Kept, nameof(LoadStrategy.KeepIndexes)),
        ServerOnly("COPY of the rows in key order", arena => CopyAsync(arena, "ordered")),
        ServerOnly(InsertSelect, InsertSelectAsync),
        new("multi-row INSERT", InsertRowsAsync),
        .. subject.Peers is null ? [] : peers?.Contestants ?? [],
    ];

    static Contestant ServerOnly(string name, Func<Arena, Task> work) =>
        new(name, async arena => [await arena.MeasureAsync(name, arena.Subject.Rows, client: 0, () => work(arena))]);

    static async Task CopyAsync(Arena arena, string order)
    {
        await arena.ExecuteAsync("BEGIN");
        foreach (var (table, _) in arena.Subject.Tables)
            await arena.ExecuteAsync($"COPY {table} ({await arena.ColumnsAsync(table)}) FROM '{arena.FileOf(table, order)}' (FORMAT binary)");
        await arena.ExecuteAsync("COMMIT");
    }

    /// <summary>Indexes and keys are away before the clock starts.</summary>
    static async Task<IReadOnlyList<Sample>> LimitAsync(Arena arena)
    {
        var plans = (await SeedEngine.ResolveAsync(arena.Subject.Plan(SeedPlan.Create(arena.Connection, new PlanOptions { LoadStrategy = LoadStrategy.Rebuild })))).LoadPlans;
        foreach (var sql in plans.SelectMany(p => p.Before))
            await arena.ExecuteAsync(sql);
        return [await arena.MeasureAsync(Limit, arena.Subject.Rows, client: 0, async () =>
        {
            await CopyAsync(arena, "random");
            await arena.ExecuteAsync("BEGIN");
            foreach (var sql in plans.SelectMany(p => p.After))
                await arena.ExecuteAsync(sql);
            await arena.ExecuteAsync("COMMIT");
        })];
    }

    static async Task InsertSelectAsync(Arena arena)
    {
        await arena.ExecuteAsync("BEGIN");
        foreach (var ((table, _), i) in arena.Subject.Tables.Select((t, i) => (t, i)))
        {
            var columns = await arena.ColumnsAsync(table);
            await arena.ExecuteAsync(arena.Subject.InsertSelect?[i] ?? $"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT * FROM bench.\"kept {table}\"");
        }
        await arena.ExecuteAsync("COMMIT");
    }

    static async Task<IReadOnlyList<Sample>> InsertRowsAsync(Arena arena)
    {
        var (statements, rows) = (new List<string>(), 0L);
        foreach (var (table, count) in arena.Subject.Tables)
        {
            var columns = await arena.ColumnsAsync(table);
            var values = $"SELECT '(' || concat_ws(', ', {string.Join(", ", columns.Split(", ").Select(c => $"quote_nullable({c}::text)"))}) || ')' AS v, row_number() OVER () AS n FROM bench.\"kept {table}\"";
            var texts = await arena.ScalarAsync<string[]>($"SELECT array_agg(s ORDER BY n) FROM (SELECT string_agg(v, ', ' ORDER BY n) AS s, min(n) AS n FROM ({values}) AS v WHERE n <= {MostInsertedRows} GROUP BY (n - 1) / {RowsAStatement}) AS s");
            statements.AddRange(texts.Select(t => $"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE VALUES {t}"));
            rows += Math.Min(count, MostInsertedRows);
        }
        return [await arena.MeasureAsync("multi-row INSERT", rows, Environment.ProcessId, async () =>
        {
            await arena.ExecuteAsync("BEGIN");
            foreach (var sql in statements)
                await arena.ExecuteAsync(sql);
            await arena.ExecuteAsync("COMMIT");
        })];
    }
}

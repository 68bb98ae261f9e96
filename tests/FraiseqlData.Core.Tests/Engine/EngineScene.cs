using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Npgsql;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>A database with a schema of the test's own, and what tests ask of it after a run.</summary>
sealed class EngineScene(TestDatabase database) : IAsyncDisposable
{
    public TestDatabase Database => database;

    public static async Task<EngineScene> CreateAsync(string ddl) => new(await PostgresServer.CreateDatabaseAsync(ddl));

    public SeedPlan Plan(PlanOptions? options = null) => SeedPlan.Create(database.Connection, options);

    public Task<SeedResult> RunAsync(SeedPlan plan, RunOptions? options = null) =>
        SeedEngine.InvokeAsync(plan, database.Connection, options, TestContext.Current.CancellationToken);

    public Task<SeedResult> FillAsync(string pattern, long count, PlanOptions? options = null) => RunAsync(Plan(options).Add(pattern, count));

    public Task<T> ScalarAsync<T>(string sql) => database.ScalarAsync<T>(sql);

    /// <summary>The rows of a query, each as its columns' texts with a bar between.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var session = await database.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT q::text FROM ({sql}) q", session);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>FraiseQL's schemas, and the project's own: every uuid key says its table and instance, every identifier is unique and readable.</summary>
public sealed class PatternKeyTests
{
    const int Rows = 20;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fq_ecom_mig")]
    [InlineData("fq_chat")]
    [InlineData("fq_specql")]
    [InlineData("sample")]
    public async Task Keys_say_their_rows_after_three_runs_and_two_workers_at_once(string name)
    {
        await using var database = name == "sample" ? await PostgresServer.CreateDatabaseAsync(await File.ReadAllTextAsync(Sample(), Cancel)) : await PostgresServer.CreateFromSchemaAsync(name);
        for (var run = 0; run < 3; run++)
            _ = await FillAsync(database, null);
        _ = await Task.WhenAll(Enumerable.Range(1, 2).Select(w => Task.Run(() => FillAsync(database, new PlanWorker(w, 2)), Cancel)));

        var schema = await SeedEngine.ReadSchemaAsync(database.Connection, Cancel);
        var decoder = UuidDecoder.Create(schema: schema);
        var keys = 0;
        foreach (var table in schema.Tables.Where(t => t.IsFillable && !t.Name.Name.StartsWith("tv_", StringComparison.Ordinal)))
        {
            if (UuidKeys.Find(table) is { } key)
            {
                keys++;
                var ids = (await database.ScalarAsync<string>($"SELECT string_agg({key.Name}::text, ' ' ORDER BY {key.Name}) FROM {table.Name.ToSql()}")).Split(' ').Select(t => decoder.Decode(Guid.Parse(t))).ToList();
                ids.Count.ShouldBe(5 * Rows, table.Name.ToString());
                ids.ShouldAllBe(id => id.Table == table.Name && id.Family == "fraiseql-uuid");
                var first = TrinityTable.Detect(table) is null ? 1 : 1001;
                ids.Take(3 * Rows).Select(id => id.Instance).ShouldBe(Enumerable.Range(first, 3 * Rows).Select(i => (long)i), table.Name.ToString());
                ids.Select(id => id.Instance).Distinct().Count().ShouldBe(5 * Rows);
            }
            if (TrinityTable.Detect(table) is not null)
            {
                var identifiers = (await database.ScalarAsync<string>($"SELECT string_agg(identifier, ' ') FROM {table.Name.ToSql()}")).Split(' ');
                identifiers.Distinct().Count().ShouldBe(5 * Rows);
                identifiers.ShouldAllBe(i => System.Text.RegularExpressions.Regex.IsMatch(i, "^[a-z0-9]+(-[a-z0-9]+)*-[0-9]{6}$"));
            }
        }
        keys.ShouldBeGreaterThan(0);
    }

    static Task<SeedResult> FillAsync(TestDatabase database, PlanWorker? worker) =>
        SeedEngine.InvokeAsync(SeedPlan.Create(database.Connection, new PlanOptions { Worker = worker }).Add("*", Rows), cancellationToken: Cancel);

    static string Sample()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "samples", "fraiseql-sample.sql");
            if (File.Exists(file))
                return file;
        }
        throw new FileNotFoundException("samples/fraiseql-sample.sql");
    }
}

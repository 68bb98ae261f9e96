using System.Globalization;
using System.Text;
using CsCheck;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Xunit;

namespace FraiseqlData.Core.Tests.RandomSchemas;

/// <summary>
/// Random schemas are filled twice with random counts, and PostgreSQL confirms what came of it. The same schemas are tried each time, unless
/// <c>FRAISEQL_RANDOM_SCHEMAS</c> says how many others to try; a number there that follows a <c>#</c> is one schema of its own.
/// </summary>
public sealed class RandomSchemaTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const int Tried = 30;
    const int MostFailures = 12;
    const string NotCreated = "not created";

    [Fact]
    public async Task Random_schema_is_filled_twice_and_the_server_confirms_it()
    {
        var (tried, failures) = (0, new Dictionary<string, string>());
        foreach (var number in Numbers())
        {
            tried++;
            var schema = RandomSchemas.Of(number);
            if (await FailureAsync(schema) is not { } failure)
                continue;
            var kind = failure[..Math.Min(failure.Length, 40)];
            if (failures.ContainsKey(kind))
                continue;
            var least = await new SchemaReducer(FailureAsync).ReduceAsync(schema, kind);
            failures.Add(kind, $"schema #{number}: {failure}\n{least}");
            await Console.Error.WriteLineAsync(failures[kind]);
            if (failures.Count == MostFailures)
                break;
        }
        Assert.True(failures.Count == 0, $"{tried} schemas tried.\n\n{string.Join("\n\n", failures.Values)}");
    }

    static IEnumerable<int> Numbers() => Environment.GetEnvironmentVariable("FRAISEQL_RANDOM_SCHEMAS") switch
    {
        ['#', .. var number] => [int.Parse(number, CultureInfo.InvariantCulture)],
        { Length: > 0 } count => Gen.Int[1000, int.MaxValue].Array[int.Parse(count, CultureInfo.InvariantCulture)].Single(),
        _ => Enumerable.Range(1, Tried),
    };

    /// <summary>What is wrong with the engine's work on a schema, or null.</summary>
    async Task<string?> FailureAsync(RandomSchema schema)
    {
        try
        {
            var script = schema.ToString();
            // Without, the keys hold more rows, never fewer.
            await database.ResetAsync(await PostgresServer.VersionAsync() < 15 ? script.Replace("NULLS NOT DISTINCT ", "", StringComparison.Ordinal) : script);
        }
        catch (FraiseqlDataException e)
        {
            return $"{NotCreated}: {e.Message}";
        }
        try
        {
            return await JudgeAsync(schema);
        }
        catch (FraiseqlDataException e)
        {
            return $"{e.Id}: {e.Message}";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.ToString();
        }
    }

    async Task<string?> JudgeAsync(RandomSchema schema)
    {
        var plan = schema.Tables.Select(t => t.Rows).Distinct()
            .Aggregate(SeedPlan.Create(database.Database.Connection), (plan, rows) => plan.Add(new PlanEntry { Pattern = "*", Count = rows, Exclude = [.. schema.Tables.Where(t => t.Rows != rows).Select(t => t.Name)] }));
        var wanted = (await SeedEngine.ReadSchemaAsync(database.Database.Connection)).Tables.ToDictionary(t => t.Name, t => schema.Tables.FirstOrDefault(r => Names(r, t.Name))?.Rows ?? 0);
        var preview = await PreviewAsync(plan);
        if (preview != await PreviewAsync(plan))
            return "the same seed gave other rows";
        for (var run = 1; run <= 2; run++)
        {
            var verdict = await Verdict.OfAsync(database.Database, plan, name => wanted[name]);
            if (verdict.Findings.Count > 0)
                return $"run {run}: {string.Join("; ", verdict.Findings)}";
            foreach (var table in schema.Tables)
            {
                var count = await database.Database.ScalarAsync<long>($"SELECT count(*) FROM {(table.Suffix.StartsWith(" PARTITION", StringComparison.Ordinal) ? "" : "ONLY ")}{table.Name}");
                if (count < RandomSchema.Least(table, run))
                    return $"run {run}: {table.Name} holds {count} rows, and {RandomSchema.Least(table, run)} fit. {string.Join(' ', verdict.Result.Warnings)}";
            }
        }
        return null;
    }

    static bool Names(RandomTable table, QualifiedName name) => table.Name.Replace("\"", "", StringComparison.Ordinal) == name.ToString().Replace("\"", "", StringComparison.Ordinal);

    async Task<string> PreviewAsync(SeedPlan plan)
    {
        var text = new StringBuilder();
        await foreach (var row in SeedEngine.BuildAsync(plan))
            text.Append(row.Table).Append(' ').AppendJoin('|', row.Row.Texts.Select(t => t ?? "NULL")).Append('\n');
        return text.ToString();
    }
}

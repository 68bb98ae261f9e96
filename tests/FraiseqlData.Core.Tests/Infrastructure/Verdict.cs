using FraiseqlData.Corpus;
using FraiseqlData.Corpus.Confirming;
using FraiseqlData.Corpus.Filling;
using FraiseqlData.Corpus.Reporting;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Infrastructure;

/// <summary>What PostgreSQL says of a run: it counts the rows, tests every constraint anew and tries the next ordinary INSERT.</summary>
/// <param name="Result">What the engine says.</param>
/// <param name="Tables">What became of each table that can be filled.</param>
public sealed record Verdict(SeedResult Result, IReadOnlyList<TableReport> Tables)
{
    /// <summary>What the server does not confirm, table by table.</summary>
    public IReadOnlyList<string> Findings => [.. Tables.Where(t => t.Outcome == TableOutcome.Failed).Select(t => $"{t.Table}: {t.Reason}")];

    /// <summary>Holds that every table has all its rows and that nothing is wrong with them.</summary>
    public void ShouldBeFull()
    {
        Findings.ShouldBeEmpty();
        Tables.Where(t => t.Outcome != TableOutcome.Filled).Select(t => $"{t.Table}: {t.Outcome}, {t.Rows} rows. {t.Reason}").ShouldBeEmpty();
        Tables.ShouldNotBeEmpty();
    }

    /// <summary>Carries out a plan and asks the server.</summary>
    public static async Task<Verdict> OfAsync(TestDatabase database, SeedPlan plan, Func<QualifiedName, long> wanted, IScriptHost? scripts = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(database.Address + ";Pooling=false");
        var schema = await SeedEngine.ReadSchemaAsync(database.Connection, cancel);
        var before = await RowCounts.ReadAsync(source, schema);
        var result = await SeedEngine.InvokeAsync(plan, database.Connection, new RunOptions { Scripts = scripts }, cancel);
        var after = await RowCounts.ReadAsync(source, schema);

        var filled = schema.Tables.Where(t => t is { IsFillable: true, Partition: null }).Select(t => Outcome(t, result.Find(t.Name.ToString())?.Count ?? 0, wanted(t.Name))).ToList();
        var confirmation = new Confirmation(source, database.Connection, new FilledSchema(schema, filled, []));
        var reports = new List<TableReport>();
        foreach (var table in filled)
            reports.Add(await confirmation.ConfirmAsync(table, after.Of(table.Table) - before.Of(table.Table)));
        return new Verdict(result, reports);
    }

    static FilledTable Outcome(Table table, long rows, long wanted) =>
        new(table, rows >= wanted ? TableOutcome.Filled : TableOutcome.AtCapacity, rows, rows >= wanted ? null : $"{rows} of {wanted} rows");
}

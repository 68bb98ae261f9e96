using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Holds docs/limits.md to what real schemas show.</summary>
public sealed class LimitsTests
{
    [Theory]
    [InlineData("adventureworks")]
    [InlineData("concourse")]
    [InlineData("kitchensink")]
    [InlineData("omop")]
    [InlineData("pagila")]
    [InlineData("supabase_auth")]
    public async Task Every_table_is_fillable_or_stands_in_the_list_with_its_reason(string name)
    {
        var rows = Listed(name).ToList();
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);

        var diagnosis = await SeedEngine.DiagnoseAsync(SeedPlan.Create(database.Connection).Add("*", 5), cancellationToken: TestContext.Current.CancellationToken);

        diagnosis.Tables.Where(t => !t.Fillable).Select(t => t.ToString()).ShouldBeEmpty();
        var schema = await SeedEngine.ReadSchemaAsync(database.Connection, TestContext.Current.CancellationToken);
        var left = diagnosis.LeftOut.Where(l => schema.Get(l.Name).IsFillable).ToList();
        left.Where(l => !rows.Any(r => r.Pattern.Matches(l.Name) && r.Reason == l.Reason)).Select(l => $"{l.Name}: {l.Reason}").ShouldBeEmpty();
        rows.Where(r => !left.Exists(l => r.Pattern.Matches(l.Name))).Select(r => r.Reason).ShouldBeEmpty();
    }

    static IEnumerable<(TablePattern Pattern, string Reason)> Listed(string schema)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "limits.md")))
            folder = folder.Parent!;
        return File.ReadLines(Path.Combine(folder.FullName, "docs", "limits.md"))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
            .Where(c => c.Length == 5 && c[1] == schema)
            .Select(c => (TablePattern.Parse(c[2]), c[3]));
    }
}

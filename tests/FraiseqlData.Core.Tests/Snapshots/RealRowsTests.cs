using System.Text;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Xunit;

namespace FraiseqlData.Core.Tests.Snapshots;

/// <summary>Twenty rows of every table of real schemas, as somebody looked at them: what changes there is to be looked at again.</summary>
public sealed class RealRowsTests
{
    const int Rows = 20;
    const int LongestText = 100;

    [Theory]
    [InlineData("fq_ecom_mig")]
    [InlineData("chinook")]
    [InlineData("pagila")]
    [InlineData("adventureworks")]
    public async Task Rows_are_those_that_were_looked_at(string name)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(RealSchemas.WithoutVectors(RealSchemas.Read(name)));
        var text = new StringBuilder();
        BuiltRow? last = null;
        await foreach (var row in SeedEngine.BuildAsync(SeedPlan.Create(database.Connection).Add("*", Rows), cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.Table != last?.Table)
                text.Append("\n# ").Append(row.Table).Append('\n').AppendJoin('|', row.Row.Columns).Append('\n');
            text.AppendJoin('|', row.Row.Columns.Select((_, i) => Cell(row.Row.Texts[i]))).Append('\n');
            last = row;
        }
        Snapshot.ShouldBeKept(name, text.ToString().TrimStart('\n'));
    }

    static string Cell(string? text)
    {
        if (text is null)
            return "";
        var line = text.ReplaceLineEndings("⏎").Replace('|', '¦');
        return line.Length <= LongestText ? line : string.Concat(line.AsSpan(0, LongestText), "…");
    }
}

using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class ViewTests(TestServer server)
{
    [Theory]
    [InlineData("Get-FqConnection", "Host Port Database User SslMode Source")]
    [InlineData("Get-FqSchema", "Name Tables Others EstimatedRows Target")]
    [InlineData("Get-FqTable tb_*", "Schema Table Kind Rows Columns DependsOn Comment")]
    [InlineData("(Get-FqTable tb_model).Columns", "Name Type NotNull Default Comment")]
    [InlineData("(Get-FqTable tb_model).UniqueKeys", "Name Columns Primary Where")]
    [InlineData("(Get-FqTable tb_model).ForeignKeys", "Name Columns References")]
    [InlineData("(Get-FqTable tb_machine).Checks", "Name Columns Expression")]
    [InlineData("(New-FqSeedPlan | Add-FqTable tb_model).Entries", "Table Count Key Override Exclude")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_model | Resolve-FqSeedPlan", "Order Table Count Added Reason")]
    [InlineData("Get-FqColumnRule tb_model", "Column Type Rule Generator Nulls Distinct Samples Reason")]
    [InlineData("(New-FqSeedPlan | Add-FqTable tb_model | Invoke-FqSeed).Tables", "Table Count Added Path Duration")]
    public void Output_is_a_table_with_what_a_person_wants(string script, string headers)
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        _ = host.Invoke(script + " | Out-Default");

        shown.Screen.Split('\n').ShouldContain(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)) == headers, shown.Screen);
    }

    [Theory]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_model -Count 3 -Key m -Override @{ name = 'x' }", "Tables : tb_model x 3, key m, override name")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed", "Tables   : catalog.tb_manufacturer x 1 (added)")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed", "           catalog.tb_model x 3")]
    public void Plan_and_result_are_lists_that_name_their_tables(string script, string line)
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        _ = host.Invoke(script + " | Out-Default");

        shown.Screen.Split('\n').ShouldContain(line, shown.Screen);
    }

    [Fact]
    public void Result_after_another_kind_of_object_shows_its_members_not_its_rows()
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        _ = host.Invoke("& { Get-FqConnection; New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed } | Out-Default");

        var labels = shown.Screen.Split('\n').Where(l => l.Contains(" : ", StringComparison.Ordinal)).Select(l => l.Split(" : ")[0].Trim()).ToList();
        labels.ShouldContain("Duration");
        labels.ShouldNotContain("tb_model");
    }
}

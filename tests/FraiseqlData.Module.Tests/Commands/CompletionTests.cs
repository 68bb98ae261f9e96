using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class CompletionTests(TestServer server)
{
    [Theory]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_m", "tb_machine,tb_manufacturer,tb_model")]
    [InlineData("New-FqSeedPlan | Add-FqTable tenant.tb_a", "tenant.tb_allocation")]
    [InlineData("Get-FqTable 'tb_o", "tb_organization")]
    [InlineData("Get-FqTable tb_ -Schema ten", "tenant")]
    [InlineData("New-FqSeedPlan -Schema cat", "catalog")]
    [InlineData("New-FqSeedPlan | Add-FqTable odd", "'odd name'")]
    [InlineData("New-FqSeedPlan | Add-FqTable tb_model -Override lis", "@{ list_price = ")]
    public void Names_come_from_the_live_schema(string line, string expected)
    {
        using var host = new SampleHost(server.CreateSample());
        host.Execute("CREATE TABLE \"odd name\" (no int)");
        // The first reading may take longer than a prompt waits.
        Complete(host, line);

        for (var i = 0; i < 50 && Complete(host, line).Count == 0; i++)
            Thread.Sleep(100);

        string.Join(',', Complete(host, line)).ShouldStartWith(expected);
    }

    [Fact]
    public void Unreachable_server_completes_nothing_and_throws_nothing()
    {
        using var host = new ModuleHost();

        host.Run("$null = Get-FqConnection; (TabExpansion2 'Get-FqTable tb_ -Connection ''postgres://127.0.0.1:1/x'' -Name tb_' 50).CompletionMatches | Where-Object ResultType -eq ParameterValue")
            .Errors.ShouldBeEmpty();
    }

    static List<string> Complete(SampleHost host, string line) =>
        [.. host.Invoke("param($l) (TabExpansion2 $l $l.Length).CompletionMatches | Where-Object { $_.ResultType -eq 'ParameterValue' } | ForEach-Object CompletionText", line).Select(o => o.ToString())];
}

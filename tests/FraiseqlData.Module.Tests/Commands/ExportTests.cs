using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class ExportTests(TestServer server)
{
    [Theory]
    [InlineData("$plan | Export-FqSeedSql")]
    [InlineData("$plan | Build-FqSeed | Export-FqSeedSql")]
    [InlineData("$plan | Invoke-FqSeed | Export-FqSeedSql")]
    [InlineData("($plan | Invoke-FqSeed).GetRows('tb_organization') | Export-FqSeedSql")]
    public void Plan_result_and_rows_give_a_script_that_loads(string export)
    {
        using var host = new SampleHost(server.CreateSample());
        var copy = server.CreateSample();

        var script = string.Join('\n', host.Invoke("$plan = New-FqSeedPlan | Add-FqTable tb_organization -Count 4; " + export));
        TestServer.Execute(copy, script);

        TestServer.Scalar<long>(copy, "SELECT count(*) FROM tenant.tb_organization").ShouldBe(4);
        TestServer.Scalar<long>(copy, "SELECT nextval('tenant.tb_organization_pk_organization_seq')").ShouldBe(5);
    }

    [Fact]
    public void File_is_written_where_powershell_stands_and_whole()
    {
        using var host = new SampleHost(server.CreateSample());
        var folder = Directory.CreateTempSubdirectory("fq-export");

        _ = host.Invoke("param($f) $ExecutionContext.SessionState.Path.SetLocation($f) | Out-Null; New-FqSeedPlan | Add-FqTable tb_organization | Export-FqSeedSql seeds.sql -Style Copy", folder.FullName);

        var text = File.ReadAllText(Path.Combine(folder.FullName, "seeds.sql"));
        text.ShouldContain("COPY \"tenant\".\"tb_organization\"");
        text.TrimEnd().ShouldEndWith("COMMIT;");
        folder.GetFiles().Length.ShouldBe(1);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Failed_export_leaves_no_file()
    {
        using var host = new SampleHost(server.CreateSample());
        var folder = Directory.CreateTempSubdirectory("fq-export");

        host.Run("param($f) New-FqSeedPlan | Add-FqTable tb_organization -Override @{ name = { throw 'no' } } | Export-FqSeedSql $f/x.sql", folder.FullName).ErrorId.ShouldBe("FqOverrideScriptFailed");

        folder.GetFiles().ShouldBeEmpty();
        folder.Delete();
    }

    [Fact]
    public void Whatif_writes_no_file()
    {
        using var host = new SampleHost(server.CreateSample());
        var folder = Directory.CreateTempSubdirectory("fq-export");

        _ = host.Invoke("param($f) New-FqSeedPlan | Add-FqTable tb_organization | Export-FqSeedSql $f/x.sql -WhatIf", folder.FullName);

        folder.GetFiles().ShouldBeEmpty();
        folder.Delete();
    }

    [Theory]
    [InlineData("'text' | Export-FqSeedSql", "FqExportInput")]
    [InlineData("$plan, $plan | Export-FqSeedSql", "FqExportInput")]
    [InlineData("New-FqSeedPlan | Export-FqSeedSql", "FqPlanEmpty")]
    [InlineData("$plan | Export-FqSeedSql /no/such/folder/x.sql", "FqFileNotWritable")]
    public void What_cannot_be_exported_is_one_error(string script, string id)
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("$plan = New-FqSeedPlan | Add-FqTable tb_organization; " + script).ErrorId.ShouldBe(id);
    }
}

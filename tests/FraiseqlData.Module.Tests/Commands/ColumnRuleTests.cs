using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class ColumnRuleTests(TestServer server)
{
    [Fact]
    public void Column_says_which_rule_decides_and_why()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<string>("Get-FqColumnRule tb_model list_price | ForEach-Object { \"$($_.Table) $($_.Column) $($_.Rule) $($_.Generator) $($_.Samples.Count)\" }")
            .ShouldBe("catalog.tb_model list_price name price 3");
        host.One<string>("(New-FqSeedPlan | Add-FqTable tb_model -Override @{ name = 'x' } | Get-FqColumnRule tb_model name).Rule").ShouldBe("override");
        host.One<string>("(New-FqSeedPlan | Add-FqTable tb_model -Override @{ name = { \"n$Instance\" } } | Get-FqColumnRule tb_model name).Samples -join ','").ShouldBe("n1001,n1002,n1003");
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(0);
    }

    [Fact]
    public void Names_that_nothing_bears_are_errors_with_the_nearest()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("Get-FqColumnRule tb_modell").ErrorId.ShouldBe("FqTableNotFound");
        host.Run("Get-FqColumnRule tb_model list_prise").ErrorId.ShouldBe("FqColumnNotFound");
        host.Run("New-FqSeedPlan | Add-FqTable tb_model | Get-FqColumnRule tb_location").ErrorId.ShouldBe("FqTableNotFound");
    }

    [Fact]
    public void Single_rows_are_those_of_the_whole()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<string>("(Build-FqSeed -Table tb_model -Instance 1007).identifier").ShouldBe(
            host.One<string>("(New-FqSeedPlan | Add-FqTable tb_model -Count 10 | Build-FqSeed -Table tb_model)[6].identifier"));
        host.One<string>("(New-FqSeedPlan | Add-FqTable tb_model -Count 10 | Build-FqSeed tb_model -Instance 1001, 1010).Count").ShouldBe("2");
        host.Run("New-FqSeedPlan | Add-FqTable tb_model -Count 10 | Build-FqSeed tb_model -Instance 1011").ErrorId.ShouldBe("FqInstanceOutOfRange");
        host.Run("Build-FqSeed").ErrorId.ShouldBe("FqPlanMissing");
        host.Run("Build-FqSeed -Table 'tb_*' -Instance 1001").ErrorId.ShouldBe("FqTableNotSingle");
    }
}

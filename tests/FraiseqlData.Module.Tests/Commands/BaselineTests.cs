using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class BaselineTests(TestServer server) : IDisposable
{
    const string Schema = """
        CREATE TABLE tb_country (pk_country int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE tb_city (pk_city int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, fk_country int NOT NULL REFERENCES tb_country);
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fraiseqldata");

    [Fact]
    public void Baseline_is_tested_imported_inserted_once_and_built_on()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));
        Write("tb_country: [{ identifier: fr, name: France }]\ntb_city: [{ identifier: paris, fk_country: fr }]");
        var path = _folder.FullName;

        host.One<bool>("param($p) Test-FqBaseline $p", path).ShouldBeTrue();
        host.One<string>("param($p) $b = Import-FqBaseline $p; \"$($b.Tables.Name -join ' ') $($b.Tables[0].Count)\"", path).ShouldBe("tb_country tb_city 1");
        host.Invoke("param($p) Invoke-FqBaseline $p -WhatIf", path).ShouldBeEmpty();
        host.Scalar<long>("SELECT count(*) FROM tb_city").ShouldBe(0);
        host.Invoke("param($p) Import-FqBaseline $p | Invoke-FqBaseline | ForEach-Object { \"$($_.Name) $($_.Rows) $($_.IsInserted)\" }", path).Select(o => o.ToString()).ShouldBe(["public.tb_country 1 True", "public.tb_city 1 True"]);
        host.Invoke("param($p) (Invoke-FqBaseline $p).IsInserted", path).Select(o => (bool)o.BaseObject).ShouldBe([false, false]);
        host.One<string>("param($p) $s = New-FqSeedPlan -Baseline $p | Add-FqTable tb_city -Count 3 | Invoke-FqSeed; \"$($s.Count) $($s.tb_city.fk_country -join ' ')\"", path).ShouldBe("3 1 1 1");
        Write("tb_country: [{ identifier: fr, name: Frankreich }]");
        host.Run("param($p) Invoke-FqBaseline $p", path).ErrorId.ShouldBe("FqBaselineDrifted");
        host.Run("param($p) New-FqSeedPlan -Baseline $p | Add-FqTable tb_city | Invoke-FqSeed", path).ErrorId.ShouldBe("FqBaselineDrifted");
    }

    [Fact]
    public void Problems_are_listed()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));
        Write("tb_country: [{ identifier: fr }]\ntb_city: [{ identifier: paris, fk_country: 7 }]");
        var path = _folder.FullName;

        host.One<bool>("param($p) Test-FqBaseline $p", path).ShouldBeFalse();
        host.Invoke("param($p) Test-FqBaseline $p -Detailed", path).Select(o => o.ToString()).ShouldBe([
            "line 1: row 1 of public.tb_country: name has no value and no default.", "line 2: row 1 of public.tb_city: fk_country refers to row 7 of public.tb_country, which has 1."]);
        host.Run("param($p) Import-FqBaseline $p", path).ErrorId.ShouldBe("FqBaselineInvalid");
        host.Run("Test-FqBaseline /no/such/folder").ErrorId.ShouldBe("FqBaselineNotFound");
    }

    [Fact]
    public void Read_models_are_brought_up_to_date_unless_told_otherwise()
    {
        using var host = new SampleHost(server.CreateDatabase(File.ReadAllText(PackagedModule.Sample)));

        host.One<string>("$s = New-FqSeedPlan | Add-FqTable tb_model -Count 2 | Invoke-FqSeed; \"$($s.ReadModels)\"").ShouldBe("catalog.tv_model (by catalog.fn_sync_tv_model)");
        host.Scalar<long>("SELECT count(*) FROM catalog.tv_model JOIN catalog.tb_model USING (id) WHERE data ->> 'identifier' = identifier").ShouldBe(2);
        host.One<bool>("(New-FqSeedPlan | Add-FqTable tb_model -Count 2 | Invoke-FqSeed -NoSync).ReadModels[0].IsStale").ShouldBeTrue();
        host.Scalar<long>("SELECT count(*) FROM catalog.tv_model").ShouldBe(2);
    }

    [Fact]
    public void Undeclared_keys_are_inferred()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema + "ALTER TABLE tb_city DROP CONSTRAINT tb_city_fk_country_fkey;"));

        host.One<long>("(New-FqSeedPlan -InferForeignKeys | Add-FqTable tb_city -Count 5 | Invoke-FqSeed -ParentCount @{ tb_country = 2 }).Count").ShouldBe(7);
        host.Scalar<long>("SELECT count(*) FROM tb_city JOIN tb_country ON pk_country = fk_country").ShouldBe(5);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    void Write(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "seed_common.yaml"), text);
}

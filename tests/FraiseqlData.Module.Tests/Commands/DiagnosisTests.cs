using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class DiagnosisTests(TestServer server)
{
    const string Schema = """
        CREATE TABLE never (id int PRIMARY KEY, CONSTRAINT no_row CHECK (false));
        CREATE TABLE child (id int PRIMARY KEY, never_id int NOT NULL REFERENCES never);
        CREATE TABLE free (id int PRIMARY KEY, never_id int REFERENCES never);
        CREATE TABLE sliced (id int NOT NULL) PARTITION BY LIST (id);
        CREATE TABLE owned (id int PRIMARY KEY, tenant text NOT NULL DEFAULT current_setting('app.tenant'));
        """;

    [Fact]
    public void Test_is_a_bool_and_writes_nothing()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.One<bool>("New-FqSeedPlan | Add-FqTable free -Count 3 | Test-FqSeedPlan").ShouldBeTrue();
        host.One<bool>("New-FqSeedPlan | Add-FqTable * -Count 3 | Test-FqSeedPlan").ShouldBeFalse();
        host.Scalar<long>("SELECT count(*) FROM free").ShouldBe(0);
    }

    [Fact]
    public void Detailed_says_of_every_table_whether_and_why_not()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.Invoke("New-FqSeedPlan | Add-FqTable * -Count 3 | Test-FqSeedPlan -Detailed | ForEach-Object { \"$($_.Table.Name) $($_.Fillable) $($_.ErrorId) $($_.Cause.Name)\".Trim() }")
            .Select(f => f.ToString()).ShouldBe(["free True", "owned True", "child False FqParentUnfillable never", "never False FqCheckContradiction", "sliced False FqPartitionMissing"]);
        host.One<string>("(New-FqSeedPlan | Add-FqTable never | Test-FqSeedPlan -Detailed).Reason").ShouldContain("CHECK \"no_row\"");
    }

    [Fact]
    public void Detailed_asks_triggers_and_what_if_does_not()
    {
        using var host = new SampleHost(server.CreateDatabase("""
            CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'closed'; END $$;
            CREATE TABLE guarded (id int PRIMARY KEY);
            CREATE TRIGGER guard BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION no();
            """));

        host.One<string>("(New-FqSeedPlan | Add-FqTable guarded | Test-FqSeedPlan -Detailed).ErrorId").ShouldBe("FqTriggerRaised");
        host.One<bool>("(New-FqSeedPlan | Add-FqTable guarded | Test-FqSeedPlan -Detailed -WhatIf).Fillable").ShouldBeTrue();
        host.One<bool>("$WhatIfPreference = $true; (New-FqSeedPlan | Add-FqTable guarded | Test-FqSeedPlan -Detailed).Fillable").ShouldBeTrue();
        host.One<bool>("$WhatIfPreference = $false; New-FqSeedPlan | Add-FqTable guarded | Test-FqSeedPlan").ShouldBeTrue();
    }

    [Fact]
    public void Skipping_fills_the_rest_lists_what_was_left_and_warns_once()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.Run("New-FqSeedPlan | Add-FqTable * -Count 3 | Invoke-FqSeed").ErrorId.ShouldBe("FqCheckContradiction");
        host.One<string>("""
            $seeds = New-FqSeedPlan | Add-FqTable * -Count 3 | Invoke-FqSeed -SkipUnfillable -WarningVariable said 3>$null
            "$($seeds.Skipped.Name.Name -join ',') $($said.Count) $($seeds.Count)"
            """).ShouldBe("child,never,sliced 1 6");
        host.Invoke("New-FqSeedPlan | Add-FqTable * -Count 3 | Export-FqSeedSql -SkipUnfillable 3>$null").Count(l => l.ToString()!.StartsWith("-- public.", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Partition_is_made_when_asked_for_and_what_if_says_so()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        host.One<string>("(New-FqSeedPlan | Add-FqTable sliced -Count 3 | Invoke-FqSeed -CreatePartition).NewPartitions -join ';'").ShouldBe("public.sliced_default, a partition of public.sliced");
        host.Scalar<long>("SELECT count(*) FROM sliced_default").ShouldBe(3);
        host.One<bool>("New-FqSeedPlan -CreatePartition | Add-FqTable sliced | Test-FqSeedPlan").ShouldBeTrue();
    }

    [Fact]
    public void Setting_reaches_defaults_and_a_secret_is_never_shown()
    {
        using var host = new SampleHost(server.CreateDatabase(Schema));

        _ = host.Invoke("New-FqSeedPlan -Setting @{ 'app.tenant' = 'acme'; 'app.token' = 'hush' } | Add-FqTable owned -Count 3 | Invoke-FqSeed");
        host.Scalar<long>("SELECT count(*) FROM owned WHERE tenant = 'acme'").ShouldBe(3);
        host.One<string>("\"$((New-FqSeedPlan -Setting @{ 'app.token' = 'hush' }).Options.Settings)\"").ShouldBe("app.token = ***");
        host.Run("New-FqSeedPlan -Setting @{ 'no name' = 1 }").ErrorId.ShouldBe("FqSettingInvalid");
    }

    [Fact]
    public void Schemas_and_names_flow_into_get_table()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<string>("(Get-FqSchema catalog | Get-FqTable tb_m*).TableName -join ','").ShouldBe("tb_machine,tb_manufacturer,tb_model");
        host.Invoke("(Get-FqSchema catalog | Get-FqTable).Schema").Select(n => n.ToString()).Distinct().ShouldBe(["catalog"]);
        host.One<string>("('tb_model' | Get-FqTable).TableName").ShouldBe("tb_model");
        host.One<string>("(Get-FqTable tb_model | Get-FqTable).TableName").ShouldBe("tb_model");
    }

    [Fact]
    public void Database_can_be_dropped_when_a_command_has_ended()
    {
        var uri = server.CreateSample();
        using var host = new ModuleHost();
        _ = host.Invoke("param($u) Connect-FqDatabase $u; New-FqSeedPlan | Add-FqTable tb_model -Count 2 | Invoke-FqSeed", uri);
        var maintenance = new UriBuilder(uri) { Path = "/postgres" }.ToString();

        TestServer.Execute(maintenance, $"DROP DATABASE {new Uri(uri).AbsolutePath[1..]}");

        TestServer.Scalar<long>(maintenance, $"SELECT count(*) FROM pg_database WHERE datname = '{new Uri(uri).AbsolutePath[1..]}'").ShouldBe(0);
        _ = host.Invoke("Disconnect-FqDatabase");
    }
}

using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class ResultTests(TestServer server)
{
    const string Seed = "$seeds = New-FqSeedPlan | Add-FqTable tb_model -Count 5 | Invoke-FqSeed; ";

    [Fact]
    public void Result_is_one_object_that_the_pipeline_does_not_take_apart()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 5 | Invoke-FqSeed | ForEach-Object { 'one' }").Count.ShouldBe(1);
    }

    [Fact]
    public void Rows_are_what_the_database_holds()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<Guid>(Seed + "$seeds.tb_model[0].id").ShouldBe(host.Scalar<Guid>("SELECT id FROM catalog.tb_model ORDER BY pk_model LIMIT 1"));
        host.One<long>("$seeds.tb_model[-1].PK_MODEL").ShouldBe(host.Scalar<long>("SELECT max(pk_model) FROM catalog.tb_model"));
        host.One<int>("$seeds.tb_model.Count").ShouldBe(5);
        host.Invoke("$seeds.tb_model.name").Count.ShouldBe(5);
        host.Invoke("$seeds.tb_model[1..2]").Count.ShouldBe(2);
        host.Invoke("$seeds.tb_model | Where-Object name -ne ''").Count.ShouldBe(5);
    }

    [Fact]
    public void Fixed_members_say_what_was_done()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<long>(Seed + "$seeds.Seed").ShouldBe(42);
        host.Invoke("$seeds.Tables.Name").Select(n => n.ToString()).ShouldBe(["catalog.tb_manufacturer", "catalog.tb_model"]);
        host.One<TimeSpan>("$seeds.Duration").ShouldBeGreaterThan(TimeSpan.Zero);
        host.One<long>("$seeds.Count").ShouldBe(host.One<long>("$seeds.tb_manufacturer.Count + 5"));
        host.One<string>("$seeds.Target").ShouldContain(new Uri(host.Uri).AbsolutePath);
    }

    [Fact]
    public void Fixed_members_win_over_tables_of_their_names()
    {
        using var host = new SampleHost(server.CreateDatabase("CREATE TABLE count (no int); CREATE TABLE seed (no int)"));

        _ = host.Invoke("$seeds = New-FqSeedPlan -Seed 7 | Add-FqTable count, seed -Count 2 | Invoke-FqSeed");

        host.One<long>("$seeds.Count").ShouldBe(4);
        host.One<long>("$seeds.Seed").ShouldBe(7);
        host.One<int>("$seeds.'public.count'.Count").ShouldBe(2);
        host.One<int>("$seeds.GetRows('seed').Count").ShouldBe(2);
    }

    [Fact]
    public void Table_of_a_name_that_is_not_unique_is_reached_with_its_schema()
    {
        using var host = new SampleHost(server.CreateDatabase("CREATE SCHEMA s; CREATE TABLE s.t (no int); CREATE TABLE \"T\" (no int)"));

        _ = host.Invoke("$seeds = New-FqSeedPlan | Add-FqTable s.t -Count 1 | Add-FqTable public.T -Count 2 | Invoke-FqSeed");

        host.One<bool>("$null -eq $seeds.t").ShouldBeTrue();
        host.One<int>("$seeds.'s.t'.Count").ShouldBe(1);
        host.One<int>("$seeds.'public.T'.Count").ShouldBe(2);
    }

    [Fact]
    public void Get_rows_reads_a_part_and_throws_for_an_unknown_table()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Invoke(Seed + "$seeds.GetRows('catalog.tb_model', 3, 10)").Count.ShouldBe(2);
        var run = host.Run("$seeds.GetRows('tb_modle')");
        run.Errors.Single().ToString().ShouldContain("tb_modle");
        run.ErrorId.ShouldBe("FqTableNotFound");
    }

    [Fact]
    public void Key_of_an_entry_names_its_rows()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<string>("""
            $seeds = New-FqSeedPlan | Add-FqTable tb_model -Count 2 -Key plain | Add-FqTable tb_model -Count 3 -Key special -Override @{ name = 'special' } | Invoke-FqSeed
            "$($seeds.plain.Count) $($seeds.special.Count) $($seeds.special.name -join ',') $($seeds.special[0].id -eq $seeds.tb_model[2].id)"
            """).ShouldBe("2 3 special,special,special True");
    }

    [Fact]
    public void Rows_are_read_only()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run(Seed + "$seeds.tb_model[0] = 1").Errors.Single().ToString().ShouldContain("read-only");
        host.One<bool>("$seeds.tb_model.IsReadOnly").ShouldBeTrue();
    }

    [Fact]
    public void Many_rows_are_read_page_by_page_with_no_session_left_busy()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<int>("$seeds = New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 12000 | Invoke-FqSeed; @($seeds.tb_manufacturer.pk_manufacturer).Count").ShouldBe(12000);
        host.One<long>("$seeds.tb_manufacturer[11999].pk_manufacturer").ShouldBe(host.Scalar<long>("SELECT max(pk_manufacturer) FROM catalog.tb_manufacturer"));

        _ = host.Invoke("foreach ($row in $seeds.tb_manufacturer) { break }");
        host.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'").ShouldBe(0);
    }

    [Fact]
    public void Columns_that_differ_in_case_only_are_both_there()
    {
        using var host = new SampleHost(server.CreateDatabase("CREATE TABLE odd (name text NOT NULL, \"Name\" text NOT NULL)"));

        host.Invoke("$row = (New-FqSeedPlan | Add-FqTable odd -Count 1 -Override @{ name = 'lower' } | Invoke-FqSeed).odd[0]; $row.PSObject.Properties.Name")
            .Select(n => n.ToString()).ShouldBe(["name", "\"Name\""]);
    }

    [Fact]
    public void Passthru_gives_the_rows_of_the_plans_own_tables()
    {
        using var host = new SampleHost(server.CreateSample());

        var rows = host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 5 | Invoke-FqSeed -PassThru");

        rows.Count.ShouldBe(5);
        rows.ShouldAllBe(r => r.TypeNames[0] == "FraiseqlData.Row#catalog.tb_model");
        rows[0].Properties.Select(p => p.Name).ShouldNotContain("Table");
    }

    [Fact]
    public void Printed_rows_of_several_tables_are_all_readable()
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        _ = host.Invoke("New-FqSeedPlan | Add-FqTable tb_manufacturer, tb_organization -Count 2 -Override @{ name = 'Printed name' } | Invoke-FqSeed -PassThru | Out-Default");

        var lines = shown.Screen.Split('\n');
        lines.Count(l => l.Contains("Printed name", StringComparison.Ordinal)).ShouldBe(4);
        lines.ShouldContain(l => l.Trim() == "catalog.tb_manufacturer");
        lines.ShouldContain(l => l.Trim() == "tenant.tb_organization");
        lines.ShouldContain(l => l.Contains("contact_email", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_are_of_dotnets_own_types()
    {
        using var host = new SampleHost(server.CreateSample());

        var types = host.Invoke("(New-FqSeedPlan | Add-FqTable tb_* -Count 3 -Override @{ notes = @{ a = 1 } } | Invoke-FqSeed).Tables.ForEach{ $seeds = $_ }; New-FqSeedPlan | Add-FqTable tb_* -Count 3 | Invoke-FqSeed -PassThru")
            .SelectMany(r => r.Properties).Where(p => p.Value is not null).Select(p => p.Value.GetType().Assembly.GetName().Name).Distinct();

        types.ShouldBe([typeof(object).Assembly.GetName().Name]);
    }
}

using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

public sealed class PlanTests(TestServer server)
{
    [Fact]
    public void Add_table_leaves_the_plan_that_it_was_given_as_it_was()
    {
        using var host = new SampleHost(server.CreateSample());

        host.One<string>("$base = New-FqSeedPlan | Add-FqTable tb_model -Count 2; $more = $base | Add-FqTable tb_machine; \"$base; $more\"")
            .ShouldBe("tb_model x 2; tb_model x 2, tb_machine x 10");
    }

    [Fact]
    public void Same_table_twice_adds_up_each_time_with_its_own_overrides()
    {
        using var host = new SampleHost(server.CreateSample());

        _ = host.Invoke(
            "New-FqSeedPlan | Add-FqTable tb_model -Count 2 -Override @{ name = 'one' } | Add-FqTable catalog.tb_model -Count 3 -Override @{ name = 'two' } | Invoke-FqSeed");

        host.Scalar<string>("SELECT string_agg(name || count, ', ' ORDER BY name) FROM (SELECT name, count(*) FROM catalog.tb_model GROUP BY name) x").ShouldBe("one2, two3");
    }

    [Fact]
    public void Wildcards_schemas_and_exclusions_select_tables()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Invoke("New-FqSeedPlan -Schema catalog | Add-FqTable tb_m* -Exclude tb_machine -Count 3 | Resolve-FqSeedPlan").Select(t => t.Properties["Table"].Value.ToString())
            .ShouldBe(["catalog.tb_manufacturer", "catalog.tb_model"]);
    }

    [Fact]
    public void Entry_is_removed_by_key_or_pattern_and_an_unknown_one_is_an_error()
    {
        using var host = new SampleHost(server.CreateSample());
        const string Plan = "$plan = New-FqSeedPlan | Add-FqTable tb_model -Key models | Add-FqTable tb_machine; ";

        host.One<string>(Plan + "\"$($plan | Remove-FqPlanTable models)\"").ShouldBe("tb_machine x 10");
        host.One<string>(Plan + "\"$($plan | Remove-FqPlanTable TB_MACHINE)\"").ShouldBe("tb_model x 10");
        host.Run(Plan + "$plan | Remove-FqPlanTable tb_location").ErrorId.ShouldBe("FqPlanEntryNotFound");
    }

    [Fact]
    public void Resolve_says_order_counts_and_why_and_writes_nothing()
    {
        using var host = new SampleHost(server.CreateSample());

        var tables = host.Invoke("New-FqSeedPlan | Add-FqTable tb_machine -Count 20 | Resolve-FqSeedPlan -ParentCount @{ tb_manufacturer = 5 }");

        tables.Select(t => t.Properties["Table"].Value.ToString()).ShouldBe(["catalog.tb_manufacturer", "catalog.tb_model", "catalog.tb_machine"]);
        tables[0].Properties["Count"].Value.ShouldBe(5L);
        tables[0].Properties["IsAddedParent"].Value.ShouldBe(true);
        tables[1].Properties["Reason"].Value.ToString()!.ShouldContain("needed by catalog.tb_machine");
        tables[2].Properties["IsAddedParent"].Value.ShouldBe(false);
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_manufacturer").ShouldBe(0);
    }

    [Fact]
    public void Build_gives_rows_and_writes_nothing()
    {
        using var host = new SampleHost(server.CreateSample());

        var rows = host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Build-FqSeed");

        rows.Count(r => r.TypeNames.Contains("FraiseqlData.Row#catalog.tb_model")).ShouldBe(3);
        rows[^1].Properties["NAME"].Value.ShouldBeOfType<string>();
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(0);
    }

    [Fact]
    public void Whatif_shows_order_counts_and_added_parents_and_writes_nothing()
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -WhatIf").ShouldBeEmpty();

        var lines = shown.Screen.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldContain("127.0.0.1");
        lines[0].ShouldContain("into 2 tables");
        lines[1].ShouldContain("1. catalog.tb_manufacturer");
        lines[1].ShouldContain("added: needed by catalog.tb_model");
        lines[2].ShouldContain("2. catalog.tb_model: 3 rows");
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(0);
        host.Scalar<bool>("SELECT is_called FROM catalog.tb_model_pk_model_seq").ShouldBeFalse();
    }

    [Fact]
    public void Whatif_shows_the_statements_of_a_rebuild_and_its_locks()
    {
        var shown = new TestHost();
        using var host = new SampleHost(server.CreateSample(), shown);

        host.Invoke("New-FqSeedPlan -LoadStrategy Rebuild | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -WhatIf").ShouldBeEmpty();

        var lines = shown.Screen.Split('\n', StringSplitOptions.TrimEntries);
        lines.ShouldContain("catalog.tb_model: indexes are rebuilt (3 rows into an empty table, as asked for)");
        lines.ShouldContain("locked until the end: catalog.tb_manufacturer, catalog.tb_model");
        lines.ShouldContain("""before: ALTER TABLE ONLY "catalog"."tb_model" DROP CONSTRAINT "tb_model_fk_manufacturer_fkey" """.TrimEnd());
        lines.ShouldContain("after: CREATE UNIQUE INDEX tb_model_id_key ON catalog.tb_model USING btree (id)");
        host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -LoadStrategy Rebuild -Verbose 4>&1").Select(o => o.BaseObject.ToString())
            .ShouldContain("CREATE UNIQUE INDEX tb_model_id_key ON catalog.tb_model USING btree (id)");
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(3);
    }

    [Fact]
    public void Slices_share_a_file_and_write_their_rows_level_by_level()
    {
        using var host = new SampleHost(server.CreateSample());
        var file = Path.Combine(Directory.CreateTempSubdirectory("fraiseqldata").FullName, "plan.json");
        const string script = """
            param($file)
            $plan = New-FqSeedPlan | Add-FqTable tb_manufacturer -Count 5 | Add-FqTable tb_model -Count 30
            $null = $plan | Resolve-FqSeedPlan -Path $file
            foreach ($level in 1, 2) { foreach ($slice in 1..3) { $plan | Invoke-FqSeed -ResolvedPlan $file -Slice $slice -SliceCount 3 -Level $level } }
            """;
        var results = host.Invoke(script, file);

        results.Select(r => r.Properties["Level"].Value).ShouldBe([1, 1, 1, 2, 2, 2]);
        results.ShouldAllBe(r => (int)r.Properties["Levels"].Value == 2);
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_manufacturer").ShouldBe(5);
        host.Scalar<long>("SELECT count(DISTINCT identifier) FROM catalog.tb_model").ShouldBe(30);
        host.Run("param($file) New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -ResolvedPlan $file -Slice 1", file).ErrorId.ShouldBe("FqSliceInvalid");
        host.Run("param($file) New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -ResolvedPlan \"$file.no\" -Slice 1 -SliceCount 2 -Level 1", file).ErrorId.ShouldBe("FqFileNotReadable");
    }

    [Fact]
    public void Slices_are_prepared_and_finished()
    {
        using var host = new SampleHost(server.CreateSample());
        var file = Path.Combine(Directory.CreateTempSubdirectory("fraiseqldata").FullName, "plan.json");
        host.Invoke("param($file) $plan = New-FqSeedPlan -LoadStrategy Rebuild | Add-FqTable tb_manufacturer -Count 5; $null = $plan | Resolve-FqSeedPlan -Path $file; $plan | Invoke-FqSeed -ResolvedPlan $file -Prepare -WhatIf", file).ShouldBeEmpty();
        const string indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 'catalog.tb_manufacturer'::regclass";
        var before = host.Scalar<long>(indexes);

        var dropped = host.Invoke("param($file) $plan | Invoke-FqSeed -ResolvedPlan $file -Prepare", file).ShouldHaveSingleItem();
        dropped.ToString().ShouldBe("catalog.tb_manufacturer: indexes are rebuilt (5 rows into an empty table, as asked for)");
        host.Scalar<long>(indexes).ShouldBeLessThan(before);
        host.Run("param($file) $plan | Invoke-FqSeed -ResolvedPlan $file -Finish", file).ErrorId.ShouldBe("FqSlicesMissing");
        host.Run("param($file) $plan | Invoke-FqSeed -ResolvedPlan $file -Prepare -Slice 1", file).ErrorId.ShouldBe("FqSliceInvalid");
        host.Run("$plan | Invoke-FqSeed -Finish").ErrorId.ShouldBe("FqSliceInvalid");
        host.Invoke("param($file) $plan | Invoke-FqSeed -ResolvedPlan $file -Slice 1 -SliceCount 1 -Level 1; $plan | Invoke-FqSeed -ResolvedPlan $file -Finish", file).Count.ShouldBe(2);
        host.Scalar<long>(indexes).ShouldBe(before);
        host.Run("param($file) $plan | Invoke-FqSeed -ResolvedPlan $file -Finish -Force", file).ErrorId.ShouldBe("FqSlicesNotPrepared");
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    public void Confirm_asks_with_host_and_database_and_obeys(int answer, long rows)
    {
        var shown = new TestHost(answer);
        using var host = new SampleHost(server.CreateSample(), shown);

        _ = host.Invoke("New-FqSeedPlan | Add-FqTable tb_model -Count 3 | Invoke-FqSeed -Confirm");

        shown.Questions.Single().ShouldContain($"127.0.0.1:{new Uri(host.Uri).Port}{new Uri(host.Uri).AbsolutePath}");
        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(rows);
    }

    [Fact]
    public void Second_and_third_run_append()
    {
        using var host = new SampleHost(server.CreateSample());

        _ = host.Invoke("1..3 | ForEach-Object { New-FqSeedPlan | Add-FqTable tb_model -Count 10 | Invoke-FqSeed }");

        host.Scalar<long>("SELECT count(*) FROM catalog.tb_model").ShouldBe(30);
    }

    [Fact]
    public void Progress_is_shown_and_taken_away()
    {
        using var host = new SampleHost(server.CreateSample());

        var progress = host.Run("New-FqSeedPlan | Add-FqTable tb_model -Count 3000 | Invoke-FqSeed | Out-Null").Progress;

        progress[0].StatusDescription.ShouldContain("rows/s");
        (progress[^2].PercentComplete, progress[^2].SecondsRemaining).ShouldBe((100, 0));
        progress[^1].RecordType.ShouldBe(System.Management.Automation.ProgressRecordType.Completed);
    }

    [Theory]
    [InlineData("Invoke-FqSeed -Verbose | Out-Null")]
    [InlineData("Resolve-FqSeedPlan -Verbose | Out-Null")]
    public void What_a_wildcard_leaves_out_is_said_with_the_reason(string command)
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("New-FqSeedPlan | Add-FqTable catalog.* -Count 1 | " + command).Verbose.ShouldContain(v => v.Contains("catalog.v_machine (", StringComparison.Ordinal));
    }

    [Fact]
    public void Warning_of_a_run_is_given_once()
    {
        using var host = new SampleHost(server.CreateDatabase("CREATE TABLE few (letter text PRIMARY KEY CHECK (letter IN ('a', 'b')))"));

        host.Run("New-FqSeedPlan | Add-FqTable fe* -Count 5 | Invoke-FqSeed | Out-Null").Warnings.Single().ShouldContain("public.few");
    }

    [Fact]
    public void Rows_of_a_file_are_taken_over()
    {
        using var host = new SampleHost(server.CreateSample());

        _ = host.Invoke(
            """
            $rows = [pscustomobject]@{ Name = 'a'; Count = '1' }, [pscustomobject]@{ Name = 'b'; Count = '2' }
            New-FqSeedPlan | Add-FqTable counted -Row $rows | Invoke-FqSeed
            """.Insert(0, Table("counted", "name text, count int")));

        host.Scalar<string>("SELECT string_agg(name || count, ',' ORDER BY name) FROM counted").ShouldBe("a1,b2");

        string Table(string name, string columns)
        {
            host.Execute($"CREATE TABLE {name} ({columns})");
            return "";
        }
    }

    [Fact]
    public void Rows_that_differ_in_their_columns_are_an_error()
    {
        using var host = new SampleHost(server.CreateSample());

        host.Run("New-FqSeedPlan | Add-FqTable tb_model -Row @{ name = 'a' }, @{ description = 'b' }").ErrorId.ShouldBe("FqRowsUneven");
        host.Run("New-FqSeedPlan | Add-FqTable tb_model -Row @()").Errors.Count.ShouldBe(1);
    }
}

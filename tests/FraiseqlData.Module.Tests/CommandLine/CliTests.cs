using System.Text.Json;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.CommandLine;

public sealed class CliTests(TestServer server)
{
    [Fact]
    public async Task Seed_fills_tables_and_shows_what_it_did()
    {
        var uri = server.CreateSample();

        var run = await CliRun.RunAsync(null, "seed", "tb_model", "--schema", "catalog", "--count", "3", "--database", uri, "--set", "name=A=B");

        run.ShouldSatisfyAllConditions(() => run.Error.ShouldBe(""), () => run.ExitCode.ShouldBe(0), () => run.Output.ShouldContain("catalog.tb_model x 3"));
        TestServer.Scalar<long>(uri, "SELECT count(*) FROM catalog.tb_model WHERE name = 'A=B'").ShouldBe(3);
    }

    [Fact]
    public async Task Test_ends_with_1_where_a_table_cannot_be_filled_and_seed_can_skip_it()
    {
        var uri = server.CreateDatabase("CREATE TABLE never (id int PRIMARY KEY, CHECK (false)); CREATE TABLE fine (id int PRIMARY KEY)");

        (await CliRun.RunAsync(null, "test", "fine", "-d", uri)).ExitCode.ShouldBe(0);
        var test = await CliRun.RunAsync(null, "test", "*", "-d", uri, "--output", "csv");
        test.ExitCode.ShouldBe(1);
        test.Output.ShouldContain("public.never,False");
        var seed = await CliRun.RunAsync(null, "seed", "*", "--skip-unfillable", "--count", "4", "-d", uri, "--output", "json");
        seed.ExitCode.ShouldBe(0, seed.Error);
        seed.Error.ShouldContain("1 table is skipped");
        using var json = JsonDocument.Parse(seed.Output);
        json.RootElement[0].EnumerateObject().Select(p => p.Name).ShouldBe(["Tables", "Seed", "Duration", "Count", "Target", "Skipped", "NewPartitions", "ReadModels", "fine"], ignoreOrder: true);
    }

    [Fact]
    public async Task Seed_takes_trees_shares_of_nulls_and_locales()
    {
        var uri = server.CreateDatabase("""
            CREATE TABLE category (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES category, level int NOT NULL);
            CREATE TABLE person (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, bio text, note text);
            """);

        var trees = await CliRun.RunAsync(null, "seed", "category", "--hierarchy", "levels=2,4", "-d", uri, "--output", "csv");
        trees.ExitCode.ShouldBe(0, trees.Error);
        trees = await CliRun.RunAsync(null, "seed", "category", "--hierarchy", "roots=1", "--hierarchy", "fanout=3", "--hierarchy", "depth=2", "-d", uri, "--output", "csv");
        trees.ExitCode.ShouldBe(0, trees.Error);
        var people = await CliRun.RunAsync(null, "seed", "person", "--count", "40", "--null-ratio", "0", "--null-ratio", "bio=1", "--locale", "ru=1,ja=1", "-d", uri, "--output", "csv");
        people.ExitCode.ShouldBe(0, people.Error);
        using var host = new SampleHost(uri);
        host.Scalar<string>("SELECT string_agg(n::text, ' ') FROM (SELECT count(*) n FROM category GROUP BY level ORDER BY level) s").ShouldBe("3 7");
        host.Scalar<string>("SELECT concat_ws(' ', count(bio), count(note), count(*) FILTER (WHERE first_name ~ '[А-Я]') BETWEEN 10 AND 30) FROM person").ShouldBe("0 40 t");
    }

    [Fact]
    public async Task Count_below_1_is_wrong_usage() =>
        (await CliRun.RunAsync(null, "seed", "x", "--count", "-1")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Export_writes_a_file()
    {
        var file = Path.GetTempFileName();

        var run = await CliRun.RunAsync(null, "export", "tenant", "--output", file, "--count", "2", "-d", server.CreateSample());

        run.ShouldBe(new CliRun(0, "", ""));
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldContain("INSERT INTO \"tenant\".\"tb_organization\"");
        File.Delete(file);
    }

    [Fact]
    public async Task Rows_go_by_way_of_staging()
    {
        var (uri, folder) = (server.CreateSample(), Directory.CreateTempSubdirectory("fraiseqldata"));
        (await CliRun.RunAsync(null, "seed", "tb_organization", "--backend", "Staging", "-d", uri)).Error.ShouldContain("FqStagingSchemaNotFound");
        (await CliRun.RunAsync(null, "seed", "tb_organization", "--backend", "Other", "-d", uri)).ExitCode.ShouldBe(2);
        (await CliRun.RunAsync(null, "run", "Sync-FqStagingSchema -StagingSchema waiting", "-d", uri)).ExitCode.ShouldBe(0);
        var seed = await CliRun.RunAsync(null, "seed", "tb_organization", "--count", "3", "--staging-schema", "waiting", "--resolve-function", "fn_resolve_all_staging", "-d", uri);
        (seed.ExitCode, seed.Error).ShouldBe((0, ""));
        var export = await CliRun.RunAsync(null, "export", "tenant", "--output", folder.FullName, "--count", "2", "--staging", "--per-table", "--staging-schema", "waiting", "-d", uri);
        (export.ExitCode, export.Error).ShouldBe((0, ""));
        folder.GetFiles().Select(f => f.Name).ShouldContain("007_resolve.sql");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Introspect_shows_tables_and_what_they_depend_on()
    {
        var run = await CliRun.RunAsync(null, "introspect", "catalog", "--show-deps", "--database", server.CreateSample(), "--output", "json");

        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateArray().Single(t => t.GetProperty("Table").GetString() == "catalog.tb_model").GetProperty("DependsOn").GetString().ShouldBe("catalog.tb_manufacturer");
    }

    [Fact]
    public async Task Run_writes_what_the_pipeline_outputs_and_nothing_else()
    {
        var run = await CliRun.RunAsync(
            null, "run", "New-FqSeedPlan | Add-FqTable tb_model -Count 2 | Invoke-FqSeed -WhatIf; New-FqSeedPlan | Add-FqTable tb_organization -Count 2 -Override @{ name = 'a \"b\", c' } | Invoke-FqSeed -PassThru -Verbose",
            "--output", "csv", "--database", server.CreateSample());

        run.ExitCode.ShouldBe(0, run.Error);
        var lines = run.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("pk_organization,id,identifier,name");
        lines[1].ShouldContain("\"a \"\"b\"\", c\"");
        run.Error.ShouldContain("What if:");
    }

    [Fact]
    public async Task Run_reads_standard_input_and_files()
    {
        var file = Path.Combine(Path.GetTempPath(), $"fq-{Guid.NewGuid():N}.ps1");
        await File.WriteAllTextAsync(file, "\"root: $(if ($PSScriptRoot) { 'known' })\"", TestContext.Current.CancellationToken);

        (await CliRun.RunAsync("1..3 | ForEach-Object { $_ * 2 }", "run", "-", "--output", "json")).Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(["[", "2,", "4,", "6", "]"]);
        (await CliRun.RunAsync(null, "run", "--file", file)).Output.Trim().ShouldBe("root: known");
        File.Delete(file);
    }

    [Theory]
    [InlineData(1, "FqConnectionRefused", "seed", "x", "--database", "postgres://127.0.0.1:1/x")]
    [InlineData(1, "my error", "run", "throw 'my error'")]
    [InlineData(1, "FqTableNotFound", "run", "Get-FqTable nothing; 'goes on'")]
    [InlineData(3, "", "run", "exit 3")]
    [InlineData(2, "--count", "seed", "x", "--count", "many")]
    [InlineData(2, "Required", "seed")]
    [InlineData(2, "pipeline or --file", "run")]
    [InlineData(2, "no file", "run", "--file", "missing.ps1")]
    [InlineData(2, "column=value", "seed", "x", "--set", "nothing")]
    [InlineData(2, "nonsense", "nonsense")]
    [InlineData(0, "", "--help")]
    [InlineData(0, "", "run", "--help")]
    public async Task Exit_code_tells_done_failed_and_wrong_usage(int code, string error, params string[] arguments)
    {
        if (arguments.Contains("Get-FqTable nothing; 'goes on'"))
            arguments = [.. arguments, "--database", server.CreateSample()];

        var run = await CliRun.RunAsync(null, arguments);

        run.ExitCode.ShouldBe(code, run.Error);
        run.Error.ShouldContain(error);
        if (code is 1 or 2)
            run.Error.ShouldNotBe("");
    }

    [Fact]
    public async Task Help_of_run_says_which_cmdlets_are_missing() =>
        (await CliRun.RunAsync(null, "run", "--help")).Output.ShouldContain("no Write-Output, Select-Object");

    [Fact]
    public async Task Demo_runs_to_its_end()
    {
        // Skips where there is no server.
        _ = server.CreateDatabase();

        var run = await CliRun.RunAsync(null, "demo");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.ShouldBe("");
        run.Output.ShouldContain("> $seeds.tb_model[0].id");
        run.Output.ShouldContain("catalog.tb_manufacturer x");
    }
}

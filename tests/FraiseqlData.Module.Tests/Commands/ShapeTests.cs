using FraiseqlData.Module.Tests.CommandLine;
using FraiseqlData.Module.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Module.Tests.Commands;

/// <summary>The shape of rows as the cmdlets take it.</summary>
public sealed class ShapeTests(TestServer server)
{
    const string Shop = """
        CREATE TABLE tb_customer (pk_customer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, bio text, note text);
        CREATE TABLE tb_order (pk_order int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_customer int NOT NULL REFERENCES tb_customer, total numeric(12, 2) NOT NULL, line_count int);
        CREATE TABLE tb_line (fk_order int NOT NULL REFERENCES tb_order, no int NOT NULL, amount numeric(8, 2) NOT NULL, PRIMARY KEY (fk_order, no));
        CREATE TABLE tb_category (pk_category int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_parent int REFERENCES tb_category, level int NOT NULL, path text NOT NULL);
        """;

    [Theory]
    [InlineData("3", 30, 30)]
    [InlineData("1..3", 10, 30)]
    [InlineData("0, 2", 0, 20)]
    [InlineData("@{ 0 = 1; 2 = 3; 4 = 1 }", 6, 40)]
    [InlineData("@{ values = 1, 3; weights = 1, 0 }", 10, 10)]
    [InlineData("@{ distribution = 'zipf'; min = 0; max = 20 }", 5, 150)]
    [InlineData("@{ distribution = 'Poisson'; mean = 4 }", 25, 60)]
    [InlineData("@{ distribution = 'normal'; mean = 5; sd = 1; min = 4; max = 6 }", 40, 60)]
    [InlineData("@{ distribution = 'log-normal'; mean = 5; deviation = 5; max = 40 }", 15, 150)]
    public void Rows_are_counted_by_parent(string rows, long least, long most)
    {
        using var host = new SampleHost(server.CreateDatabase(Shop));

        var result = host.Run($"New-FqSeedPlan | Add-FqTable tb_customer -Count 10 | Add-FqTable tb_order -PerParent @{{ fk_customer = {rows} }} | Invoke-FqSeed");

        result.Errors.ShouldBeEmpty();
        host.Scalar<long>("SELECT count(*) FROM tb_order").ShouldBeInRange(least, most);
    }

    [Theory]
    [InlineData("-Locale @{ ru = 3; ja = 1 }", "", 20, 36)]
    [InlineData("", "-Locale ru, ja", 10, 30)]
    [InlineData("-Locale 'ru=1, ja=3'", "", 4, 20)]
    [InlineData("-Locale de", "-Locale @{ ru = 1 }", 40, 40)]
    public void Rows_have_the_locales_of_their_plan_or_table(string plan, string table, long least, long most)
    {
        using var host = new SampleHost(server.CreateDatabase("CREATE TABLE person (first_name text NOT NULL)"));

        var result = host.Run($"New-FqSeedPlan {plan} | Add-FqTable person -Count 40 {table} | Invoke-FqSeed");

        result.Errors.ShouldBeEmpty();
        host.Scalar<long>("SELECT count(*) FROM person WHERE first_name ~ '[А-Я]'").ShouldBeInRange(least, most);
    }

    [Fact]
    public void Totals_trees_and_shares_of_nulls_are_as_asked()
    {
        using var host = new SampleHost(server.CreateDatabase(Shop));

        var result = host.Run("""
            New-FqSeedPlan -NullRatio 0 |
                Add-FqTable tb_customer -Count 50 -NullRatio @{ bio = 1 } |
                Add-FqTable tb_order -PerParent @{ tb_customer = 1..3 } -Rollup @{ total = 'sum(tb_line.amount)'; line_count = 'count(tb_line)' } |
                Add-FqTable tb_line -PerParent @{ tb_order = 0..4 } |
                Add-FqTable tb_category -Hierarchy @{ roots = 2; fanout = 3; depth = 3 } |
                Invoke-FqSeed
            """);

        result.Errors.ShouldBeEmpty();
        host.Scalar<string>("SELECT concat_ws(' ', count(*), count(bio), count(note)) FROM tb_customer").ShouldBe("50 0 50");
        host.Scalar<long>("SELECT count(*) FROM tb_order o WHERE total <> COALESCE((SELECT sum(amount) FROM tb_line WHERE fk_order = pk_order), 0) OR line_count <> (SELECT count(*) FROM tb_line WHERE fk_order = pk_order)").ShouldBe(0);
        host.Scalar<string>("SELECT string_agg(n::text, ' ') FROM (SELECT count(*) n FROM tb_category GROUP BY level ORDER BY level) s").ShouldBe("2 6 18");
        host.Scalar<long>("SELECT count(*) FROM tb_category c JOIN tb_category p ON p.pk_category = c.fk_parent WHERE c.path <> p.path || '/' || c.pk_category").ShouldBe(0);
        host.Invoke("New-FqSeedPlan | Add-FqTable tb_customer -Count 1 | Add-FqTable tb_order -Count 2 -Rollup @{ line_count = 'count(tb_line)' } | Add-FqTable tb_line -PerParent @{ tb_order = 3 } | Build-FqSeed -Table tb_order | ForEach-Object line_count")
            .Select(n => n.ToString()).ShouldBe(["3", "3"]);
    }

    [Fact]
    public void Plan_says_the_rule_and_rows_that_were_there_count_when_asked_for()
    {
        using var host = new SampleHost(server.CreateDatabase(Shop + "INSERT INTO tb_customer (name) VALUES ('a'), ('b');"));

        host.One<string>("$plan = New-FqSeedPlan | Add-FqTable tb_order -PerParent @{ fk_customer = 2..4 } -IncludeExisting; \"$plan\"").ShouldBe("tb_order x 2 to 4 for each fk_customer");
        _ = host.Invoke("$plan | Invoke-FqSeed");

        host.Scalar<long>("SELECT count(DISTINCT fk_customer) FROM tb_order").ShouldBe(2);
    }

    [Theory]
    [InlineData("tb_order -PerParent @{ fk_customer = 1..2 } -Count 3", "AmbiguousParameterSet")]
    [InlineData("tb_order -PerParent @{ fk_custmer = 1..2 }", "FqPerParentInvalid")]
    [InlineData("tb_order -PerParent @{ fk_customer = 1; other = 2 }", "FqPerParentInvalid")]
    [InlineData("tb_order -PerParent @{ fk_customer = @{ distribution = 'zipf' } }", "FqDistributionInvalid")]
    [InlineData("tb_order -PerParent @{ fk_customer = 'many' }", "FqDistributionInvalid")]
    [InlineData("tb_order -Rollup @{ total = 'sum(tb_line.amonut)' }", "FqColumnNotFound")]
    [InlineData("tb_order -Hierarchy @{ roots = 1 }", "FqHierarchyInvalid")]
    [InlineData("tb_category -Hierarchy @{ rots = 1 }", "FqHierarchyInvalid")]
    [InlineData("tb_order -NullRatio @{ total = 0.5 }", "FqNullRatioInvalid")]
    [InlineData("tb_order -NullRatio 2", "FqNullRatioInvalid")]
    [InlineData("tb_order -NullRatio some", "FqNullRatioInvalid")]
    public void Impossible_shape_is_one_error_when_it_is_added(string arguments, string id)
    {
        using var host = new SampleHost(server.CreateDatabase(Shop));

        var run = host.Run($"New-FqSeedPlan | Add-FqTable {arguments}");

        run.Errors.Single().FullyQualifiedErrorId.ShouldStartWith(id);
    }

    [Fact]
    public async Task Command_line_counts_by_parent_and_sums_up()
    {
        var uri = server.CreateDatabase(Shop + "INSERT INTO tb_customer (name) VALUES ('a');");

        var run = await CliRun.RunAsync(null, "seed", "tb_order", "--count", "4", "--rollup", "line_count=count(tb_line)", "--database", uri);

        run.ExitCode.ShouldBe(0, run.Error);
        TestServer.Scalar<string>(uri, "SELECT concat_ws(' ', count(*), sum(line_count)) FROM tb_order").ShouldBe("4 0");
        (await CliRun.RunAsync(null, "seed", "tb_order", "--per-parent", "fk_customer", "-d", uri)).ExitCode.ShouldBe(2);
        (await CliRun.RunAsync(null, "seed", "tb_order", "--per-parent", "fk_customer=1..5", "-d", uri)).Error.ShouldContain("is not in the plan");
    }
}

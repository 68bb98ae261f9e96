using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class IdentifierTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const string Keys = "pk_thing int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What a column demands, and what its identifiers look like then.</summary>
    [Theory]
    [InlineData("identifier text NOT NULL UNIQUE, name text NOT NULL", "^[a-z0-9]+(-[a-z0-9]+)*-001[0-9]{3}$")]
    [InlineData("identifier text NOT NULL UNIQUE", "^thing-001[0-9]{3}$")]
    [InlineData("identifier varchar(12) NOT NULL UNIQUE, name text NOT NULL", "^[a-z0-9-]{1,5}-001[0-9]{3}$")]
    [InlineData("identifier varchar(6) NOT NULL UNIQUE, name text NOT NULL", "^001[0-9]{3}$")]
    [InlineData("identifier text NOT NULL UNIQUE CHECK (identifier = upper(identifier)), name text NOT NULL", "^[A-Z0-9-]+-001[0-9]{3}$")]
    [InlineData("identifier text NOT NULL UNIQUE CHECK (identifier ~ '^[a-z0-9_]+$'), name text NOT NULL", "^[a-z0-9_]+_001[0-9]{3}$")]
    [InlineData("identifier text NOT NULL UNIQUE CHECK (length(identifier) BETWEEN 30 AND 40), name text NOT NULL", "^(?=.{30,40}$)[a-z0-9-]+-0*001[0-9]{3}$")]
    [InlineData("identifier text NOT NULL UNIQUE CHECK (identifier ~ '^[A-Z]{3}-[0-9]{4}$'), name text NOT NULL", "^[A-Z]{3}-[0-9]{4}$")]
    public async Task Identifier_is_readable_within_what_the_column_demands(string columns, string expected)
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Keys}, {columns})");
        for (var run = 0; run < 3; run++)
            _ = await FillAsync(new PlanOptions(), 20);
        var identifiers = await ReadAsync("identifier");
        identifiers.ShouldAllBe(i => System.Text.RegularExpressions.Regex.IsMatch(i, expected), $"{string.Join(", ", identifiers.Take(3))} ...");
        identifiers.Distinct().Count().ShouldBe(60);
    }

    [Fact]
    public async Task Identifier_without_a_name_sorts_as_the_rows_were_made()
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Keys}, identifier text NOT NULL UNIQUE)");
        _ = await FillAsync(new PlanOptions(), 9500);
        (await database.Database.ScalarAsync<bool>("SELECT bool_and(a = b) FROM (SELECT row_number() OVER (ORDER BY identifier COLLATE \"C\") a, row_number() OVER (ORDER BY pk_thing) b FROM tb_thing) t")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{entity}-{scenario:x4}-{instance:d5}", "^thing-00ff-01001$")]
    [InlineData("{name:slug}.{instance}", @"^[a-z0-9-]+\.1001$")]
    [InlineData("{table_code}/{seed_dir}/{function}/{test_case}/{instance}", "^[0-9]{6}/21/0/3/1001$")]
    public async Task Template_gives_the_identifier(string template, string expected)
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Keys}, identifier text NOT NULL UNIQUE, name text NOT NULL)");
        _ = await FillAsync(new PlanOptions { IdentifierTemplate = template, Uuid = new UuidFields(Scenario: 255, TestCase: 3) }, 3);
        (await ReadAsync("identifier"))[0].ShouldMatch(expected);
    }

    [Fact]
    public async Task Template_of_an_entry_goes_before_the_plans_and_an_override_before_both()
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Keys}, identifier text NOT NULL UNIQUE)");
        var plan = Plan(new PlanOptions { IdentifierTemplate = "plan-{instance}" })
            .Add("tb_thing", 1)
            .Add(new PlanEntry { Pattern = "tb_thing", Count = 1, IdentifierTemplate = "entry-{instance}" })
            .Add(new PlanEntry { Pattern = "tb_thing", Count = 1, IdentifierTemplate = "entry-{instance}", Overrides = new Dictionary<string, ColumnOverride> { ["identifier"] = new ConstantOverride("own") } });
        _ = await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel);
        (await ReadAsync("identifier")).ShouldBe(["plan-1001", "entry-1002", "own"]);
    }

    [Fact]
    public async Task Template_without_instance_is_refused_at_once() =>
        (await Should.ThrowAsync<FraiseqlDataException>(() => Task.FromResult(Plan(new PlanOptions { IdentifierTemplate = "{name}" })))).Id.ShouldBe("FqIdentifierTemplateInvalid");

    [Fact]
    public async Task Row_of_a_hierarchy_carries_its_parents_identifier()
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Keys}, identifier text NOT NULL UNIQUE, fk_parent_thing int REFERENCES tb_thing, name text NOT NULL)");
        _ = await FillAsync(new PlanOptions { IdentifierTemplate = "{parent:/}{name:slug}-{instance:d4}", NullRatio = 0 }, 60);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_thing c LEFT JOIN tb_thing p ON p.pk_thing = c.fk_parent_thing WHERE c.identifier NOT LIKE coalesce(p.identifier || '/', '') || '%'")).ShouldBe(0);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_thing WHERE fk_parent_thing IS NOT NULL AND identifier LIKE '%/%'")).ShouldBeGreaterThan(20);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_thing WHERE fk_parent_thing IS NULL AND identifier LIKE '%/%'")).ShouldBe(0);
    }

    SeedPlan Plan(PlanOptions options) => SeedPlan.Create(database.Database.Connection, options);

    Task<SeedResult> FillAsync(PlanOptions options, long count) => SeedEngine.InvokeAsync(Plan(options).Add("tb_thing", count), cancellationToken: Cancel);

    async Task<IReadOnlyList<string>> ReadAsync(string column) =>
        (await database.Database.ScalarAsync<string>($"SELECT string_agg({column}, '|' ORDER BY pk_thing) FROM tb_thing")).Split('|');
}

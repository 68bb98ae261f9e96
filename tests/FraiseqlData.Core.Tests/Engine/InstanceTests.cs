using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class InstanceTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const string Ddl = """
        CREATE TABLE tb_thing (pk_thing bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE plain (id uuid PRIMARY KEY, thing uuid REFERENCES tb_thing (id));
        """;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_of_any_scenario_go_on_behind_each_other()
    {
        await database.ResetAsync(Ddl);
        foreach (var options in (PlanOptions[])[new(), new() { Uuid = new UuidFields(Scenario: 7) }, new() { Uuid = new UuidFields(22) }, new()])
            _ = await FillAsync("*", 5, options);
        (await InstancesAsync("tb_thing")).ShouldBe([.. Enumerable.Range(1001, 20).Select(i => (long)i)]);
        (await InstancesAsync("plain")).ShouldBe([.. Enumerable.Range(1, 20).Select(i => (long)i)]);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(right(identifier, 7), ' ' ORDER BY identifier COLLATE \"C\") FROM (SELECT right(identifier, 7) AS identifier FROM tb_thing) t"))
            .ShouldStartWith("-001001 -001002 ");
    }

    [Fact]
    public async Task Ids_that_are_no_instances_do_not_matter()
    {
        await database.ResetAsync(Ddl + "INSERT INTO tb_thing (identifier, name) SELECT 'by-hand-' || g, 'x' FROM generate_series(1, 50) g;");
        var code = (await SeedEngine.ResolveAsync(Plan().Add("tb_thing", 1), cancellationToken: Cancel)).Tables[0].TableCode;
        await database.Database.ExecuteAsync($"INSERT INTO tb_thing (id, identifier, name) VALUES ('{code}ff-0000-4000-8000-00000000000f', 'odd', 'x'), ('{code}21-0000-4000-8000-0000000012ab', 'odd 2', 'x')");
        _ = await FillAsync("tb_thing", 2);
        (await database.Database.ScalarAsync<string>($"SELECT string_agg(right(id::text, 12), ' ' ORDER BY id) FROM tb_thing WHERE id::text LIKE '{code}21-0000-4000-8000-0000%' AND identifier NOT LIKE 'odd%'"))
            .ShouldBe("000000001001 000000001002");
    }

    [Fact]
    public async Task Rows_that_do_not_fit_below_a_million_begin_there_and_the_plan_says_so()
    {
        await database.ResetAsync(Ddl);
        await MarkAsync(999_998);
        var resolved = await SeedEngine.ResolveAsync(Plan().Add("tb_thing", 3), cancellationToken: Cancel);
        resolved.Warnings.ShouldContain(w => w.Contains("public.tb_thing do not fit below instance 1000000", StringComparison.Ordinal));
        _ = await FillAsync("tb_thing", 1);
        _ = await FillAsync("tb_thing", 3);
        _ = await FillAsync("tb_thing", 1);
        (await InstancesAsync("tb_thing")).ShouldBe([999_998, 999_999, 1_000_000, 1_000_001, 1_000_002, 1_000_003]);
    }

    [Fact]
    public async Task Range_that_the_user_gives_holds()
    {
        await database.ResetAsync(Ddl);
        await MarkAsync(1_000_005);
        _ = await FillAsync("tb_thing", 2, new PlanOptions { InstanceRange = InstanceRange.TestData });
        _ = await FillAsync("tb_thing", 2, new PlanOptions { InstanceRange = InstanceRange.Runtime });
        _ = await FillAsync("tb_thing", 2, new PlanOptions { InstanceRange = InstanceRange.Baseline });
        (await InstancesAsync("tb_thing")).ShouldBe([1, 2, 1001, 1002, 1_000_005, 1_000_006, 1_000_007]);
    }

    [Theory]
    [InlineData(InstanceRange.TestData, 3, "room for 1")]
    [InlineData(InstanceRange.Baseline, 1001, "room for 1000")]
    public async Task Rows_that_do_not_fit_into_the_range_are_refused(InstanceRange range, long count, string expected)
    {
        await database.ResetAsync(Ddl);
        await MarkAsync(999_998);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => FillAsync("tb_thing", count, new PlanOptions { InstanceRange = range }));
        error.Id.ShouldBe("FqInstanceRangeExceeded");
        error.Message.ShouldContain(expected);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_thing")).ShouldBe(1);
    }

    [Fact]
    public async Task Workers_have_shares_of_their_own_and_go_on_in_them()
    {
        await database.ResetAsync(Ddl);
        foreach (var number in (int[])[2, 1, 2, 3, 2])
            _ = await FillAsync("*", 3, new PlanOptions { Worker = new PlanWorker(number, 3) });
        var (first, second, third) = (1001, 1001 + 332_999, 1001 + 2 * 332_999);
        (await InstancesAsync("tb_thing")).ShouldBe([.. Of(first, 3), .. Of(second, 9), .. Of(third, 3)]);

        static IEnumerable<long> Of(long first, int count) => Enumerable.Range(0, count).Select(i => first + i);
    }

    [Fact]
    public async Task Workers_that_fill_databases_of_their_own_make_different_values()
    {
        var values = new List<string>();
        foreach (var number in (int[])[1, 2])
        {
            await database.ResetAsync(Ddl + "ALTER TABLE tb_thing ADD UNIQUE (name), ADD email text NOT NULL UNIQUE, ADD first_name text NOT NULL UNIQUE, ADD serial_number varchar(12) NOT NULL UNIQUE;");
            _ = await FillAsync("tb_thing", 500, new PlanOptions { Worker = new PlanWorker(number, 2) });
            values.AddRange((await database.Database.ScalarAsync<string>("SELECT string_agg(concat_ws('|', id, identifier, 'n' || name, 'e' || email, 'f' || first_name, 's' || serial_number), '|') FROM tb_thing")).Split('|'));
        }
        values.Distinct().Count().ShouldBe(2 * 500 * 6);
    }

    [Fact]
    public async Task Runs_at_once_never_collide()
    {
        await database.ResetAsync(Ddl);
        _ = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => FillAsync("*", 200, new PlanOptions { Worker = i < 2 ? null : new PlanWorker(i - 1, 2) }), Cancel)));
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_thing")).ShouldBe(800);
        (await InstancesAsync("tb_thing")).Distinct().Count().ShouldBe(800);
    }

    [Theory]
    [InlineData(UuidStrategy.Random, '4')]
    [InlineData(UuidStrategy.Version7, '7')]
    public async Task Other_strategies_give_unique_ids_over_runs_and_the_same_for_the_same_seed(UuidStrategy strategy, char version)
    {
        var ids = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            await database.ResetAsync(Ddl);
            for (var run = 0; run < 3; run++)
                _ = await FillAsync("*", 40, new PlanOptions { UuidStrategy = strategy });
            _ = await FillAsync("*", 5);
            ids.Add(await database.Database.ScalarAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY pk_thing) FROM tb_thing WHERE pk_thing <= 120"));
        }
        ids[0].ShouldBe(ids[1]);
        ids[0].Split(' ').ShouldAllBe(id => id[14] == version && PatternUuid.Parse(Guid.Parse(id)) == null);
        if (strategy == UuidStrategy.Version7)
            ids[0].Split(' ').ShouldBe(ids[0].Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strategy_of_table_and_column_goes_before_the_plans()
    {
        await database.ResetAsync("CREATE TABLE a (id uuid PRIMARY KEY, public_id uuid NOT NULL UNIQUE); CREATE TABLE b (id uuid PRIMARY KEY)");
        var plan = Plan(new PlanOptions { UuidStrategy = UuidStrategy.Version7 })
            .Add(new PlanEntry { Pattern = "a", Count = 3, UuidStrategy = UuidStrategy.Random, Overrides = new Dictionary<string, ColumnOverride> { ["public_id"] = Strategy("pattern") } })
            .Add("b", 3);
        _ = await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel);
        (await InstancesAsync("a", "public_id")).ShouldBe([1, 2, 3]);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(v, ' ') FROM (SELECT substr(id::text, 15, 1) AS v FROM a UNION ALL SELECT substr(id::text, 15, 1) FROM b) t")).ShouldBe("4 4 4 7 7 7");
        var wrong = Plan().Add("b", 1, new Dictionary<string, ColumnOverride> { ["id"] = Strategy("serial") });
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.InvokeAsync(wrong, cancellationToken: Cancel))).Message.ShouldContain("'serial' is no strategy");

        static GeneratorOverride Strategy(string name) => new("uuid", new Dictionary<string, object?> { ["strategy"] = name });
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(9, 8)]
    [InlineData(1, 501)]
    public void Worker_that_there_is_not_is_refused(int number, int count) =>
        Should.Throw<FraiseqlDataException>(() => Plan(new PlanOptions { Worker = new PlanWorker(number, count) })).Id.ShouldBe("FqWorkerInvalid");

    SeedPlan Plan(PlanOptions? options = null) => SeedPlan.Create(database.Database.Connection, options);

    Task<SeedResult> FillAsync(string pattern, long count, PlanOptions? options = null) =>
        SeedEngine.InvokeAsync(Plan(options).Add(pattern, count), cancellationToken: Cancel);

    /// <summary>Puts a row of a given instance into the table.</summary>
    async Task MarkAsync(long instance)
    {
        var code = (await SeedEngine.ResolveAsync(Plan().Add("tb_thing", 1), cancellationToken: Cancel)).Tables[0].TableCode!;
        await database.Database.ExecuteAsync($"INSERT INTO tb_thing (id, identifier, name) VALUES ('{PatternUuid.Create(code, instance)}', 'mark', 'x')");
    }

    async Task<IReadOnlyList<long>> InstancesAsync(string table, string column = "id") =>
        [.. (await database.Database.ScalarAsync<string>($"SELECT string_agg({column}::text, ' ') FROM {table}")).Split(' ').Select(id => PatternUuid.Parse(Guid.Parse(id))!.Value.Instance).Order()];
}

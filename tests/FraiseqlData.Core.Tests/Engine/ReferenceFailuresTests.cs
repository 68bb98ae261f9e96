using System.Globalization;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>What the Python reference implementation fails at or gets silently wrong, by the section of the research report that says so.</summary>
/// <remarks>
/// Tables of schemas stand in <see cref="ReferenceFailureCases"/>. Tests of the same behaviours that stand elsewhere:
/// <list type="table">
/// <item>1.1 the same table added twice: <see cref="OverrideTests.Same_table_twice_adds_up_each_with_its_own_overrides"/></item>
/// <item>1.1 running a plan again: <see cref="RealSchemaFillTests.Every_table_is_filled_and_runs_append_without_collision"/></item>
/// <item>1.2, 1.4 overrides that do not fit, unknown columns: <see cref="OverrideTests.Override_that_does_not_fit_is_an_error_before_anything_is_written"/></item>
/// <item>1.3 unique columns with a generator of the user's: <see cref="OverrideTests.Generator_of_a_unique_column_gives_distinct_values_numbered_where_it_has_too_few"/></item>
/// <item>1.4 lists, row context: <see cref="OverrideTests.Constants_lists_and_null_get_into_their_rows"/>, <see cref="OverrideTests.Script_sees_the_row_so_far_and_the_instance"/></item>
/// <item>1.5 counts for added parents: <see cref="KeysTests.Count_for_an_added_parent_is_taken_warned_of_or_refused"/></item>
/// <item>1.5, 1.11 circles: <see cref="KeysTests.Circle_is_closed"/>; the same key name on two tables: Schema/ForeignKeysTests; rows of others in unique keys: <see cref="KeysTests.Rows_of_others_are_respected_in_every_unique_key"/></item>
/// <item>1.11 no determinism: <see cref="KeysTests.Same_seed_gives_the_same_rows_in_another_database"/></item>
/// </list>
/// </remarks>
public sealed class ReferenceFailuresTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const int Rows = 60;

    public static TheoryData<string> Cases => [.. ReferenceFailureCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Schema_is_filled_and_confirmed_and_a_second_run_appends(string name)
    {
        var (ddl, most) = ReferenceFailureCases.All[name];
        await database.ResetAsync(ddl);
        (await database.FillAsync(database.Plan(Rows), Math.Min(Rows, most))).ShouldBeFull();
        if (Rows < most)
            (await database.FillAsync(database.Plan(2), 2)).ShouldBeFull();
    }

    [Fact]
    public async Task Table_added_after_a_run_is_filled_by_the_next()
    {
        await database.ResetAsync("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY)");
        var plan = SeedPlan.Create(database.Database.Connection).Add("a", 2);
        _ = await RunAsync(plan);
        _ = await RunAsync(plan.Add("b", 3));
        (await CountAsync("a")).ShouldBe(4);
        (await CountAsync("b")).ShouldBe(3);
    }

    [Fact]
    public async Task Failure_in_the_second_table_leaves_nothing_in_the_first()
    {
        await database.ResetAsync("""
            CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refusal BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        _ = await Should.ThrowAsync<FraiseqlDataException>(() => RunAsync(database.Plan(5)));
        (await CountAsync("a")).ShouldBe(0);
    }

    [Fact]
    public async Task Override_of_id_and_identifier_is_taken()
    {
        await database.ResetAsync("CREATE TABLE tb_a (pk_a int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE)");
        var id = Guid.Parse("00000000-0000-4000-8000-000000000007");
        _ = await RunAsync(With("tb_a", 1, ("id", new ConstantOverride(id)), ("identifier", new ConstantOverride("mine"))));
        (await database.Database.ScalarAsync<long>($"SELECT count(*) FROM tb_a WHERE id = '{id}' AND identifier = 'mine'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("u", "x")]
    [InlineData("k", "a")]
    [InlineData("parent", 1)]
    public async Task Override_that_repeats_in_a_unique_column_is_an_error_before_loading(string column, object value)
    {
        await database.ResetAsync("CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1), (2); CREATE TABLE t (id int PRIMARY KEY, u text NOT NULL UNIQUE, k text UNIQUE CHECK (k IN ('a', 'b', 'c')), parent int UNIQUE REFERENCES p)");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => RunAsync(With("t", 2, (column, new ConstantOverride(value)))));
        error.InnerException.ShouldBeNull(error.ToString());
        error.Message.ShouldContain(column);
    }

    [Fact]
    public async Task Script_that_gives_null_in_the_first_row_counts_in_the_others()
    {
        await database.ResetAsync("CREATE TABLE t (n int DEFAULT 7)");
        var host = new InstanceHost(instance => instance == 1 ? null : instance * 10);
        _ = await SeedEngine.InvokeAsync(With("t", 3, ("n", new ScriptOverride("s", "s"))), options: new RunOptions { Scripts = host }, cancellationToken: TestContext.Current.CancellationToken);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(coalesce(n::text, '-'), ' ' ORDER BY n) FROM t")).ShouldBe("20 30 -");
    }

    [Fact]
    public async Task Script_of_a_self_referencing_table_sees_each_instance()
    {
        await database.ResetAsync("CREATE TABLE node (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES node, name text NOT NULL UNIQUE)");
        var host = new InstanceHost(instance => $"n{instance}");
        _ = await SeedEngine.InvokeAsync(With("node", 3, ("name", new ScriptOverride("s", "s"))), options: new RunOptions { Scripts = host }, cancellationToken: TestContext.Current.CancellationToken);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(name, ' ' ORDER BY id) FROM node")).ShouldBe("n1 n2 n3");
    }

    [Fact]
    public async Task Child_refers_to_rows_that_were_there_and_not_to_new_ones_only()
    {
        await database.ResetAsync("CREATE TABLE p (id int PRIMARY KEY, v text); INSERT INTO p SELECT g FROM generate_series(1, 50) g; CREATE TABLE c (id int PRIMARY KEY, p int NOT NULL REFERENCES p)");
        _ = await RunAsync(SeedPlan.Create(database.Database.Connection).Add("c", 100));
        (await database.Database.ScalarAsync<long>("SELECT count(DISTINCT p) FROM c")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Junction_of_five_and_five_takes_every_pair()
    {
        await database.ResetAsync("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE a_b (a int REFERENCES a, b int REFERENCES b, PRIMARY KEY (a, b))");
        var plan = SeedPlan.Create(database.Database.Connection).Add("?", 5);
        _ = await RunAsync(plan.Add("a_b", 15));
        _ = await RunAsync(SeedPlan.Create(database.Database.Connection).Add("a_b", 10));
        (await CountAsync("a_b")).ShouldBe(25);
    }

    [Fact]
    public async Task Nullable_columns_and_keys_are_sometimes_null()
    {
        await database.ResetAsync("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p, note text)");
        _ = await RunAsync(database.Plan(200));
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM c WHERE p IS NULL")).ShouldBeInRange(5, 60);
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM c WHERE note IS NULL")).ShouldBeInRange(5, 60);
    }

    [Fact]
    public async Task Default_that_is_a_constant_is_kept()
    {
        await database.ResetAsync("CREATE TABLE t (id int PRIMARY KEY, zz text NOT NULL DEFAULT 'new', n int NOT NULL DEFAULT 5)");
        _ = await RunAsync(database.Plan(10));
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM t WHERE zz = 'new' AND n = 5")).ShouldBe(10);
    }

    [Fact]
    public async Task View_is_refused_by_name()
    {
        await database.ResetAsync("CREATE TABLE t (n int); CREATE VIEW v AS SELECT * FROM t");
        (await Should.ThrowAsync<FraiseqlDataException>(() => RunAsync(SeedPlan.Create(database.Database.Connection).Add("v", 1)))).Id.ShouldBe("FqTableNotFillable");
    }

    [Fact]
    public async Task Result_of_a_table_without_identity_holds_the_new_rows_only()
    {
        await database.ResetAsync("CREATE TABLE t (code text PRIMARY KEY); INSERT INTO t SELECT 'old' || g FROM generate_series(1, 5) g");
        var rows = (await RunAsync(database.Plan(60))).Find("t")!.Rows;
        rows.Count.ShouldBe(60);
        (await rows.ReadAsync(0, 100, TestContext.Current.CancellationToken)).Select(r => r.Texts[0]!).ShouldAllBe(code => !code.StartsWith("old"));
    }

    [Fact]
    public async Task Role_that_owns_nothing_sees_the_keys_all_the_same()
    {
        await database.ResetAsync("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int NOT NULL REFERENCES p)");
        await database.Database.ExecuteAsync("CREATE ROLE stranger LOGIN PASSWORD 'stranger'; GRANT USAGE ON SCHEMA public TO stranger; GRANT SELECT, INSERT ON p, c TO stranger");
        var address = new NpgsqlConnectionStringBuilder(database.Database.Address);
        var uri = string.Create(CultureInfo.InvariantCulture, $"postgresql://stranger:stranger@{address.Host}:{address.Port}/{address.Database}");
        await using (var stranger = FraiseqlData.Connections.FqConnection.Parse(uri))
            (await SeedEngine.InvokeAsync(SeedPlan.Create(stranger).Add("c", 20), cancellationToken: TestContext.Current.CancellationToken)).Count.ShouldBeGreaterThan(20);
        await database.Database.ExecuteAsync("DROP OWNED BY stranger; DROP ROLE stranger");
    }

    Task<SeedResult> RunAsync(SeedPlan plan) => SeedEngine.InvokeAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

    Task<long> CountAsync(string table) => database.Database.ScalarAsync<long>($"SELECT count(*) FROM {table}");

    SeedPlan With(string table, long count, params (string Column, ColumnOverride Value)[] overrides) =>
        SeedPlan.Create(database.Database.Connection).Add(table, count, overrides.ToDictionary(o => o.Column, o => o.Value));

    sealed class InstanceHost(Func<long, object?> function) : IScriptHost
    {
        public IReadOnlyList<object?> Evaluate(ScriptOverride script, IReadOnlyList<GeneratorContext> rows) => [.. rows.Select(r => function(r.Instance))];
    }
}

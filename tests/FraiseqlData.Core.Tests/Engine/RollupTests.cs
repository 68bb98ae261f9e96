using FraiseqlData.Core.Tests.Formats;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns that sum the children up.</summary>
public sealed class RollupTests
{
    const string Ddl = """
        CREATE TABLE tb_customer (pk_customer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, revenue numeric(12, 2), order_count int NOT NULL, last_order timestamptz);
        CREATE TABLE tb_order (pk_order int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_customer int NOT NULL REFERENCES tb_customer, total numeric(12, 2) NOT NULL, gross numeric(12, 2) GENERATED ALWAYS AS (total * 1.2) STORED,
          line_count int, line_mean numeric(12, 4), ordered_at timestamptz NOT NULL, CHECK (total >= 0));
        CREATE TABLE tb_line (fk_order int NOT NULL REFERENCES tb_order, no int NOT NULL, amount numeric(8, 2) NOT NULL, note text, fk_copy_of int REFERENCES tb_order, PRIMARY KEY (fk_order, no));
        CREATE TABLE tb_group (pk_group int PRIMARY KEY, fk_parent int REFERENCES tb_group, size int, children int);
        """;

    const string Bills = """
        CREATE TABLE client (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, spent numeric(12, 2));
        CREATE TABLE bill (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, client_id int NOT NULL REFERENCES client, subtotal numeric(12, 2) NOT NULL, discount numeric(12, 2) NOT NULL, net_amount numeric(12, 2) NOT NULL,
          tax numeric(12, 2) NOT NULL, shipping numeric(12, 2) NOT NULL, total numeric(12, 2) NOT NULL,
          CHECK (net_amount = subtotal - discount), CHECK (total = net_amount + tax + shipping));
        CREATE TABLE line (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bill_id int NOT NULL REFERENCES bill, amount numeric(8, 2) NOT NULL CHECK (amount > 50));
        """;

    const string Wrong = """
        SELECT count(*) FROM tb_order o LEFT JOIN LATERAL (SELECT sum(amount) AS total, count(*) AS n, avg(amount) AS mean FROM tb_line WHERE fk_order = pk_order) l ON true
        WHERE o.total IS DISTINCT FROM COALESCE(l.total, 0) OR o.line_count <> l.n OR round(o.line_mean, 2) IS DISTINCT FROM round(l.mean, 2)
        """;

    [Fact]
    public async Task Hundred_of_hundred_totals_equal_their_lines()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var result = await scene.RunAsync(Orders(scene.Plan().Add("tb_customer", 20)));
        result.Tables.First(t => t.Name.Name == "tb_order").Count.ShouldBe(100);
        (await scene.ScalarAsync<long>(Wrong)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order WHERE gross <> round(total * 1.2, 2)")).ShouldBe(0);
        // Some have no lines, most have.
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order WHERE total = 0 AND line_count = 0 AND line_mean IS NULL")).ShouldBeInRange(5, 40);
    }

    [Fact]
    public async Task Sums_of_sums_are_settled_from_below_and_rows_that_were_there_stay()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + "INSERT INTO tb_customer (revenue, order_count) VALUES (-1, -1);");
        var customers = new PlanEntry { Pattern = "tb_customer", Count = 20, Rollups = Rollups(("revenue", "sum(tb_order.gross)"), ("order_count", "count(public.tb_order)"), ("last_order", "max(tb_order.ordered_at)")) };
        _ = await scene.RunAsync(Orders(scene.Plan().Add(customers)));
        (await scene.ScalarAsync<long>(Wrong)).ShouldBe(0);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM tb_customer c LEFT JOIN LATERAL (SELECT sum(gross) AS s, count(*) AS n, max(ordered_at) AS m FROM tb_order WHERE fk_customer = pk_customer) o ON true
            WHERE pk_customer > 1 AND (c.revenue <> COALESCE(o.s, 0) OR c.order_count <> o.n OR c.last_order IS DISTINCT FROM o.m)
            """)).ShouldBe(0);
        (await scene.RowsAsync("SELECT revenue, order_count FROM tb_customer WHERE pk_customer = 1")).ShouldBe(["(-1.00,-1)"]);
    }

    [Theory]
    [InlineData("subtotal", "sum(line.amount)")]
    [InlineData("net_amount", "sum(line.amount)")]
    [InlineData("total", "sum(line.amount)")]
    public async Task Other_amounts_of_the_row_follow(string column, string rollup)
    {
        await using var scene = await EngineScene.CreateAsync(Bills);
        var bills = new PlanEntry { Pattern = "bill", Count = 40, Rollups = Rollups((column, rollup)) };
        _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry { Pattern = "client", Count = 5, Rollups = Rollups(("spent", "sum(bill.total)")) }).Add(bills).Add("line", 80));
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM bill WHERE {column} <> COALESCE((SELECT sum(amount) FROM line WHERE bill_id = bill.id), 0)")).ShouldBe(0);
        (await scene.RowsAsync("SELECT * FROM bill WHERE total > 0 AND (tax < 0 OR tax > net_amount * 0.3 OR net_amount <= 0 OR subtotal < net_amount)")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM bill WHERE tax > 0")).ShouldBeGreaterThan(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM client WHERE spent <> COALESCE((SELECT sum(total) FROM bill WHERE client_id = client.id), 0)")).ShouldBe(0);
    }

    [Fact]
    public async Task Amounts_that_the_user_gives_stay()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE bill (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subtotal numeric(12, 2) NOT NULL, tax numeric(12, 2) NOT NULL, total numeric(12, 2) NOT NULL);
            CREATE TABLE line (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bill_id int NOT NULL REFERENCES bill, amount numeric(8, 2) NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry
        {
            Pattern = "bill",
            Count = 10,
            Rollups = Rollups(("subtotal", "sum(line.amount)")),
            Overrides = new Dictionary<string, ColumnOverride> { ["tax"] = new ConstantOverride(7m) },
        }).Add("line", 30));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM bill WHERE tax = 7 AND total = subtotal + 7")).ShouldBe(10);
    }

    /// <summary>Rows that are built, all together and each alone, are those of the run, what is summed up and what follows included.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Rows_that_are_built_are_those_of_the_run(string shape, long seed)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl + Bills);
        var plan = Shape(shape, scene.Plan(new PlanOptions { Seed = seed }));
        var tables = (await SeedEngine.ResolveAsync(plan, cancellationToken: TestContext.Current.CancellationToken)).Tables;
        var rolledUp = plan.Entries.Where(e => e.Rollups.Count > 0).Select(e => e.Pattern).ToHashSet();
        var (built, alone) = (new List<BuiltRow>(), new List<BuiltRow>());
        await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: TestContext.Current.CancellationToken))
            built.Add(row);
        foreach (var table in tables.Where(t => rolledUp.Contains(t.Table.Name.Name)))
        {
            foreach (var ordinal in new[] { 0, 1, table.Count / 2, table.Count - 1 })
                alone.Add(await SeedEngine.BuildRowAsync(plan, table.Table.Name.Name, table.FirstInstance + ordinal, cancellationToken: TestContext.Current.CancellationToken));
        }
        built.Count.ShouldBe((int)tables.Sum(t => t.Count));

        _ = await scene.RunAsync(plan);
        foreach (var (name, row) in built.Concat(alone))
        {
            var sum = plan.Entries.First(e => e.Pattern == name.Name).Rollups.Keys;
            sum.ShouldBeSubsetOf(row.Columns);
            var same = string.Join(" AND ", row.Columns.Select((c, i) => $"{c} IS NOT DISTINCT FROM {(row.Texts[i] is { } text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : "NULL")}"));
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {name} WHERE {same}")).ShouldBe(1, $"{name}: {string.Join(", ", row.Texts)}");
        }
    }

    public static TheoryData<string, long> Shapes()
    {
        var data = new TheoryData<string, long>();
        foreach (var shape in new[] { "orders", "customers", "bills", "groups" })
        {
            data.Add(shape, 42);
            data.Add(shape, 7);
        }
        return data;
    }

    static SeedPlan Shape(string shape, SeedPlan plan) => shape switch
    {
        "orders" => Orders(plan.Add("tb_customer", 20)),
        "customers" => Orders(plan.Add(new PlanEntry { Pattern = "tb_customer", Count = 20, Rollups = Rollups(("revenue", "sum(tb_order.gross)"), ("order_count", "count(public.tb_order)"), ("last_order", "max(tb_order.ordered_at)")) })),
        "bills" => plan.Add(new PlanEntry { Pattern = "client", Count = 5, Rollups = Rollups(("spent", "sum(bill.total)")) })
            .Add(new PlanEntry { Pattern = "bill", Count = 40, Rollups = Rollups(("subtotal", "sum(line.amount)")) }).Add("line", 80),
        _ => plan.Add(new PlanEntry { Pattern = "tb_group", Count = 30, Rollups = Rollups(("children", "count(tb_group)")) }),
    };

    /// <summary>User code is called once for each row, so what it decides is not asked for twice.</summary>
    [Fact]
    public async Task Sums_of_what_only_the_server_or_the_user_knows_are_left_out()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var plan = scene.Plan().Add("tb_customer", 2)
            .Add(new PlanEntry { Pattern = "tb_order", Count = 3, Rollups = Rollups(("total", "sum(tb_line.amount via fk_order)")) })
            .Add(new PlanEntry { Pattern = "tb_line", Count = 9, Overrides = new Dictionary<string, ColumnOverride> { ["amount"] = new SqlOverride("7.5") } });
        (await SeedEngine.BuildRowAsync(plan, "tb_order", 1, cancellationToken: TestContext.Current.CancellationToken)).Row.Columns.ShouldNotContain("total");
    }

    [Fact]
    public async Task Script_sums_up_too()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        await using var copy = await EngineScene.CreateAsync(Ddl);
        var script = new StringWriter();
        _ = await SeedEngine.ExportAsync(Orders(scene.Plan().Add("tb_customer", 20)), script, cancellationToken: TestContext.Current.CancellationToken);
        (await Psql.RunAsync(copy.Database, script.ToString())).ExitCode.ShouldBe(0);
        (await copy.ScalarAsync<long>("SELECT count(*) FROM tb_order")).ShouldBe(100);
        (await copy.ScalarAsync<long>(Wrong)).ShouldBe(0);
    }

    [Theory]
    [InlineData("tb_order", "total", "sum(tb_line.amount", "FqRollupInvalid", "cannot be read")]
    [InlineData("tb_order", "total", "summe(tb_line.amount)", "FqRollupInvalid", "no function 'summe'")]
    [InlineData("tb_order", "total", "sum(tb_lines.amount)", "FqRollupInvalid", "Did you mean 'tb_line'")]
    [InlineData("tb_order", "total", "sum(tb_line)", "FqRollupInvalid", "needs a column")]
    [InlineData("tb_order", "total", "sum(tb_line.amonut via fk_order)", "FqColumnNotFound", "Did you mean 'amount'")]
    [InlineData("tb_order", "total", "sum(tb_line.amount)", "FqRollupInvalid", "several foreign keys")]
    [InlineData("tb_order", "total", "sum(tb_line.note via fk_order)", "FqRollupInvalid", "the server refuses")]
    [InlineData("tb_order", "totl", "count(tb_line via fk_order)", "FqColumnNotFound", "Did you mean 'total'")]
    [InlineData("tb_order", "gross", "sum(tb_line.amount via fk_order)", "FqRollupInvalid", "only the server")]
    [InlineData("tb_order", "pk_order", "count(tb_line via fk_order)", "FqRollupInvalid", "part of a key")]
    [InlineData("tb_group", "size", "sum(tb_group.size)", "FqRollupCircle", "public.tb_group.size = sum(tb_group.size)")]
    public async Task Impossible_roll_up_is_one_error_before_anything_is_written(string table, string column, string text, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(
            () => scene.RunAsync(scene.Plan().Add("tb_customer", 2).Add(new PlanEntry { Pattern = table, Count = 2, Rollups = Rollups((column, text)) })));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<bool>("SELECT is_called FROM tb_customer_pk_customer_seq")).ShouldBeFalse();
    }

    [Fact]
    public async Task Circle_over_two_tables_is_one_error()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE a (id int PRIMARY KEY, b int, n int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a, n int); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;");
        var plan = scene.Plan().Add(new PlanEntry { Pattern = "a", Count = 2, Rollups = Rollups(("n", "sum(b.n)")) }).Add(new PlanEntry { Pattern = "b", Count = 2, Rollups = Rollups(("n", "max(a.n)")) });
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.ResolveAsync(plan, cancellationToken: TestContext.Current.CancellationToken));
        error.Id.ShouldBe("FqRollupCircle");
        error.Message.ShouldContain("public.a.n = sum(b.n)");
        error.Message.ShouldContain("public.b.n = max(a.n)");
    }

    [Fact]
    public async Task Check_that_refuses_a_sum_is_named_and_nothing_is_written()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE cart (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total numeric NOT NULL CONSTRAINT small CHECK (total < 10));
            CREATE TABLE item (cart int NOT NULL REFERENCES cart, price int NOT NULL CHECK (price > 5));
            """);
        var plan = scene.Plan().Add(new PlanEntry { Pattern = "cart", Count = 5, Rollups = Rollups(("total", "sum(item.price)")) })
            .Add(new PlanEntry { Pattern = "item", PerParent = new PerParent("cart", Distribution.Of(3)) });
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan));
        error.Id.ShouldBe("FqRollupRefused");
        error.Message.ShouldContain("\"small\"");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM cart")).ShouldBe(0);
    }

    static SeedPlan Orders(SeedPlan plan) => plan
        .Add(new PlanEntry { Pattern = "tb_order", Count = 100, Rollups = Rollups(("total", "sum(tb_line.amount via fk_order)"), ("line_count", "count(tb_line via fk_order)"), ("line_mean", "avg(tb_line.amount via tb_line_fk_order_fkey)")) })
        .Add(new PlanEntry { Pattern = "tb_line", PerParent = new PerParent("fk_order", Distribution.Between(0, 5)) });

    static Dictionary<string, Rollup> Rollups(params (string Column, string Text)[] rollups) => rollups.ToDictionary(r => r.Column, r => Rollup.Parse(r.Column, r.Text));
}

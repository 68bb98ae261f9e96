using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows that are counted by parent.</summary>
public sealed class PerParentTests
{
    const string Shop = """
        CREATE TABLE tb_tenant (pk_tenant int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE TABLE tb_customer (pk_customer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant, name text NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE tb_product (pk_product int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant, name text NOT NULL);
        CREATE TABLE tb_order (pk_order int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant,
          fk_customer int NOT NULL CONSTRAINT order_customer REFERENCES tb_customer, created_at timestamptz NOT NULL);
        CREATE TABLE tb_line (fk_order int NOT NULL REFERENCES tb_order, no int NOT NULL, fk_product int NOT NULL REFERENCES tb_product, amount numeric(8, 2) NOT NULL,
          PRIMARY KEY (fk_order, no), UNIQUE (fk_order, fk_product));
        """;

    [Fact]
    public async Task Every_customer_has_0_to_20_orders_most_2_and_one_in_a_hundred_hundreds()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        var rows = DistributionReader.Read("fk_customer", new Dictionary<string, object?> { ["0"] = 10, ["1"] = 15, ["2"] = 60, ["20"] = 14, ["300"] = 1 });
        var result = await scene.RunAsync(scene.Plan().Add("tb_customer", 2000).Add(Entry("tb_order", "fk_customer", rows)));
        var counts = await scene.RowsAsync("""
            SELECT n, count(*) FROM (SELECT count(o.pk_order) AS n FROM tb_customer c LEFT JOIN tb_order o ON o.fk_customer = c.pk_customer GROUP BY c.pk_customer) s GROUP BY n ORDER BY n
            """);
        counts.Select(c => c.Trim('(').Split(',')[0]).ShouldBe(["0", "1", "2", "20", "300"]);
        var share = counts.Select(c => int.Parse(c.Trim('(', ')').Split(',')[1])).ToList();
        share[0].ShouldBeInRange(150, 250);
        share[2].ShouldBeInRange(1100, 1300);
        share[4].ShouldBeInRange(8, 35);
        result.Tables.First(t => t.Name.Name == "tb_order").Count.ShouldBe(await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order"));
    }

    [Fact]
    public async Task Orders_by_customer_and_lines_by_order_are_numbered_and_coherent()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        var plan = scene.Plan().Add("tb_tenant", 5).Add("tb_product", 200).Add("tb_customer", 100)
            .Add(Entry("tb_line", "tb_order", Distribution.Of(1, 2, 3, 4, 5))).Add(Entry("tb_order", "order_customer", Distribution.Between(0, 20)));
        var resolved = await SeedEngine.ResolveAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
        var run = await scene.RunAsync(plan);
        resolved.TotalRows.ShouldBe(run.Tables.Sum(t => t.Count));
        resolved.Tables.First(t => t.Table.Name.Name == "tb_line").Reason.ShouldBe("1 to 5 for each public.tb_order");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order")).ShouldBeInRange(700, 1300);
        (await scene.RowsAsync("SELECT DISTINCT n FROM (SELECT count(*) n FROM tb_line GROUP BY fk_order) s ORDER BY n")).ShouldBe(["(1)", "(2)", "(3)", "(4)", "(5)"]);
        // Lines count from 1 in every order.
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT fk_order FROM tb_line GROUP BY fk_order HAVING min(no) <> 1 OR max(no) <> count(*)) s")).ShouldBe(0);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM tb_order o JOIN tb_customer c ON c.pk_customer = o.fk_customer LEFT JOIN tb_line l ON l.fk_order = o.pk_order LEFT JOIN tb_product p ON p.pk_product = l.fk_product
            WHERE c.fk_tenant <> o.fk_tenant OR p.fk_tenant <> o.fk_tenant OR o.created_at < c.created_at
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Key_that_counts_rows_is_never_null()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE room (id int PRIMARY KEY); CREATE TABLE booking (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room_id int REFERENCES room, note text)");
        PlanEntry Bookings(string column) => Entry("booking", "room_id", Distribution.Of(3)) with { NullRatios = new Dictionary<string, double> { [column] = 1 } };
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.AddAsync(scene.Plan().Add("room", 4), Bookings("room_id"), TestContext.Current.CancellationToken))).Id.ShouldBe("FqNullRatioInvalid");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(scene.Plan().Add("room", 4).Add(Bookings("room_id"))))).Id.ShouldBe("FqNullRatioInvalid");
        _ = await scene.RunAsync(scene.Plan().Add("room", 4).Add(Bookings("*")));
        (await scene.RowsAsync("SELECT count(room_id), count(note) FROM booking")).ShouldBe(["(12,0)"]);
    }

    [Fact]
    public async Task More_parents_change_no_row_of_the_others()
    {
        await using var one = await EngineScene.CreateAsync(Shop);
        await using var two = await EngineScene.CreateAsync(Shop);
        foreach (var (scene, customers) in new[] { (one, 20), (two, 30) })
            _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 1).Add("tb_customer", customers).Add(Entry("tb_order", "fk_customer", Distribution.Between(0, 5))));
        const string sql = "SELECT * FROM tb_order WHERE fk_customer <= 20 ORDER BY 1";
        (await two.RowsAsync(sql)).ShouldBe(await one.RowsAsync(sql));
    }

    [Fact]
    public async Task Rows_that_were_there_get_some_only_when_asked_for()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 4).Add("tb_customer", 10));
        _ = await scene.RunAsync(scene.Plan().Add("tb_customer", 10).Add(Entry("tb_order", "fk_customer", Distribution.Of(3))));
        (await scene.RowsAsync("SELECT min(fk_customer), count(*) FROM tb_order")).ShouldBe(["(11,30)"]);
        _ = await scene.RunAsync(scene.Plan().Add("tb_customer", 5).Add(new PlanEntry { Pattern = "tb_order", PerParent = new PerParent("fk_customer", Distribution.Of(2)) { IncludeExisting = true } }));
        (await scene.RowsAsync("SELECT n, count(*) FROM (SELECT count(*) n FROM tb_order GROUP BY fk_customer) s GROUP BY n ORDER BY n")).ShouldBe(["(2,15)", "(5,10)"]);
        _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry { Pattern = "tb_order", PerParent = new PerParent("fk_customer", Distribution.Of(1)) { IncludeExisting = true } }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order")).ShouldBe(30 + 50 + 25);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order o JOIN tb_customer c ON c.pk_customer = o.fk_customer WHERE c.fk_tenant <> o.fk_tenant")).ShouldBe(0);
    }

    /// <summary>Pairs that are taken leave others free under each parent; only where they do not is the key too small.</summary>
    [Fact]
    public async Task Rows_that_were_there_leave_the_rest_of_a_key_of_two_parents()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tag (id int PRIMARY KEY);
            CREATE TABLE post (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE post_tag (post int NOT NULL REFERENCES post, tag int NOT NULL REFERENCES tag, PRIMARY KEY (post, tag));
            INSERT INTO tag SELECT generate_series(1, 5);
            INSERT INTO post SELECT FROM generate_series(1, 40);
            INSERT INTO post_tag SELECT p.id, 1 + (p.id + n) % 5 FROM post p, generate_series(0, 1) n WHERE p.id <= 30;
            """);
        SeedPlan Tags(SeedPlan plan, Distribution each) => plan.Add(new PlanEntry { Pattern = "post_tag", PerParent = new PerParent("post", each) { IncludeExisting = true } });
        _ = await scene.RunAsync(Tags(scene.Plan().Add("post", 10), Distribution.Of(2)));
        (await scene.RowsAsync("SELECT n, count(*) FROM (SELECT count(*) n FROM post_tag GROUP BY post) s GROUP BY n ORDER BY n")).ShouldBe(["(2,20)", "(4,30)"]);
        var before = await scene.RowsAsync("SELECT * FROM post_tag ORDER BY 1, 2");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(Tags(scene.Plan(), Distribution.Of(2))));
        error.Id.ShouldBe("FqCapacityExceeded");
        (await scene.RowsAsync("SELECT * FROM post_tag ORDER BY 1, 2")).ShouldBe(before);
        _ = await scene.RunAsync(Tags(scene.Plan(), Distribution.Of(1)));
        (await scene.RowsAsync("SELECT n, count(*) FROM (SELECT count(*) n FROM post_tag GROUP BY post) s GROUP BY n ORDER BY n")).ShouldBe(["(3,20)", "(5,30)"]);
    }

    /// <summary>Where parents should agree on a tenant and the pairs within it are all taken, others do.</summary>
    [Fact]
    public async Task Numbers_under_parents_go_on_and_agreement_gives_way()
    {
        await using var scene = await EngineScene.CreateAsync(Shop + """
            INSERT INTO tb_tenant (name) VALUES ('a'), ('b');
            INSERT INTO tb_customer (fk_tenant, name, created_at) VALUES (1, 'c', '2025-01-01'), (2, 'd', '2025-01-01');
            INSERT INTO tb_product (fk_tenant, name) VALUES (1, 'p'), (1, 'q'), (2, 'r'), (2, 's'), (2, 't');
            INSERT INTO tb_order (fk_tenant, fk_customer, created_at) VALUES (1, 1, '2025-06-01'), (2, 2, '2025-06-01');
            INSERT INTO tb_line VALUES (1, 1, 1, 1), (1, 2, 2, 1), (2, 1, 3, 1);
            """);
        SeedPlan Lines(int each) => scene.Plan().Add(new PlanEntry { Pattern = "tb_line", PerParent = new PerParent("fk_order", Distribution.Of(each)) { IncludeExisting = true } });
        _ = await scene.RunAsync(Lines(2));
        (await scene.RowsAsync("SELECT fk_order, string_agg(no::text, ' ' ORDER BY no), count(DISTINCT fk_product) FROM tb_line GROUP BY 1 ORDER BY 1")).ShouldBe(["""(1,"1 2 3 4",4)""", """(2,"1 2 3",3)"""]);
    }

    [Fact]
    public async Task Composite_parents_one_to_one_keys_and_wildcards()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE org (org int PRIMARY KEY);
            CREATE TABLE person (org int REFERENCES org, no int, PRIMARY KEY (org, no));
            CREATE TABLE task (org int, person int NOT NULL, project int, code text NOT NULL, FOREIGN KEY (org, person) REFERENCES person, UNIQUE (org, person, code));
            CREATE TABLE passport (org int, person int, number text NOT NULL, PRIMARY KEY (org, person), FOREIGN KEY (org, person) REFERENCES person);
            CREATE TABLE address (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org int NOT NULL, person int NOT NULL, is_main boolean NOT NULL, FOREIGN KEY (org, person) REFERENCES person);
            CREATE UNIQUE INDEX ON address (org, person) WHERE is_main;
            CREATE TABLE friend (a_org int, a int, b_org int, b int, PRIMARY KEY (a_org, a, b_org, b), FOREIGN KEY (a_org, a) REFERENCES person, FOREIGN KEY (b_org, b) REFERENCES person, CHECK (NOT (a_org = b_org AND a = b)));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("org", 3).Add("person", 30).Add(Entry("task", "person", Distribution.Between(2, 4))).Add(Entry("passport", "person", Distribution.Of(0, 1)))
            .Add(Entry("address", "person", Distribution.Between(1, 3))).Add(Entry("friend", "a", Distribution.Between(5, 9))));
        (await scene.RowsAsync("SELECT count(DISTINCT (org, person)) FROM task")).ShouldBe(["(30)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM passport")).ShouldBeInRange(5, 25);
        (await scene.RowsAsync("SELECT count(*) FILTER (WHERE is_main) FROM address")).ShouldBe(["(30)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM friend")).ShouldBeInRange(150, 270);
        await using var all = await EngineScene.CreateAsync(Shop);
        var resolved = await SeedEngine.ResolveAsync(all.Plan().Add("tb_tenant", 3).Add(Entry("tb_*", "tb_tenant", Distribution.Of(4))), cancellationToken: TestContext.Current.CancellationToken);
        resolved.Tables.Where(t => !t.IsAddedParent).Select(t => t.ToString()).Order().ShouldBe(["public.tb_customer x 12", "public.tb_order x 12", "public.tb_product x 12", "public.tb_tenant x 3"]);
        resolved.LeftOut.ShouldContain(l => l.Name.Name == "tb_line" && l.Reason == "no foreign key to tb_tenant");
    }

    [Fact]
    public async Task Rows_of_partitions_with_rules_of_their_own_are_dealt_out_by_partition()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE entry (account int NOT NULL REFERENCES account, kind int NOT NULL, n int NOT NULL) PARTITION BY LIST (kind);
            CREATE TABLE entry_1 PARTITION OF entry FOR VALUES IN (1);
            CREATE TABLE entry_2 PARTITION OF entry (CHECK (n > 500)) FOR VALUES IN (2);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("account", 11).Add(Entry("entry", "account", Distribution.Of(3))));
        (await scene.RowsAsync("SELECT count(*), count(DISTINCT account), count(DISTINCT kind) FROM entry")).ShouldBe(["(33,11,2)"]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Impossible_wish_is_one_error_before_anything_is_written(string table, PerParent perParent, string id, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Shop + "CREATE TABLE tb_node (pk_node int PRIMARY KEY, fk_parent int REFERENCES tb_node); CREATE TABLE tb_card (fk_customer int PRIMARY KEY REFERENCES tb_customer); CREATE TABLE tb_pair (a int NOT NULL REFERENCES tb_customer, b int NOT NULL REFERENCES tb_customer);");
        var plan = scene.Plan().Add("tb_customer", 6).Add("tb_product", 4).Add(Entry("tb_order", "fk_customer", Distribution.Of(1))).Add(new PlanEntry { Pattern = table, PerParent = perParent });
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(words);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await scene.ScalarAsync<bool>("SELECT is_called FROM tb_customer_pk_customer_seq")).ShouldBeFalse();
    }

    public static IEnumerable<TheoryDataRow<string, PerParent, string, string>> Wrong() =>
    [
        new("tb_line", new("fk_ordr", Distribution.Of(1)), "FqPerParentInvalid", "Did you mean 'fk_order'"),
        new("tb_node", new("fk_parent", Distribution.Of(1)), "FqPerParentInvalid", "the table itself"),
        new("tb_pair", new("tb_customer", Distribution.Of(1)), "FqPerParentInvalid", "several foreign keys"),
        new("tb_order", new("fk_tenant", Distribution.Of(1)), "FqPerParentInvalid", "public.tb_tenant is not in the plan"),
        new("tb_card", new("fk_customer", Distribution.Between(1, 2)), "FqCapacityExceeded", "leaves it 1"),
        new("tb_line", new("fk_order", Distribution.Of(9)), "FqCapacityExceeded", "is to get 9 rows"),
        new("tb_line", new("fk_order", Distribution.Of(-1)), "FqDistributionInvalid", "fewer than 0"),
        new("tb_line", new("fk_order", Distribution.Of(1.5)), "FqDistributionInvalid", "1.5 is no number of rows"),
        new("tb_line", new("fk_order", Distribution.Of()), "FqDistributionInvalid", "no numbers"),
        new("tb_line", new("fk_order", Distribution.Between(5, 1)), "FqDistributionInvalid", "greater than max"),
        new("tb_line", new("fk_order", new(DistributionKind.Normal) { Mean = 50, Deviation = 1, Max = 10 }), "FqDistributionInvalid", "mean (50) lies outside"),
        new("tb_line", new("fk_order", new(DistributionKind.Poisson)), "FqDistributionInvalid", "needs a mean"),
        new("tb_line", new("fk_order", Distribution.Of(1, 2) with { Weights = [0, 0] }), "FqDistributionInvalid", "weights are all 0"),
        new("tb_line", new("fk_order", Distribution.Of(99_000_000_000)), "FqCountOutOfRange", "more than 100000000000 rows"),
    ];

    [Theory]
    [InlineData("zipf", "FqDistributionInvalid", "needs max")]
    [InlineData("zpif", "FqDistributionInvalid", "no distribution 'zpif'")]
    public void Distribution_that_is_written_wrong_is_refused(string kind, string id, string words)
    {
        var error = Should.Throw<FraiseqlDataException>(() => DistributionReader.Read("fk_order", new Dictionary<string, object?> { ["distribution"] = kind }));
        error.Id.ShouldBe(id);
        error.Message.ShouldContain(words);
    }

    static PlanEntry Entry(string table, string parent, Distribution rows) => new() { Pattern = table, PerParent = new PerParent(parent, rows) };
}

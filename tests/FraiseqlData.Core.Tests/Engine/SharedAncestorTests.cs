using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class SharedAncestorTests
{
    const string Shop = """
        CREATE TABLE tb_tenant (pk_tenant int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE TABLE tb_user (pk_user int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant);
        CREATE TABLE tb_customer (pk_customer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant, created_by int REFERENCES tb_user);
        CREATE TABLE tb_category (pk_category int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant, fk_parent int REFERENCES tb_category);
        CREATE TABLE tb_product (pk_product int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_category int NOT NULL REFERENCES tb_category, created_by int REFERENCES tb_user);
        CREATE TABLE tb_order (pk_order int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_tenant int NOT NULL REFERENCES tb_tenant,
          fk_customer int NOT NULL REFERENCES tb_customer, fk_product int NOT NULL REFERENCES tb_product, created_by int REFERENCES tb_user, email text);
        CREATE TABLE tb_line (pk_line int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_order int NOT NULL REFERENCES tb_order, fk_product int NOT NULL REFERENCES tb_product,
          no int NOT NULL, UNIQUE (fk_order, no));
        """;

    const string Strangers = """
        SELECT count(*) FROM tb_order o JOIN tb_customer c ON c.pk_customer = o.fk_customer JOIN tb_product p ON p.pk_product = o.fk_product
          JOIN tb_category k ON k.pk_category = p.fk_category WHERE c.fk_tenant <> o.fk_tenant OR k.fk_tenant <> o.fk_tenant
        """;

    const string StrangeLines = """
        SELECT count(*) FROM tb_line l JOIN tb_order o ON o.pk_order = l.fk_order JOIN tb_product p ON p.pk_product = l.fk_product
          JOIN tb_category k ON k.pk_category = p.fk_category WHERE k.fk_tenant <> o.fk_tenant
        """;

    [Fact]
    public async Task Orders_whose_customers_are_picked_by_popularity_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        var popular = new Dictionary<string, ColumnOverride> { ["fk_customer"] = new ReferenceOverride("tb_customer") { Pick = ParentChoice.Zipf } };
        _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 5).Add("tb_customer", 50).Add("tb_product", 100).Add("tb_order", 1000, popular));
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        // Those that are there already are picked the same way.
        _ = await scene.RunAsync(scene.Plan().Add("tb_order", 200, popular));
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order")).ShouldBe(1200);
    }

    [Fact]
    public async Task Thousand_orders_of_five_tenants_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 5).Add("tb_order", 1000).Add("tb_line", 2000));
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        (await scene.ScalarAsync<long>(StrangeLines)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT fk_tenant) FROM tb_order")).ShouldBe(5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_category c JOIN tb_category p ON p.pk_category = c.fk_parent WHERE c.fk_tenant <> p.fk_tenant")).ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(100)]
    public async Task As_many_rows_in_every_table_agree(long count)
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await scene.FillAsync("*", count);
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        (await scene.ScalarAsync<long>(StrangeLines)).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_appended_to_existing_parents_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 5).Add("tb_customer", 40).Add("tb_product", 60));
        _ = await scene.RunAsync(scene.Plan().Add("tb_order", 100).Add("tb_line", 200));
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        (await scene.ScalarAsync<long>(StrangeLines)).ShouldBe(0);
        _ = await scene.RunAsync(scene.Plan().Add("tb_line", 200));
        (await scene.ScalarAsync<long>(StrangeLines)).ShouldBe(0);
    }

    [Fact]
    public async Task Override_of_the_ancestor_decides_the_others()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        var overrides = new Dictionary<string, ColumnOverride> { ["fk_tenant"] = new ConstantOverride(3) };
        _ = await scene.RunAsync(scene.Plan().Add("tb_tenant", 5).Add("tb_category", 50).Add("tb_customer", 50).Add("tb_product", 100).Add("tb_order", 50, overrides));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order WHERE fk_tenant = 3")).ShouldBe(50);
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
    }

    [Fact]
    public async Task Parents_that_cannot_agree_are_taken_all_the_same()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        await scene.Database.ExecuteAsync("""
            INSERT INTO tb_tenant (name) VALUES ('a'), ('b'); INSERT INTO tb_customer (fk_tenant) VALUES (1);
            INSERT INTO tb_category (fk_tenant) VALUES (2); INSERT INTO tb_product (fk_category) VALUES (1);
            """);
        _ = await scene.FillAsync("tb_order", 10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_order")).ShouldBe(10);
    }

    [Fact]
    public async Task More_parents_move_only_the_picks_that_go_to_them()
    {
        await using var one = await EngineScene.CreateAsync(Shop);
        await using var two = await EngineScene.CreateAsync(Shop);
        _ = await one.RunAsync(one.Plan().Add("tb_tenant", 2).Add("tb_category", 10).Add("tb_product", 100).Add("tb_customer", 100).Add("tb_order", 500));
        _ = await two.RunAsync(two.Plan().Add("tb_tenant", 2).Add("tb_category", 10).Add("tb_product", 100).Add("tb_customer", 110).Add("tb_order", 500));
        const string Picks = "SELECT pk_order, fk_customer, fk_product FROM tb_order ORDER BY 1";
        var (few, more) = (await one.RowsAsync(Picks), await two.RowsAsync(Picks));
        few.Zip(more).Count(p => p.First == p.Second).ShouldBeGreaterThan(350);
    }

    [Fact]
    public async Task Where_an_address_lies_limits_nobody()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE territory (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE province (id int PRIMARY KEY, territory_id int NOT NULL REFERENCES territory);
            CREATE TABLE address (id int PRIMARY KEY, street text NOT NULL, province_id int NOT NULL REFERENCES province);
            CREATE TABLE salesperson (id int PRIMARY KEY, territory_id int NOT NULL REFERENCES territory);
            CREATE TABLE customer (id int PRIMARY KEY, territory_id int NOT NULL REFERENCES territory);
            CREATE TABLE purchase (id int PRIMARY KEY, bill_address_id int NOT NULL REFERENCES address, ship_address_id int NOT NULL REFERENCES address,
              territory_id int REFERENCES territory, salesperson_id int REFERENCES salesperson, customer_id int NOT NULL REFERENCES customer);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT customer_id) FROM purchase")).ShouldBeGreaterThan(6);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM purchase p JOIN customer c ON c.id = p.customer_id LEFT JOIN salesperson s ON s.id = p.salesperson_id
            WHERE p.territory_id <> c.territory_id OR s.territory_id <> c.territory_id
            """)).ShouldBe(0);
        // An address is in the territory wherever there is one.
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM purchase p JOIN customer c ON c.id = p.customer_id JOIN address a ON a.id IN (p.bill_address_id, p.ship_address_id) JOIN province v ON v.id = a.province_id
            WHERE v.territory_id <> c.territory_id AND EXISTS (SELECT FROM address x JOIN province y ON y.id = x.province_id WHERE y.territory_id = c.territory_id)
            """)).ShouldBe(0);
    }
}

using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Amounts and moments follow those of what a row refers to; what speaks of nothing is not there.</summary>
public sealed class FollowingRowsTests
{
    const string Goods = """
        CREATE TABLE product (id int PRIMARY KEY, standard_cost numeric(10, 2) NOT NULL, list_price numeric(10, 2) NOT NULL);
        CREATE TABLE offer (id int PRIMARY KEY);
        CREATE TABLE offer_product (offer_id int NOT NULL REFERENCES offer, product_id int NOT NULL REFERENCES product, PRIMARY KEY (offer_id, product_id));
        CREATE TABLE order_line (id int PRIMARY KEY, offer_id int NOT NULL, product_id int NOT NULL, unit_price numeric NOT NULL, FOREIGN KEY (offer_id, product_id) REFERENCES offer_product);
        CREATE TABLE purchase_order_line (id int PRIMARY KEY, product_id int NOT NULL REFERENCES product, unit_price numeric(10, 2) NOT NULL);
        CREATE TABLE product_vendor (id int PRIMARY KEY, product_id int NOT NULL REFERENCES product, standard_price numeric NOT NULL, last_receipt_cost numeric);
        CREATE TABLE product_cost_history (product_id int NOT NULL REFERENCES product, start_date date NOT NULL, standard_cost numeric(10, 2) NOT NULL);
        CREATE TABLE stock_transaction (id int PRIMARY KEY, product_id int NOT NULL REFERENCES product, actual_cost numeric NOT NULL);
        """;

    [Fact]
    public async Task Amounts_are_about_those_of_what_they_are_for()
    {
        await using var scene = await EngineScene.CreateAsync(Goods);
        _ = await scene.FillAsync("*", 60);
        await ShouldFollowAsync(scene);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.unit_price <> p.list_price")).ShouldBe(0);
        // The second time the products are in the database already.
        _ = await scene.FillAsync("product_cost_history", 60);
        _ = await scene.FillAsync("purchase_order_line", 60);
        await ShouldFollowAsync(scene);
    }

    static async Task ShouldFollowAsync(EngineScene scene)
    {
        foreach (var (table, column) in new[] { ("purchase_order_line", "unit_price"), ("product_vendor", "standard_price"), ("product_vendor", "last_receipt_cost"), ("stock_transaction", "actual_cost") })
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table} t JOIN product p ON p.id = t.product_id WHERE t.{column} NOT BETWEEN p.standard_cost * 0.9 - 0.01 AND p.standard_cost * 1.1 + 0.01")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product_cost_history t JOIN product p ON p.id = t.product_id WHERE t.standard_cost NOT BETWEEN p.standard_cost * 0.79 AND p.standard_cost * 1.03")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product_vendor WHERE standard_price <> round(standard_price, 2)")).ShouldBe(0);
    }

    [Fact]
    public async Task Payments_are_of_what_is_to_be_paid()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE invoice (id int PRIMARY KEY, subtotal numeric(10, 2) NOT NULL, tax numeric(10, 2) NOT NULL, total_due numeric(10, 2) NOT NULL);
            CREATE TABLE payment (id int PRIMARY KEY, invoice_id int NOT NULL REFERENCES invoice, amount numeric(12, 2) NOT NULL, fee_amount numeric(12, 2) NOT NULL);
            """);
        _ = await scene.FillAsync("*", 60);
        // The second time the invoices are in the database already.
        _ = await scene.FillAsync("payment", 60);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE p.amount <> i.total_due")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE p.fee_amount = i.total_due")).ShouldBe(0);
    }

    [Fact]
    public async Task Lines_are_due_soon_after_the_order_and_work_is_done_about_when_it_was_planned()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE purchase_order (id int PRIMARY KEY, order_date timestamp NOT NULL);
            CREATE TABLE purchase_order_detail (id int PRIMARY KEY, purchase_order_id int NOT NULL REFERENCES purchase_order, due_date timestamp NOT NULL);
            CREATE TABLE routing (id int PRIMARY KEY, actual_start_date timestamp NOT NULL, scheduled_start_date timestamp NOT NULL, planned_cost numeric(8, 2) NOT NULL, actual_cost numeric(8, 2) NOT NULL);
            CREATE TABLE product (id int PRIMARY KEY, sell_start_date date NOT NULL, sell_end_date date, discontinued_date date);
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase_order_detail d JOIN purchase_order o ON o.id = d.purchase_order_id WHERE d.due_date NOT BETWEEN o.order_date AND o.order_date + interval '31 days'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM routing WHERE actual_start_date NOT BETWEEN scheduled_start_date AND scheduled_start_date + interval '6 days'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM routing WHERE actual_cost NOT BETWEEN planned_cost * 0.7 AND planned_cost * 1.4")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE discontinued_date < sell_end_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE discontinued_date IS NOT NULL AND sell_end_date IS NOT NULL")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_speaks_of_nothing_is_not_there()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE scrap_reason (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE credit_card (id int PRIMARY KEY, card_number text NOT NULL);
            CREATE TABLE unit_measure (code varchar(5) PRIMARY KEY, name text NOT NULL);
            CREATE TABLE work_order (id int PRIMARY KEY, order_qty int NOT NULL, scrapped_qty int NOT NULL, scrap_reason_id int REFERENCES scrap_reason);
            CREATE TABLE sale (id int PRIMARY KEY, credit_card_id int REFERENCES credit_card, credit_card_approval_code varchar(15));
            CREATE TABLE product (id int PRIMARY KEY, size varchar(5), size_unit_measure_code varchar(5) REFERENCES unit_measure, weight numeric(8, 2), weight_unit_measure_code varchar(5) REFERENCES unit_measure);
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM work_order WHERE scrapped_qty = 0 AND scrap_reason_id IS NOT NULL")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM work_order WHERE scrap_reason_id IS NOT NULL")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sale WHERE credit_card_id IS NULL AND credit_card_approval_code IS NOT NULL")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE weight IS NULL AND weight_unit_measure_code IS NOT NULL OR size IS NULL AND size_unit_measure_code IS NOT NULL")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE size !~ '^[0-9]+$'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(weight_unit_measure_code) FROM product")).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Products_are_what_their_categories_say()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE product_category (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE product_subcategory (id int PRIMARY KEY, product_category_id int NOT NULL REFERENCES product_category, name text NOT NULL);
            CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL, product_subcategory_id int NOT NULL REFERENCES product_subcategory);
            INSERT INTO product_category VALUES (1, 'Tools'), (2, 'Music'), (3, 'Nothing known');
            """);
        _ = await scene.RunAsync(scene.Plan().Add("product_subcategory", 60).Add("product", 200));
        _ = await scene.FillAsync("product", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product_subcategory WHERE product_category_id = 1 AND name NOT IN ('Drills', 'Hammers', 'Screwdrivers', 'Sanders')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product p JOIN product_subcategory s ON s.id = p.product_subcategory_id WHERE s.name = 'Guitars' AND p.name NOT LIKE '%Guitar'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product p JOIN product_subcategory s ON s.id = p.product_subcategory_id WHERE s.name = 'Guitars'")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE name IS NULL OR name = ''")).ShouldBe(0);
    }

    [Fact]
    public async Task Discount_of_a_price_is_part_of_it_and_totals_are_there()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE order_detail (id int PRIMARY KEY, unit_price numeric NOT NULL, unit_price_discount numeric NOT NULL);
            CREATE TABLE bill (id int PRIMARY KEY, subtotal numeric(10, 2) NOT NULL, tax numeric(10, 2) NOT NULL, total_due numeric(10, 2));
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_detail WHERE unit_price_discount > unit_price * 0.2")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_detail WHERE unit_price_discount > 0")).ShouldBeGreaterThan(10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM bill WHERE total_due IS NULL")).ShouldBeLessThan(10);
    }
}

using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns of a row that belong together agree.</summary>
public sealed class CoherentRowsTests
{
    [Fact]
    public async Task Moments_of_a_row_come_in_their_order()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE shipment (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, updated_at timestamptz DEFAULT now(), created_at timestamptz DEFAULT now(),
              ordered_on date, shipped_at timestamp, delivered_at timestamp, valid_from date NOT NULL, valid_until date NOT NULL, expires_at timestamptz NOT NULL);
            """);
        _ = await scene.FillAsync("shipment", 500);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM shipment
            WHERE created_at > updated_at OR ordered_on > shipped_at::date OR shipped_at > delivered_at OR delivered_at::timestamptz > updated_at
               OR valid_from > valid_until OR created_at > expires_at OR created_at IS NULL OR updated_at IS NULL
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT updated_at) FROM shipment")).ShouldBeGreaterThan(450);
    }

    [Fact]
    public async Task Work_ends_about_when_it_is_due_and_nothing_is_given_up_before_it_began()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE work_order (start_date timestamp NOT NULL, end_date timestamp NOT NULL, due_date timestamp NOT NULL,
              scheduled_start date NOT NULL, scheduled_end date NOT NULL, sell_start date NOT NULL, discontinued_date date);
            """);
        _ = await scene.FillAsync("work_order", 500);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM work_order
            WHERE end_date NOT BETWEEN start_date AND start_date + interval '31 days' OR scheduled_end NOT BETWEEN scheduled_start AND scheduled_start + 31 OR discontinued_date < sell_start
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(discontinued_date) FROM work_order")).ShouldBeInRange(25, 150);
    }

    [Fact]
    public async Task Parents_of_a_row_agree_and_differ_from_row_to_row()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE region (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE seller (id int PRIMARY KEY, region_id int NOT NULL REFERENCES region);
            CREATE TABLE buyer (id int PRIMARY KEY, region_id int REFERENCES region);
            CREATE TABLE district (id int PRIMARY KEY, region_id int NOT NULL REFERENCES region);
            CREATE TABLE site (id int PRIMARY KEY, district_id int NOT NULL REFERENCES district);
            CREATE TABLE sale (id int PRIMARY KEY, buyer_id int NOT NULL REFERENCES buyer, seller_id int NOT NULL REFERENCES seller, site_id int NOT NULL REFERENCES site, region_id int NOT NULL REFERENCES region);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM sale s JOIN buyer b ON b.id = s.buyer_id JOIN seller v ON v.id = s.seller_id JOIN site i ON i.id = s.site_id JOIN district d ON d.id = i.district_id
            WHERE s.region_id <> ALL (ARRAY[b.region_id, v.region_id, d.region_id])
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT buyer_id) FROM sale")).ShouldBeGreaterThan(6);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT region_id) FROM sale")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Review_says_what_its_rating_says()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE review (rating int NOT NULL CHECK (rating BETWEEN 1 AND 5), title varchar(60) NOT NULL, comment text NOT NULL)");
        _ = await scene.FillAsync("review", 600);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT title FROM review WHERE rating <= 2 INTERSECT SELECT title FROM review WHERE rating >= 4) q")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT comment FROM review WHERE rating <= 2 INTERSECT SELECT comment FROM review WHERE rating >= 4) q")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT title) FROM review")).ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task Names_of_a_list_suit_what_refers_to_them_and_come_once_each()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE genre (id int PRIMARY KEY, name text);
            CREATE TABLE category (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE track (genre_id int REFERENCES genre);
            CREATE TABLE film_category (category_id int REFERENCES category);
            """);
        _ = await scene.FillAsync("*", 15);
        (await scene.RowsAsync("SELECT DISTINCT name FROM genre WHERE name IS NOT NULL")).Count.ShouldBe(15);
        (await scene.RowsAsync("SELECT DISTINCT name FROM category")).Count.ShouldBe(15);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM genre WHERE name IN ('Thriller', 'Comedy', 'Biography', 'Crime')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM category WHERE name IN ('Baby', 'Paint', 'Bathroom', 'Jazz')")).ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.1, 300, 380)]
    [InlineData(1, 400, 400)]
    public async Task Second_line_of_an_address_is_seldom_filled(double ratio, int least, int most)
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE branch (address_line_1 text NOT NULL, address_line_2 text, city text NOT NULL)");
        _ = await scene.FillAsync("branch", 400, new PlanOptions { NullRatio = ratio });
        (await scene.ScalarAsync<long>("SELECT count(*) FILTER (WHERE address_line_2 IS NULL) FROM branch")).ShouldBeInRange(least, most);
    }

    [Fact]
    public async Task Moment_that_is_overridden_steers_the_others()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE note (created_at timestamp NOT NULL, updated_at timestamp NOT NULL)");
        _ = await scene.RunAsync(scene.Plan().Add("note", 100, new Dictionary<string, ColumnOverride> { ["created_at"] = new ConstantOverride("2025-12-30 10:00:00") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM note WHERE created_at = '2025-12-30 10:00' AND updated_at >= created_at")).ShouldBe(100);
    }

    [Fact]
    public async Task Person_has_the_names_of_the_address()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, full_name text NOT NULL,
              username text NOT NULL, email text NOT NULL UNIQUE, gender text NOT NULL CHECK (gender IN ('m', 'f')));
            """);
        _ = await scene.FillAsync("customer", 300);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM customer
            WHERE full_name <> first_name || ' ' || last_name OR email !~* ('^' || regexp_replace(first_name, '[^A-Za-z]', '', 'g') || '\.' || regexp_replace(last_name, '[^A-Za-z]', '', 'g'))
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT gender) FROM customer")).ShouldBe(2);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT first_name FROM customer GROUP BY 1 HAVING count(DISTINCT gender) > 1) q")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_unique_columns_tell_of_the_same_person()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(60) NOT NULL UNIQUE, username varchar(40) NOT NULL UNIQUE, full_name text NOT NULL, first_name text NOT NULL);
            """);
        _ = await scene.FillAsync("account", 300);
        _ = await scene.FillAsync("account", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM account WHERE split_part(email, '@', 1) <> username OR lower(regexp_replace(full_name, '[^A-Za-z]', '', 'g')) <> replace(username, '.', '') OR full_name NOT LIKE first_name || ' %'")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_unique_columns_tell_of_the_same_company_and_currency()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE company (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, domain text NOT NULL UNIQUE, email text NOT NULL, website text NOT NULL);
            CREATE TABLE currency (code char(3) PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
            """);
        _ = await scene.FillAsync("company", 100);
        _ = await scene.FillAsync("currency", 30);
        _ = await scene.FillAsync("country", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM company WHERE starts_with(lower(regexp_replace(name, '[^A-Za-z]', '', 'g')), replace(split_part(domain, '.', 1), '-', ''))")).ShouldBe(100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM company WHERE replace(split_part(split_part(email, '@', 2), '.', 1), '-', '') <> replace(split_part(split_part(website, 'www.', 2), '.', 1), '-', '')")).ShouldBe(0);
        (await scene.RowsAsync("SELECT name FROM currency WHERE code IN ('EUR', 'USD', 'CHF') ORDER BY 1")).ShouldBe(["(Euro)", "(\"Swiss Franc\")", "(\"US Dollar\")"], ignoreOrder: true);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM country WHERE (code = 'DE') <> (name = 'Germany') OR (code = 'FR') <> (name = 'France')")).ShouldBe(0);
    }

    [Fact]
    public async Task Numbers_keep_to_their_limits()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE stock (quantity int NOT NULL, reserved_quantity int NOT NULL, min_order int NOT NULL, max_order int NOT NULL, usage_limit int NOT NULL, usage_count int NOT NULL,
              order_date date NOT NULL, due_date date NOT NULL);
            """);
        _ = await scene.FillAsync("stock", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM stock WHERE reserved_quantity > quantity OR min_order > max_order OR usage_count > usage_limit OR due_date < order_date OR due_date > order_date + 45")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT min_order) FROM stock")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Overridden_name_is_the_one_in_the_address()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE customer (first_name text, last_name text, email text)");
        _ = await scene.RunAsync(scene.Plan().Add("customer", 20, new Dictionary<string, ColumnOverride> { ["first_name"] = new ConstantOverride("Zoë") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer WHERE email IS NOT NULL AND email NOT LIKE 'zoe.%'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer WHERE email LIKE 'zoe.%'")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Parts_of_an_address_belong_together()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE branch (billing_street text NOT NULL, billing_city text NOT NULL, billing_zip text NOT NULL, billing_state text NOT NULL, billing_country char(2) NOT NULL,
              shipping_city text NOT NULL, shipping_zip text NOT NULL, shipping_country text NOT NULL CHECK (shipping_country IN ('DE', 'FR')),
              shipping_lat numeric(9, 6) NOT NULL, shipping_lon numeric(9, 6) NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("branch", 200, new Dictionary<string, ColumnOverride> { ["billing_city"] = new ConstantOverride("Lyon") }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM branch WHERE billing_country = 'FR' AND billing_zip LIKE '69%' AND billing_city = 'Lyon'")).ShouldBe(200);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT shipping_country) FROM branch")).ShouldBe(2);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM branch
            WHERE CASE shipping_country
                WHEN 'DE' THEN shipping_lat NOT BETWEEN 47.2 AND 55.1 OR shipping_lon NOT BETWEEN 5.8 AND 15.1
                ELSE shipping_lat NOT BETWEEN 41.3 AND 51.2 OR shipping_lon NOT BETWEEN -5.2 AND 9.7 END
            """)).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM (SELECT shipping_city FROM branch GROUP BY 1 HAVING count(DISTINCT shipping_country) > 1) q")).ShouldBe(0);
    }

    [Fact]
    public async Task Amounts_add_up()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE line (quantity int NOT NULL CHECK (quantity > 0), unit_price numeric(10, 2) NOT NULL, discount numeric(10, 2) NOT NULL, tax_rate numeric(5, 2) NOT NULL,
              tax_amount numeric(10, 2) NOT NULL, total numeric(12, 2) NOT NULL);
            CREATE TABLE invoice (subtotal numeric(10, 2) NOT NULL, tax numeric(10, 2) NOT NULL, shipping_cost numeric(10, 2) NOT NULL, grand_total numeric(10, 2) NOT NULL);
            CREATE TABLE article (price numeric(10, 2) NOT NULL, cost numeric(10, 2) NOT NULL, compare_at_price numeric(10, 2) NOT NULL);
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM line WHERE total <> quantity * unit_price - discount + tax_amount OR abs(tax_amount - (quantity * unit_price - discount) * tax_rate / 100) > 0.01")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM invoice WHERE grand_total <> subtotal + tax + shipping_cost")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM article WHERE cost >= price OR compare_at_price <= price")).ShouldBe(0);
    }

    [Fact]
    public async Task Moments_are_there_where_the_status_says_so()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE purchase (status text NOT NULL CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled')), created_at timestamptz NOT NULL,
              paid_at timestamptz, shipped_at timestamptz, delivered_at timestamptz, cancelled_at timestamptz);
            """);
        _ = await scene.FillAsync("purchase", 400);
        (await scene.ScalarAsync<long>("""
            SELECT count(*) FROM purchase
            WHERE (shipped_at IS NOT NULL) <> (status IN ('shipped', 'delivered')) OR (delivered_at IS NOT NULL) <> (status = 'delivered')
               OR (paid_at IS NOT NULL) <> (status IN ('paid', 'shipped', 'delivered')) OR (cancelled_at IS NOT NULL) <> (status = 'cancelled')
               OR paid_at < created_at OR shipped_at < paid_at OR delivered_at < shipped_at OR delivered_at > shipped_at + interval '10 days'
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Child_is_not_older_than_its_parents()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created_at timestamptz NOT NULL);
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, created_at timestamptz NOT NULL);
            CREATE TABLE line (purchase_id int NOT NULL REFERENCES purchase, created_on date NOT NULL);
            """);
        _ = await scene.FillAsync("*", 200);
        // The second time the parents are in the database already.
        _ = await scene.FillAsync("line", 200);
        _ = await scene.FillAsync("purchase", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.created_at < c.created_at")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM line l JOIN purchase p ON p.id = l.purchase_id WHERE l.created_on < p.created_at::date")).ShouldBe(0);
    }

    [Fact]
    public async Task Slug_is_made_from_the_name()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE product (name text NOT NULL, slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]+$'));
            CREATE TABLE page (title text NOT NULL, slug varchar(80));
            """);
        _ = await scene.FillAsync("*", 50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE slug NOT LIKE lower(regexp_replace(name, '[^A-Za-z0-9]+', '-', 'g')) || '-%'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM page WHERE slug <> trim('-' from lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g')))")).ShouldBe(0);
    }
}

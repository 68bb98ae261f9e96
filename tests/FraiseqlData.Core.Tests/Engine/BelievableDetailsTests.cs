using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Text;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Details at which somebody who pages through a demo database would stop.</summary>
public sealed class BelievableDetailsTests
{
    [Theory]
    [InlineData("brand text NOT NULL")]
    [InlineData("brand text NOT NULL CHECK (brand IN ('visa', 'mastercard', 'amex', 'discover'))")]
    [InlineData("brand text NOT NULL CHECK (brand IN ('Amex', 'Diners Club', 'JCB', 'Visa'))")]
    public async Task Card_of_sixteen_digits_is_of_a_brand_that_has_such(string brand)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE credit_card (id int PRIMARY KEY, {brand}, card_number text NOT NULL CHECK (card_number ~ '^[0-9]{{16}}$'))");
        _ = await scene.FillAsync("credit_card", 200);
        (await scene.RowsAsync("""
            SELECT * FROM credit_card WHERE card_number !~ CASE lower(brand) WHEN 'visa' THEN '^4' WHEN 'mastercard' THEN '^5[1-5]' WHEN 'discover' THEN '^6011' WHEN 'maestro' THEN '^6304' WHEN 'jcb' THEN '^35' ELSE 'unknown' END
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT brand) FROM credit_card")).ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("CHECK (starts_at < ends_at)")]
    [InlineData("CHECK (ends_at > starts_at), CHECK (ends_at - starts_at <= interval '12 hours')")]
    public async Task Night_shift_that_may_not_pass_midnight_begins_there(string check)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE shift (id int PRIMARY KEY, name text NOT NULL, starts_at time NOT NULL, ends_at time NOT NULL, {check})");
        _ = await scene.FillAsync("shift", 60);
        (await scene.RowsAsync("SELECT * FROM shift WHERE name = 'Night' AND (starts_at > '02:00' OR ends_at > '08:00')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM shift WHERE name = 'Late' AND (starts_at < '12:00' OR ends_at < '18:00')")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM shift WHERE name = 'Night'")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task No_list_holds_a_tag_twice()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE channel AS ENUM ('email', 'sms', 'push');
            CREATE TABLE article (id int PRIMARY KEY, tags text[] NOT NULL, labels varchar(20)[] NOT NULL CHECK (cardinality(labels) = 3), channels channel[] NOT NULL)
            """);
        _ = await scene.FillAsync("article", 2000);
        foreach (var list in new[] { "tags", "labels", "channels" })
            (await scene.RowsAsync($"SELECT {list} FROM article WHERE cardinality({list}) > (SELECT count(DISTINCT t) FROM unnest({list}) t)")).ShouldBeEmpty();
    }

    /// <summary>Each unique key leaves too few pairs of parents that agree, but enough together with its third column.</summary>
    [Fact]
    public async Task Parents_agree_in_unique_keys_of_three()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE variant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id int NOT NULL REFERENCES product);
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customer);
            CREATE TABLE review (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id int NOT NULL REFERENCES product, customer_id int NOT NULL REFERENCES customer, purchase_id int NOT NULL REFERENCES purchase,
              UNIQUE (product_id, customer_id, purchase_id));
            CREATE TABLE wish (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, product_id int NOT NULL REFERENCES product, variant_id int REFERENCES variant, priority int NOT NULL,
              UNIQUE (customer_id, product_id, variant_id));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.RowsAsync("SELECT * FROM review r JOIN purchase p ON p.id = purchase_id WHERE p.customer_id <> r.customer_id")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM wish w JOIN variant v ON v.id = variant_id WHERE v.product_id <> w.product_id")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM review")).ShouldBe(20);
    }

    [Fact]
    public async Task Addresses_bills_and_orders_repeat_what_their_customer_is_called_and_where_he_lives()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, email text NOT NULL UNIQUE, address text, city text NOT NULL, postal_code text NOT NULL);
            CREATE TABLE addresses (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, first_name text NOT NULL, last_name text NOT NULL, city text NOT NULL);
            CREATE TABLE invoice (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, billing_address text NOT NULL, billing_city text NOT NULL, billing_postal_code text NOT NULL, billing_country text NOT NULL);
            CREATE TABLE purchase (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, customer_email text NOT NULL, customer_first_name text NOT NULL, sales_email text NOT NULL);
            CREATE TABLE visitor (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, first_name text NOT NULL, last_name text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 60);
        (await scene.RowsAsync("SELECT * FROM addresses a JOIN customer c ON c.id = customer_id WHERE (a.first_name, a.last_name) <> (c.first_name, c.last_name)")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM invoice i JOIN customer c ON c.id = customer_id WHERE (billing_address, billing_city, billing_postal_code) <> (address, city, postal_code)")).ShouldBeEmpty();
        // Where the customer's own street is not known, the bill's is one of that city.
        (await scene.RowsAsync("SELECT * FROM invoice i JOIN customer c ON c.id = customer_id WHERE address IS NULL AND (billing_country = 'United States') <> (billing_address ~ '^[0-9]{1,4} ')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM purchase p JOIN customer c ON c.id = customer_id WHERE (customer_email, customer_first_name) <> (email, first_name)")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase p JOIN customer c ON c.id = customer_id WHERE sales_email = email")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visitor v JOIN customer c ON c.id = customer_id WHERE v.last_name = c.last_name")).ShouldBeLessThan(5);
    }

    /// <summary>A second run meets parents that are there already.</summary>
    [Fact]
    public async Task Older_parents_are_repeated_too()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text);
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, customer_name varchar(12) NOT NULL, customer_email text NOT NULL);
            INSERT INTO customer (name, email) VALUES ('Ada Lovelace', 'ada@acme.test'), ('Maximiliane von Hohenstein', NULL);
            """);
        _ = await scene.FillAsync("purchase", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE customer_id = 1 AND (customer_name, customer_email) = ('Ada Lovelace', 'ada@acme.test')")).ShouldBe(await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE customer_id = 1"));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE customer_id = 2 AND customer_name <> ''")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Kinds_of_one_thing_need_not_be_the_same_one()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE party (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE person (party_id int PRIMARY KEY REFERENCES party, first_name text NOT NULL);
            CREATE TABLE store (party_id int PRIMARY KEY REFERENCES party, name text NOT NULL);
            CREATE TABLE contact (party_id int NOT NULL REFERENCES party, person_id int NOT NULL REFERENCES person, kind int NOT NULL, PRIMARY KEY (party_id, person_id, kind));
            CREATE TABLE visit (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, store_id int NOT NULL REFERENCES store);
            """);
        _ = await scene.FillAsync("*", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM contact WHERE party_id = person_id")).ShouldBeLessThan(10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visit WHERE store_id = person_id")).ShouldBeLessThan(10);
    }

    [Fact]
    public async Task Flags_of_one_name_give_one_answer()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE customer (id int PRIMARY KEY, active int NOT NULL, activebool boolean NOT NULL, is_active boolean NOT NULL, is_staff boolean NOT NULL)");
        _ = await scene.FillAsync("customer", 100);
        (await scene.RowsAsync("SELECT * FROM customer WHERE (active = 1) <> activebool OR is_active <> activebool")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer WHERE activebool")).ShouldBeInRange(60, 98);
    }

    [Fact]
    public async Task What_a_thing_cost_is_somewhat_less_than_its_price()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE state AS ENUM ('in_stock', 'in_service', 'retired');
            CREATE TABLE model (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, description text NOT NULL, list_price numeric(10, 2) NOT NULL);
            CREATE TABLE machine (id int PRIMARY KEY, model_id int NOT NULL REFERENCES model, purchase_price numeric(10, 2) NOT NULL, status state NOT NULL DEFAULT 'in_stock');
            """);
        _ = await scene.FillAsync("*", 60);
        (await scene.RowsAsync("SELECT * FROM machine m JOIN model o ON o.id = model_id WHERE purchase_price > list_price OR purchase_price < list_price * 0.55")).ShouldBeEmpty();
        // A default that is one of a list says nothing of most rows.
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT status) FROM machine")).ShouldBe(3);
        (await scene.RowsAsync("SELECT * FROM model WHERE description ~ 'staff|agreed|standard cases'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_lent_mostly_comes_back()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE rental (id int PRIMARY KEY, rental_date timestamptz NOT NULL, return_date timestamptz); CREATE TABLE purchase (id int PRIMARY KEY, order_date timestamptz NOT NULL, return_date timestamptz)");
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(return_date) FROM rental")).ShouldBeGreaterThan(150);
        (await scene.RowsAsync("SELECT * FROM rental WHERE return_date < rental_date OR return_date > '2026-01-01'")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(return_date) FROM purchase")).ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Limit_of_one_customer_is_no_greater_than_that_of_all()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE coupon (id int PRIMARY KEY, usage_limit int NOT NULL, usage_limit_per_customer int NOT NULL, minimum_order_amount numeric(10, 2) NOT NULL); CREATE TABLE promo (id int PRIMARY KEY, usage_limit int NOT NULL, customer_usage_limit int NOT NULL)");
        _ = await scene.FillAsync("*", 100);
        (await scene.RowsAsync("SELECT * FROM coupon WHERE usage_limit_per_customer > usage_limit OR minimum_order_amount > 600")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM promo WHERE customer_usage_limit > usage_limit")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Years_begin_before_they_end_and_a_discount_is_less_than_what_one_has_to_buy()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE maker (id int PRIMARY KEY, open_year int NOT NULL, close_year int NOT NULL); CREATE TABLE voucher (id int PRIMARY KEY, discount_value numeric(10, 2) NOT NULL, minimum_purchase_amount numeric(10, 2) NOT NULL)");
        _ = await scene.FillAsync("*", 200);
        (await scene.RowsAsync("SELECT * FROM maker WHERE open_year > close_year")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM voucher WHERE discount_value > minimum_purchase_amount")).ShouldBeEmpty();
    }

    /// <summary>Countries of which few cities are known have these, and what is written in another script is given in English to those who read Latin letters.</summary>
    [Fact]
    public async Task City_lies_in_its_country_whatever_country()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE country (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country text NOT NULL UNIQUE);
            CREATE TABLE city (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, city text NOT NULL, country_id int NOT NULL REFERENCES country);
            CREATE TABLE address (id int PRIMARY KEY, street text NOT NULL, city_id int NOT NULL REFERENCES city, postal_code text NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("country", Country.All.Count).Add("city", 400).Add("address", 400));
        (await scene.RowsAsync(@"SELECT city, street FROM city JOIN address a ON a.city_id = city.id WHERE city || street ~ '[\u0370-\u1CFF\u3000-\uFFEE]'")).ShouldBeEmpty();
        foreach (var pair in await scene.RowsAsync("SELECT DISTINCT city.city || '/' || country.country FROM city JOIN country ON country.id = country_id"))
        {
            var (city, country) = pair.Trim('(', ')', '"').Split('/') is [var one, var two] ? (one, two) : default;
            PlaceCatalog.Default.Narrow("en", new PlaceParts { City = city, Country = country }).Unmatched.ShouldBe(PlacePart.None, pair);
        }
    }

    [Fact]
    public async Task Row_of_a_person_is_made_by_another_one()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE customer (id int PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL, username text NOT NULL, created_by text NOT NULL)");
        _ = await scene.FillAsync("customer", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer WHERE created_by = username OR created_by LIKE lower(first_name) || '.' || lower(last_name) || '%'")).ShouldBeLessThan(3);
    }

    [Fact]
    public async Task Notes_in_json_are_notes()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE allocation (id int PRIMARY KEY, notes jsonb NOT NULL)");
        _ = await scene.FillAsync("allocation", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM allocation WHERE notes ->> 'text' LIKE '% %.'")).ShouldBe(20);
    }

    [Fact]
    public async Task Nobody_is_hired_as_a_child_and_not_all_in_one_year()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE employee (id int PRIMARY KEY, birth_date date NOT NULL, hire_date timestamp NOT NULL)");
        _ = await scene.FillAsync("employee", 200);
        (await scene.RowsAsync("SELECT * FROM employee WHERE hire_date < birth_date + interval '18 years' - interval '1 day'")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT extract(year FROM hire_date)) FROM employee")).ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Family_names_are_spelled_as_people_spell_them() => LocaleWords.Of("en").List("name.last_name").Where(n => n.Contains("lll", StringComparison.Ordinal)).ShouldBeEmpty();
}

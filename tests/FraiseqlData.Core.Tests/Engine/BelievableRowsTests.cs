using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows at which a person would not laugh: what one column says, others and the row's parents do not deny.</summary>
public sealed class BelievableRowsTests
{
    static readonly PlanOptions NoNulls = new() { NullRatio = 0 };

    [Fact]
    public async Task Statuses_of_a_row_agree()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              status text NOT NULL CHECK (status IN ('pending', 'confirmed', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded')),
              payment_status text NOT NULL CHECK (payment_status IN ('pending', 'authorized', 'paid', 'failed', 'refunded')),
              fulfillment_status text NOT NULL CHECK (fulfillment_status IN ('unfulfilled', 'shipped', 'delivered', 'cancelled')),
              is_paid boolean NOT NULL, shipped_at timestamptz);
            """);
        _ = await scene.FillAsync("purchase", 400);
        (await scene.RowsAsync("""
            SELECT * FROM purchase WHERE (status = 'delivered') <> (fulfillment_status = 'delivered') OR (status IN ('processing', 'shipped', 'delivered')) <> (payment_status = 'paid')
              OR (status = 'refunded') <> (payment_status = 'refunded') OR (status = 'cancelled') <> (fulfillment_status = 'cancelled') OR is_paid <> (payment_status IN ('paid', 'refunded'))
              OR (shipped_at IS NOT NULL) <> (status IN ('shipped', 'delivered'))
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT payment_status) FROM purchase")).ShouldBe(5);
    }

    [Fact]
    public async Task Status_that_the_user_gives_leads_the_others()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, status text NOT NULL CHECK (status IN ('pending', 'shipped', 'delivered')), payment_status text NOT NULL CHECK (payment_status IN ('pending', 'paid', 'failed')));
            """);
        _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry { Pattern = "purchase", Count = 50, Overrides = new Dictionary<string, ColumnOverride> { ["status"] = new ConstantOverride("delivered") } }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE payment_status = 'paid'")).ShouldBe(50);
    }

    [Fact]
    public async Task Mishaps_are_few_and_no_part_is_greater_than_its_whole()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE production (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, rejected_qty numeric(8, 2) NOT NULL, received_qty numeric(8, 2) NOT NULL, ordered_qty int NOT NULL);
            CREATE TABLE work (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, orderqty int NOT NULL, scrappedqty int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.RowsAsync("SELECT * FROM production WHERE rejected_qty > received_qty OR received_qty > ordered_qty OR rejected_qty <> trunc(rejected_qty) OR received_qty <> trunc(received_qty)")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM production WHERE rejected_qty = 0")).ShouldBeGreaterThan(150);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM production WHERE rejected_qty > 0")).ShouldBeGreaterThan(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM production WHERE received_qty = ordered_qty")).ShouldBeGreaterThan(150);
        (await scene.ScalarAsync<bool>("SELECT sum(scrappedqty) * 10 < sum(orderqty) AND max(scrappedqty) > 0 AND bool_and(scrappedqty <= orderqty) FROM work")).ShouldBeTrue();
    }

    [Fact]
    public async Task Pieces_are_whole_where_the_column_has_room_for_decimals()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE stock_item (id int PRIMARY KEY, quantity numeric(12, 4) NOT NULL, price numeric(12, 4) NOT NULL, weight numeric(12, 4) NOT NULL)");
        _ = await scene.FillAsync("stock_item", 100);
        (await scene.ScalarAsync<bool>("SELECT bool_and(quantity = trunc(quantity) AND price = round(price, 2) AND weight = round(weight, 2)) AND bool_or(price <> trunc(price)) FROM stock_item")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("file_name text NOT NULL, mime_type text NOT NULL, file_extension text NOT NULL, file_path text NOT NULL")]
    [InlineData("file_name text NOT NULL UNIQUE, mime_type varchar(40) NOT NULL, file_extension varchar(8) NOT NULL, file_path text NOT NULL")]
    public async Task Name_extension_and_type_of_a_file_agree(string columns)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE attachment (id int PRIMARY KEY, {columns})");
        _ = await scene.FillAsync("attachment", 200, NoNulls);
        (await scene.RowsAsync("""
            SELECT * FROM attachment WHERE file_name NOT LIKE '%.' || file_extension OR file_path NOT LIKE '%/' || file_name
              OR mime_type !~ CASE file_extension WHEN 'pdf' THEN 'pdf' WHEN 'png' THEN 'image/png' WHEN 'jpg' THEN 'image/jpeg' WHEN 'txt' THEN 'text/plain' ELSE '.' END
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT file_extension) FROM attachment")).ShouldBeGreaterThan(4);
    }

    [Theory]
    [InlineData("en", "name text NOT NULL", "city || ' %'")]
    [InlineData("de", "name text NOT NULL", "'% ' || city")]
    [InlineData("en", "name text NOT NULL UNIQUE", "city || ' %'")]
    public async Task Name_of_a_site_says_the_city_where_it_lies(string locale, string name, string pattern)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE branch (id int PRIMARY KEY, {name}, city text NOT NULL, postal_code text NOT NULL)");
        _ = await scene.FillAsync("branch", 100, new PlanOptions { NullRatio = 0, Locale = locale });
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM branch WHERE name LIKE {pattern}")).ShouldBe(100);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT city) FROM branch")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Second_line_of_an_address_is_written_as_its_country_does()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE address (id int PRIMARY KEY, address_line_1 text NOT NULL, address_line_2 text NOT NULL, city text NOT NULL, country_code text NOT NULL)");
        foreach (var (country, form) in new[] { ("FR", "^(Bât|Appt|Étage)"), ("DE", "^(Whg|Hinterhaus|[0-9]. OG)"), ("US", "^(Apt|Suite|Unit)"), ("RU", "^(кв|офис)") })
        {
            await scene.Database.ExecuteAsync("TRUNCATE address");
            _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry { Pattern = "address", Count = 40, Overrides = new Dictionary<string, ColumnOverride> { ["country_code"] = new ConstantOverride(country) } }));
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM address WHERE address_line_2 ~ '{form}'")).ShouldBe(40, country);
        }
    }

    const string Places = """
        CREATE TABLE country (country_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country text NOT NULL CHECK (country IN ('France', 'Germany', 'United States')));
        CREATE TABLE city (city_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, city text NOT NULL, country_id int NOT NULL REFERENCES country);
        CREATE TABLE address (address_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, address text NOT NULL, postal_code text NOT NULL, district text NOT NULL, phone text NOT NULL, city_id int NOT NULL REFERENCES city);
        """;

    const string Strays = """
        SELECT * FROM address JOIN city USING (city_id) JOIN country USING (country_id) WHERE (city IN ('Paris', 'Lyon', 'Marseille', 'Nantes')) > (country = 'France') OR (city IN ('Berlin', 'Hamburg', 'Köln')) > (country = 'Germany')
          OR (city IN ('Boston', 'Chicago', 'Houston', 'Denver')) > (country = 'United States') OR (country = 'Germany') <> (phone LIKE '+49%') OR (country = 'France') <> (phone LIKE '+33%')
        """;

    [Fact]
    public async Task What_lies_in_a_place_lies_where_the_place_does()
    {
        await using var scene = await EngineScene.CreateAsync(Places);
        _ = await scene.RunAsync(scene.Plan().Add("country", 6).Add("city", 60).Add("address", 200));
        (await scene.RowsAsync(Strays)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT country) FROM address JOIN city USING (city_id) JOIN country USING (country_id)")).ShouldBe(3);
        // Rows that were there before say it as well.
        _ = await scene.RunAsync(scene.Plan(new PlanOptions { Seed = 9 }).Add("address", 100));
        _ = await scene.RunAsync(scene.Plan(new PlanOptions { Seed = 9 }).Add("city", 20));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM address")).ShouldBe(300);
        (await scene.RowsAsync(Strays)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Price_of_a_line_is_that_of_its_product()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, price numeric(10, 2) NOT NULL);
            CREATE TABLE order_line (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id int NOT NULL REFERENCES product, quantity int NOT NULL, unit_price numeric(10, 2) NOT NULL, total_price numeric(12, 2) NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("product", 10).Add("order_line", 100));
        _ = await scene.RunAsync(scene.Plan().Add("order_line", 50));
        (await scene.RowsAsync("SELECT * FROM order_line l JOIN product p ON p.id = product_id WHERE unit_price <> price OR total_price < unit_price * quantity")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("card_type", "last_four", "card_type text NOT NULL, card_number varchar(19) NOT NULL, last_four char(4) NOT NULL")]
    [InlineData("card_brand", "card_last4", "card_brand text NOT NULL CHECK (card_brand IN ('visa', 'mastercard', 'amex')), card_number text NOT NULL, card_last4 text NOT NULL")]
    [InlineData("brand", "last4", "brand text NOT NULL, card_number text NOT NULL UNIQUE, last4 varchar(4) NOT NULL")]
    public async Task Brand_and_number_of_a_card_agree(string brand, string last, string columns)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE payment (id int PRIMARY KEY, {columns})");
        _ = await scene.FillAsync("payment", 200, NoNulls);
        (await scene.RowsAsync($$"""
            SELECT * FROM payment WHERE right(card_number, 4) <> {{last}} OR card_number !~ CASE lower({{brand}}) WHEN 'visa' THEN '^4\d{15}$' WHEN 'mastercard' THEN '^5[1-5]\d{14}$' WHEN 'amex' THEN '^3[47]\d{13}$'
                WHEN 'american express' THEN '^3[47]\d{13}$' WHEN 'discover' THEN '^6011\d{12}$' WHEN 'maestro' THEN '^6304\d{12}$' ELSE 'unknown' END
              OR (SELECT sum(CASE WHEN place % 2 = 1 THEN digit::int WHEN digit::int > 4 THEN digit::int * 2 - 9 ELSE digit::int * 2 END) % 10 FROM regexp_split_to_table(reverse(card_number), '') WITH ORDINALITY d(digit, place)) <> 0
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>($"SELECT count(DISTINCT {brand}) FROM payment")).ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("card_type", "American Express", "card_number ~ '^3[47][0-9]{13}$'")]
    [InlineData("card_type", "MASTERCARD", "card_number ~ '^5[1-5][0-9]{14}$'")]
    [InlineData("card_number", "3714 496353 98431", "card_type = 'American Express'")]
    public async Task Brand_or_number_of_a_card_that_the_user_gives_leads(string column, string value, string condition)
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE credit_card (id int PRIMARY KEY, card_type text NOT NULL, card_number text NOT NULL)");
        _ = await scene.RunAsync(scene.Plan().Add(new PlanEntry { Pattern = "credit_card", Count = 30, Overrides = new Dictionary<string, ColumnOverride> { [column] = new ConstantOverride(value) } }));
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM credit_card WHERE {condition}")).ShouldBe(30);
    }

    [Fact]
    public async Task Rate_of_a_tax_is_as_high_as_its_name_says()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tax_rate (id int PRIMARY KEY, name text NOT NULL, rate numeric(5, 2) NOT NULL);
            CREATE TABLE vat (id int PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('standard', 'reduced', 'zero')), tax_rate numeric(5, 4) NOT NULL);
            """);
        _ = await scene.FillAsync("*", 120);
        (await scene.ScalarAsync<bool>("SELECT bool_and(rate = 0) FROM tax_rate WHERE name IN ('Zero Rate', 'Exempt')")).ShouldBeTrue();
        (await scene.ScalarAsync<bool>("SELECT max(rate) FILTER (WHERE name = 'Reduced Rate') < min(rate) FILTER (WHERE name = 'Standard Rate') AND min(rate) FILTER (WHERE name = 'Reduced Rate') > 0 FROM tax_rate")).ShouldBeTrue();
        (await scene.ScalarAsync<bool>("SELECT max(tax_rate) FILTER (WHERE kind = 'reduced') < min(tax_rate) FILTER (WHERE kind = 'standard') AND max(tax_rate) FILTER (WHERE kind = 'zero') = 0 FROM vat")).ShouldBeTrue();
    }

    [Fact]
    public async Task Hours_of_a_shift_are_those_of_its_name()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE shift (id int PRIMARY KEY, name text NOT NULL, start_time time NOT NULL, end_time time NOT NULL);
            CREATE TABLE day_shift (id int PRIMARY KEY, shift_name text NOT NULL CHECK (shift_name IN ('early', 'late', 'night')), starts_at time NOT NULL, ends_at time NOT NULL, CHECK (starts_at < ends_at));
            CREATE TABLE opening_hours (id int PRIMARY KEY, weekday int NOT NULL, opens_at time NOT NULL, closes_at time NOT NULL);
            """);
        _ = await scene.FillAsync("*", 120);
        (await scene.RowsAsync("""
            SELECT * FROM shift WHERE name = 'Night' AND (start_time < '20:00' OR end_time > '08:00') OR name IN ('Day', 'Early', 'Morning') AND (start_time NOT BETWEEN '05:00' AND '10:00' OR end_time NOT BETWEEN '12:00' AND '18:00')
              OR name IN ('Evening', 'Late', 'Afternoon') AND (start_time NOT BETWEEN '12:00' AND '18:00' OR end_time < '20:00')
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT name) FROM shift WHERE name IN ('Night', 'Day', 'Early', 'Late')")).ShouldBe(4);
        (await scene.RowsAsync("SELECT * FROM day_shift WHERE shift_name = 'early' AND starts_at > '10:00'")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM opening_hours WHERE opens_at >= closes_at OR extract(second FROM opens_at) > 0 OR extract(minute FROM closes_at) NOT IN (0, 30)")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unit_is_one_of_its_quantity()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE parcel (id int PRIMARY KEY, weight_unit varchar(5) NOT NULL, size_unit_measure_code char(3) NOT NULL, dimensionunit text NOT NULL, volume_unit text NOT NULL)");
        _ = await scene.FillAsync("parcel", 100);
        (await scene.RowsAsync("""
            SELECT * FROM parcel WHERE weight_unit NOT IN ('kg', 'g', 'lb', 'oz') OR size_unit_measure_code NOT IN ('cm', 'mm', 'm', 'in', 'ft') OR dimensionunit NOT IN ('cm', 'mm', 'm', 'in', 'ft') OR volume_unit NOT IN ('l', 'ml')
            """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unit_that_refers_to_a_table_of_units_is_one_of_its_quantity()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE unit_measure (unit_measure_code char(3) PRIMARY KEY, name text NOT NULL);
            CREATE TABLE parcel (id int PRIMARY KEY, weight_unit_measure_code char(3) NOT NULL REFERENCES unit_measure, size_unit_measure_code char(3) REFERENCES unit_measure, weight numeric(8, 2) NOT NULL);
            """);
        _ = await scene.RunAsync(scene.Plan(NoNulls).Add("unit_measure", 32).Add("parcel", 60));
        (await scene.RowsAsync("SELECT * FROM parcel WHERE weight_unit_measure_code NOT IN ('kg', 'g', 'lb', 'oz') OR size_unit_measure_code NOT IN ('cm', 'mm', 'm', 'in', 'ft')")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT weight_unit_measure_code) FROM parcel")).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_is_over_has_ended_by_now()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE price_history (id int PRIMARY KEY, valid_from date NOT NULL, valid_to date);
            CREATE TABLE access_log (id int PRIMARY KEY, ended_on timestamptz NOT NULL, end_time timestamptz NOT NULL, expires_at timestamptz NOT NULL);
            CREATE TABLE work_step (id int PRIMARY KEY, actual_start_date timestamptz NOT NULL, actual_end_date timestamptz NOT NULL, scheduled_end_date timestamptz NOT NULL);
            CREATE TABLE lease (id int PRIMARY KEY, start_date date NOT NULL, end_date date NOT NULL);
            """);
        _ = await scene.FillAsync("*", 150, NoNulls with { ReferenceDate = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        (await scene.RowsAsync("SELECT * FROM price_history WHERE valid_to > '2026-01-01' OR valid_to < valid_from")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM access_log WHERE end_time > '2026-01-01Z'")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM work_step WHERE actual_end_date > '2026-01-01Z' OR actual_end_date < actual_start_date")).ShouldBeEmpty();
        // What goes on may end later.
        (await scene.ScalarAsync<bool>("SELECT (SELECT max(end_date) > '2026-01-01' FROM lease) AND (SELECT max(expires_at) > '2026-01-01Z' FROM access_log)")).ShouldBeTrue();
    }

    [Fact]
    public async Task Rates_and_prices_of_one_day_lie_close_together()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE currency_rate (id int PRIMARY KEY, from_currency_code char(3) NOT NULL, to_currency_code char(3) NOT NULL, average_rate numeric(12, 4) NOT NULL, endofdayrate numeric(12, 4) NOT NULL);
            CREATE TABLE stock_day (id int PRIMARY KEY, open numeric(10, 2) NOT NULL, high numeric(10, 2) NOT NULL, low numeric(10, 2) NOT NULL, close numeric(10, 2) NOT NULL);
            """);
        _ = await scene.FillAsync("*", 100);
        (await scene.RowsAsync("SELECT * FROM currency_rate WHERE average_rate / endofdayrate NOT BETWEEN 0.96 AND 1.04")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM stock_day WHERE low > least(open, close) OR high < greatest(open, close) OR low < high * 0.93 - 0.02")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM currency_rate WHERE average_rate <> endofdayrate")).ShouldBeGreaterThan(50);
    }
}

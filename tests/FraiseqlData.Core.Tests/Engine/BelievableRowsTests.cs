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
}

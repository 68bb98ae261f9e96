using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Schemas of older times: names with their table before them, short columns, floating point amounts.</summary>
public sealed class LegacyNamesTests
{
    [Fact]
    public async Task Address_in_short_columns_is_of_one_place()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE client (id int PRIMARY KEY, city varchar(12) NOT NULL, region varchar(12) NOT NULL, postal_code varchar(10) NOT NULL, country varchar(15) NOT NULL)");
        _ = await scene.FillAsync("client", 500);

        var rows = await scene.RowsAsync("SELECT concat_ws('|', city, region, postal_code, country) FROM client");

        rows.Select(r => r.Trim('(', ')', '"').Split('|')).Where(r => PlaceCatalog.Default.Narrow("en", new PlaceParts { City = r[0], Region = r[1], Postcode = r[2], Country = r[3] }).Unmatched != PlacePart.None)
            .Select(r => string.Join('|', r)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Product_name_is_of_what_its_category_name_sells()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE categories (category_id smallint PRIMARY KEY, category_name varchar(15) NOT NULL CHECK (category_name IN ('Bicycles', 'Garden')));
            CREATE TABLE products (product_id smallint PRIMARY KEY, product_name varchar(40) NOT NULL, category_id smallint NOT NULL REFERENCES categories);
            """);
        _ = await scene.FillAsync("*", 40);

        (await scene.RowsAsync("SELECT * FROM products NATURAL JOIN categories WHERE product_name !~ CASE category_name WHEN 'Bicycles' THEN '(City Bike|Mountain Bike|Bike Lock|Saddle)$' ELSE '(Shovel|Garden Hose|Watering Can|Plant Pot)$' END"))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Line_has_the_price_of_its_product_in_floating_point_too()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE products (id int PRIMARY KEY, unit_price real NOT NULL, price_cents int NOT NULL);
            CREATE TABLE order_details (id int PRIMARY KEY, product_id int NOT NULL REFERENCES products, unit_price real NOT NULL);
            CREATE TABLE cart_items (id int PRIMARY KEY, product_id int NOT NULL REFERENCES products, unit_price_cents int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 30);

        (await scene.RowsAsync("SELECT * FROM order_details d JOIN products p ON p.id = product_id WHERE d.unit_price <> p.unit_price")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CREATE TABLE countries (id int PRIMARY KEY, name text NOT NULL, iso text NOT NULL)", "name")]
    [InlineData("CREATE TABLE us_states (state_id int PRIMARY KEY, state_name text NOT NULL, state_abbr text NOT NULL)", "state_name")]
    [InlineData("CREATE TABLE categories (id int PRIMARY KEY, category_name text NOT NULL)", "category_name")]
    public async Task Table_of_what_there_are_few_of_names_each_once(string sql, string column)
    {
        await using var scene = await EngineScene.CreateAsync(sql);
        _ = await scene.FillAsync("*", 20);

        (await scene.RowsAsync($"SELECT {column} FROM {sql.Split(' ')[2]}")).ShouldBeUnique();
    }

    [Fact]
    public async Task Code_of_a_state_is_that_of_its_name_though_no_city_of_it_is_known()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE us_states (id int PRIMARY KEY, state_name text NOT NULL, state_abbr text NOT NULL)");
        _ = await scene.FillAsync("*", 50);

        (await scene.RowsAsync("SELECT concat_ws('|', state_name, state_abbr) FROM us_states")).ShouldContain("(Mississippi|MS)");
        (await scene.RowsAsync("SELECT state_abbr FROM us_states")).ShouldBeUnique();
    }

    [Fact]
    public async Task Code_of_a_country_is_that_of_its_name()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE countries (id int PRIMARY KEY, name text NOT NULL, iso text NOT NULL)");
        _ = await scene.FillAsync("*", 100);

        (await scene.RowsAsync("SELECT concat_ws('|', name, iso) FROM countries")).Select(r => r.Trim('(', ')', '"').Split('|')).Where(r => Country.All.Single(c => c.Name == r[0]).Code != r[1]).Select(r => r[0]).ShouldBeEmpty();
    }
}

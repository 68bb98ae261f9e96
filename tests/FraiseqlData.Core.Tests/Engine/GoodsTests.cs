using FraiseqlData.Generation.Groups;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>What rows say of things: prices, weights, sizes and descriptions are those of what they are called.</summary>
public sealed class GoodsTests
{
    static readonly string Known = string.Join(", ", new[] { "Ladder", "Towel", "Mug", "Desk", "Notebook", "Jacket" }.Select(n => $"('{n}', {Goods.In(n)!.Price.Low}, {Goods.In(n)!.Price.High + 1}, {Goods.In(n)!.Weight.Low}, {Goods.In(n)!.Weight.High})"));

    [Fact]
    public async Task Thing_costs_weighs_and_measures_what_such_things_do()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL, list_price numeric(10, 2) NOT NULL, standard_cost numeric(10, 2) NOT NULL, weight_kg numeric(8, 3) NOT NULL, size varchar(10), colour text);
            CREATE TABLE article (id int PRIMARY KEY, name text NOT NULL, price_cents int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 400);
        (await scene.RowsAsync($"SELECT * FROM product JOIN (VALUES {Known}) k (thing, low, high, light, heavy) ON name LIKE '% ' || thing WHERE list_price NOT BETWEEN low AND high OR weight_kg NOT BETWEEN light AND heavy OR standard_cost >= list_price")).ShouldBeEmpty();
        (await scene.RowsAsync($"SELECT * FROM article JOIN (VALUES {Known}) k (thing, low, high, light, heavy) ON name LIKE '% ' || thing WHERE price_cents / 100.0 NOT BETWEEN low AND high")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM product WHERE name LIKE '%Jacket' AND size NOT IN ('XS', 'S', 'M', 'L', 'XL', 'XXL') OR name LIKE '%Desk' AND size IS NOT NULL")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT name) FROM product")).ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Unit_of_measure_is_reckoned_with()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE unit_measure (code varchar(5) PRIMARY KEY, name text NOT NULL);
            CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL, weight numeric(12, 3) NOT NULL, weight_unit_measure_code varchar(5) NOT NULL REFERENCES unit_measure, size varchar(10) NOT NULL, size_unit_measure_code varchar(5) NOT NULL REFERENCES unit_measure);
            INSERT INTO unit_measure VALUES ('g', 'Gram'), ('lb', 'Pound'), ('kg', 'Kilogram'), ('cm', 'Centimetre'), ('mm', 'Millimetre');
            """);
        _ = await scene.FillAsync("product", 300);
        (await scene.RowsAsync($"""
            SELECT * FROM product JOIN (VALUES {Known}) k (thing, low, high, light, heavy) ON name LIKE '% ' || thing
            WHERE weight / CASE weight_unit_measure_code WHEN 'g' THEN 1000 WHEN 'lb' THEN 2.2046 ELSE 1 END NOT BETWEEN light * 0.9 AND heavy * 1.1
            """)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE weight_unit_measure_code = 'g'")).ShouldBe(0);
        (await scene.RowsAsync("SELECT * FROM product WHERE name LIKE '%Mug' AND size::numeric / CASE size_unit_measure_code WHEN 'mm' THEN 10 ELSE 1 END NOT BETWEEN 8 AND 13")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Variant_and_its_attributes_are_those_of_their_product()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, description text NOT NULL);
            CREATE TABLE product_variant (id int PRIMARY KEY, product_id int NOT NULL REFERENCES product, sku text NOT NULL, price numeric(10, 2) NOT NULL, weight numeric(10, 3) NOT NULL, attributes jsonb NOT NULL);
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.RowsAsync($"SELECT * FROM product_variant v JOIN product p ON p.id = product_id JOIN (VALUES {Known}) k (thing, low, high, light, heavy) ON name LIKE '% ' || thing WHERE price NOT BETWEEN low AND high OR weight NOT BETWEEN light AND heavy")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM product_variant v JOIN product p ON p.id = product_id WHERE name LIKE '%Towel' AND attributes ->> 'material' NOT IN ('cotton', 'linen', 'wool', 'polyester', 'velvet')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM product WHERE name ~ 'Towel|Blanket|Mug' AND description ~ 'install|tools|set up'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Machines_and_components_are_no_household_goods()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE machine (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE spare_part (id int PRIMARY KEY, name text NOT NULL UNIQUE, price numeric(10, 2) NOT NULL CHECK (price BETWEEN 1000 AND 2000));
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.RowsAsync("SELECT name FROM machine")).ShouldAllBe(name => Goods.In(name.Trim('(', ')', '"'))!.Sort.Name == "machine");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM spare_part WHERE name ~ 'Bearing|Gear|Valve|Motor|Sensor'")).ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("Solid Table", "Table")]
    [InlineData("Scandinavian Office Chair", "Office Chair")]
    [InlineData("Tisch für draußen", "Table")]
    [InlineData("Work Trousers", "Work Trousers")]
    [InlineData("Casque audio de voyage", "Headphones")]
    [InlineData("Casque de voyage", "Helmet")]
    [InlineData("Tablet", null)]
    [InlineData("", null)]
    public void Thing_is_known_by_the_longest_name_at_either_end(string text, string? expected) => Goods.In(text)?.Name.ShouldBe(expected);

    /// <summary>Each category sells what is known, so that its products have prices.</summary>
    [Fact]
    public void All_that_categories_sell_is_known()
    {
        foreach (var thing in Assortment.Listed.Split(';').SelectMany(c => c.Split(':')[1].Split(',')).Select(s => s.Split('=')[1]))
            Goods.In(thing)?.Name.ShouldBe(thing);
    }
}

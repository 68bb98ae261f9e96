using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows refer to parents that suit them, where there are such.</summary>
public sealed class SuitedParentsTests
{
    const string Units = """
        CREATE TABLE unit_measure (code varchar(5) PRIMARY KEY, name text NOT NULL);
        CREATE TABLE unit (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE product (id int PRIMARY KEY, size_unit_measure_code varchar(5) NOT NULL REFERENCES unit_measure, weight_unit_measure_code varchar(5) NOT NULL REFERENCES unit_measure,
          weight_unit_id int NOT NULL REFERENCES unit);
        CREATE TABLE bill_of_materials (product_id int NOT NULL REFERENCES product, component_id int NOT NULL REFERENCES product, unit_measure_code varchar(5) NOT NULL REFERENCES unit_measure);
        """;

    [Fact]
    public async Task Units_are_those_of_what_is_measured()
    {
        await using var scene = await EngineScene.CreateAsync(Units);
        _ = await scene.FillAsync("*", 30);
        await ShouldSuitAsync(scene);
        // The second time the units are in the database already.
        _ = await scene.FillAsync("product", 100);
        _ = await scene.FillAsync("bill_of_materials", 100);
        await ShouldSuitAsync(scene);
    }

    static async Task ShouldSuitAsync(EngineScene scene)
    {
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE weight_unit_measure_code NOT IN ('kg', 'g', 'lb', 'oz')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product WHERE size_unit_measure_code NOT IN ('cm', 'mm', 'm', 'in', 'ft')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product p JOIN unit u ON u.id = p.weight_unit_id WHERE u.code NOT IN ('kg', 'g', 'lb', 'oz')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM bill_of_materials WHERE unit_measure_code IN ('hr', 'day', 'km', 'kWh', 'mm')")).ShouldBe(0);
    }

    [Fact]
    public async Task States_lie_in_countries_of_which_states_are_known()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
            CREATE TABLE territory (id int PRIMARY KEY, country_code char(2) NOT NULL REFERENCES country);
            CREATE TABLE state (id int PRIMARY KEY, name text NOT NULL, country_code char(2) NOT NULL REFERENCES country, territory_id int NOT NULL REFERENCES territory);
            INSERT INTO country VALUES ('FR', 'France'), ('DE', 'Germany'), ('US', 'United States'), ('ZZ', 'Nowhere'), ('YY', 'Nirvana'), ('XX', 'Utopia');
            """);
        _ = await scene.RunAsync(scene.Plan().Add("territory", 40).Add("state", 100));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM state WHERE country_code NOT IN ('FR', 'DE', 'US')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT country_code) FROM state")).ShouldBe(3);
    }

    [Theory]
    [InlineData("code char(2) PRIMARY KEY, name text NOT NULL", "code char(3) PRIMARY KEY, name text NOT NULL", "char(2)", "char(3)", "code")]
    [InlineData("id int PRIMARY KEY, code char(2) NOT NULL", "id int PRIMARY KEY, code char(3) NOT NULL", "int", "int", "id")]
    public async Task Countries_are_paired_with_their_own_currencies_first(string country, string currency, string countryKey, string currencyKey, string key)
    {
        var rows = key == "code"
            ? "INSERT INTO country VALUES ('FR', 'France'), ('JP', 'Japan'), ('US', 'United States'), ('DE', 'Germany'); INSERT INTO currency VALUES ('JPY', 'Yen'), ('USD', 'US Dollar'), ('EUR', 'Euro'), ('CHF', 'Swiss Franc');"
            : "INSERT INTO country VALUES (1, 'FR'), (2, 'JP'), (3, 'US'), (4, 'DE'); INSERT INTO currency VALUES (1, 'JPY'), (2, 'USD'), (3, 'EUR'), (4, 'CHF');";
        await using var scene = await EngineScene.CreateAsync($"""
            CREATE TABLE country ({country});
            CREATE TABLE currency ({currency});
            CREATE TABLE country_currency (country {countryKey} REFERENCES country, currency {currencyKey} REFERENCES currency, PRIMARY KEY (country, currency));
            {rows}
            """);
        _ = await scene.RunAsync(scene.Plan().Add("country_currency", 4));
        (await scene.ScalarAsync<string>($"SELECT string_agg(f.code || m.code, ',' ORDER BY f.code) FROM country_currency c JOIN country f ON f.{key} = c.country JOIN currency m ON m.{key} = c.currency")).ShouldBe("DEEUR,FREUR,JPJPY,USUSD");
        // What is wanted beyond that is not heaped on one country.
        _ = await scene.RunAsync(scene.Plan().Add("country_currency", 4));
        (await scene.ScalarAsync<long>("SELECT max(n) FROM (SELECT count(*) AS n FROM country_currency GROUP BY country) q")).ShouldBeLessThan(4);
        // All others are different too.
        _ = await scene.RunAsync(scene.Plan().Add("country_currency", 8));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM country_currency")).ShouldBe(16);
    }

    [Fact]
    public async Task Region_of_a_market_is_its_countrys_and_a_rate_its_currencies()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE country_region (code char(2) PRIMARY KEY, name text NOT NULL);
            CREATE TABLE sales_territory (id int PRIMARY KEY, name text NOT NULL, country_region_code char(2) NOT NULL REFERENCES country_region, "group" text NOT NULL);
            CREATE TABLE currency_rate (id int PRIMARY KEY, from_currency_code char(3) NOT NULL, to_currency_code char(3) NOT NULL, average_rate numeric NOT NULL, end_of_day_rate numeric NOT NULL);
            INSERT INTO country_region VALUES ('FR', 'France'), ('JP', 'Japan'), ('US', 'United States');
            """);
        _ = await scene.RunAsync(scene.Plan().Add("sales_territory", 20).Add("currency_rate", 300));
        (await scene.ScalarAsync<long>("""SELECT count(*) FROM sales_territory WHERE "group" <> CASE country_region_code WHEN 'FR' THEN 'Western Europe' WHEN 'JP' THEN 'East Asia' ELSE 'North America' END""")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM currency_rate WHERE from_currency_code IN ('EUR', 'USD', 'GBP', 'CHF') AND to_currency_code IN ('JPY', 'KRW', 'HUF', 'IDR') AND average_rate < 80")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM currency_rate WHERE from_currency_code IN ('EUR', 'USD', 'GBP', 'CHF') AND to_currency_code IN ('JPY', 'KRW', 'HUF', 'IDR')")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM currency_rate WHERE abs(average_rate - end_of_day_rate) > average_rate * 0.1")).ShouldBe(0);
    }
}

using FraiseqlData.Generation.Text;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Details at which somebody who pages through a demo database would stop.</summary>
public sealed class BelievableDetailsTests
{
    static readonly PlanOptions NoNulls = new() { NullRatio = 0 };

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
    public void Family_names_are_spelled_as_people_spell_them() => LocaleWords.Of("en").List("name.last_name").Where(n => n.Contains("lll", StringComparison.Ordinal)).ShouldBeEmpty();
}

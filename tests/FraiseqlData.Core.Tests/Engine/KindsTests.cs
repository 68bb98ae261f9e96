using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>What something is called, and what kind of thing it is said to be.</summary>
public sealed class KindsTests
{
    [Fact]
    public async Task Name_of_a_department_and_its_group_and_of_a_reason_and_its_type_agree()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE department (id int PRIMARY KEY, name text NOT NULL, group_name text NOT NULL);
            CREATE TABLE sales_reason (id int PRIMARY KEY, name text NOT NULL UNIQUE, reason_type text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT name) FROM department")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM department WHERE (name IN ('Engineering', 'Research', 'Design')) <> (group_name = 'Research and Development')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sales_reason WHERE (name = 'Price') <> (reason_type = 'price')")).ShouldBe(0);
    }

    [Fact]
    public async Task Types_of_addresses_contacts_phones_and_offers_are_their_own()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE address_type (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE contact_type (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE phone_number_type (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE special_offer (id int PRIMARY KEY, type text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 20);
        foreach (var table in new[] { "address_type", "contact_type", "phone_number_type" })
            (await scene.ScalarAsync<long>($"SELECT count(DISTINCT name) FROM {table}")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM address_type WHERE name IN ('mobile', 'assistant', 'emergency')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM contact_type WHERE name NOT LIKE '% contact'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM special_offer WHERE type IN ('internal', 'external', 'basic')")).ShouldBe(0);
    }

    [Fact]
    public async Task What_happened_is_not_changed_before()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE employee (id int PRIMARY KEY, hire_date date NOT NULL);
            CREATE TABLE pay_history (id int PRIMARY KEY, employee_id int NOT NULL REFERENCES employee, rate_change_date timestamp NOT NULL, modified_date timestamp NOT NULL);
            CREATE TABLE product_review (id int PRIMARY KEY, review_date timestamp NOT NULL, modified_date timestamp NOT NULL);
            """);
        _ = await scene.FillAsync("*", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pay_history p JOIN employee e ON e.id = p.employee_id WHERE p.rate_change_date < e.hire_date OR p.modified_date < p.rate_change_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM product_review WHERE modified_date < review_date")).ShouldBe(0);
    }

    [Fact]
    public async Task Documents_hold_what_their_columns_are_called()
    {
        await using var scene = await EngineScene.CreateAsync("""CREATE TABLE candidate (id int PRIMARY KEY, resume xml NOT NULL, "additionalData" xml NOT NULL, "1st" xml NOT NULL)""");
        _ = await scene.FillAsync("candidate", 50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM candidate WHERE NOT xpath_exists('/resume/education', resume) OR NOT xpath_exists('/additionalData/label', \"additionalData\")")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT resume::text) FROM candidate")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Sending_costs_little()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE ship_method (id int PRIMARY KEY, name text NOT NULL, ship_base numeric(8, 2) NOT NULL, ship_rate numeric(8, 2) NOT NULL)");
        _ = await scene.FillAsync("ship_method", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM ship_method WHERE ship_base >= 25 OR ship_rate >= 25 OR ship_base <= 0 OR ship_rate <= 0")).ShouldBe(0);
    }
}

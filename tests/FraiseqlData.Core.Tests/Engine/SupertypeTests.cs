using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Rows that are other rows, of a certain kind.</summary>
public sealed class SupertypeTests
{
    [Fact]
    public async Task Two_kinds_of_one_thing_are_not_taken_for_each_other()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE party (id int PRIMARY KEY);
            CREATE TABLE person (id int PRIMARY KEY REFERENCES party);
            CREATE TABLE employee (id int PRIMARY KEY REFERENCES person);
            CREATE TABLE vendor (id int PRIMARY KEY REFERENCES party);
            CREATE TABLE store (id int PRIMARY KEY REFERENCES party, salesperson_id int NOT NULL REFERENCES employee);
            CREATE TABLE customer (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, store_id int NOT NULL REFERENCES store);
            CREATE TABLE sale (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customer, salesperson_id int NOT NULL REFERENCES employee);
            CREATE TABLE purchase (id int PRIMARY KEY, employee_id int NOT NULL REFERENCES employee, vendor_id int NOT NULL REFERENCES vendor);
            """);
        _ = await scene.FillAsync("*", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE employee_id = vendor_id")).ShouldBeLessThan(15);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT customer_id) FROM sale")).ShouldBeGreaterThan(8);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer WHERE person_id = store_id")).ShouldBeLessThan(15);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customer c JOIN store s ON s.id = c.store_id WHERE c.person_id = s.salesperson_id")).ShouldBeLessThan(15);
    }

    [Fact]
    public async Task What_belongs_to_a_person_tells_of_that_person()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE person (id int PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL);
            CREATE TABLE employee (id int PRIMARY KEY REFERENCES person, login_id text NOT NULL, gender char(1) NOT NULL CHECK (gender IN ('M', 'F')), hired_on date NOT NULL);
            CREATE TABLE email_address (person_id int NOT NULL REFERENCES person, no int NOT NULL, email_address text NOT NULL, PRIMARY KEY (person_id, no));
            CREATE TABLE person_login (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, username text NOT NULL);
            CREATE TABLE ticket (id int PRIMARY KEY, person_id int NOT NULL REFERENCES person, email text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 50);
        await ShouldTellAsync(scene);
        // The second time the persons are in the database already.
        _ = await scene.FillAsync("email_address", 50);
        _ = await scene.FillAsync("person_login", 50);
        await ShouldTellAsync(scene);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM ticket t JOIN person p ON p.id = t.person_id WHERE lower(t.email) LIKE lower(p.first_name) || '.%'")).ShouldBeLessThan(10);
    }

    static async Task ShouldTellAsync(EngineScene scene)
    {
        const string Letters = "regexp_replace(lower(p.first_name || '.' || p.last_name), '[^a-z.]', '', 'g')";
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM employee e JOIN person p USING (id) WHERE e.login_id NOT LIKE {Letters} || '%'")).ShouldBe(0);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM email_address e JOIN person p ON p.id = e.person_id WHERE e.email_address NOT LIKE {Letters} || '%'")).ShouldBe(0);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM person_login l JOIN person p ON p.id = l.person_id WHERE l.username NOT LIKE {Letters} || '%'")).ShouldBe(0);
    }
}

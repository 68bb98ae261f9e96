using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Moments of one row, and of a row and those it refers to, come in an order that a person believes.</summary>
public sealed class MomentsTests
{
    // The default reference date.
    const string Today = "timestamp '2026-01-01'";

    [Fact]
    public async Task Order_is_shipped_before_it_is_due()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE sales_order (orderdate timestamp NOT NULL, duedate timestamp NOT NULL, shipdate timestamp);
            CREATE TABLE purchase (order_date date NOT NULL, required_date date NOT NULL, shipped_date date, estimated_delivery_date date NOT NULL);
            """);
        _ = await scene.FillAsync("*", 500);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sales_order WHERE NOT (orderdate <= coalesce(shipdate, orderdate) AND coalesce(shipdate, orderdate) <= duedate AND duedate <= orderdate + interval '40 days')")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM purchase WHERE NOT (order_date <= required_date AND coalesce(shipped_date, order_date) <= required_date AND required_date <= order_date + 40 AND estimated_delivery_date BETWEEN order_date AND order_date + 40)")).ShouldBe(0);
    }

    [Fact]
    public async Task Row_is_changed_last_after_what_it_tells_of_has_begun_and_ended()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE contract (start_date timestamp NOT NULL, end_date timestamp, modified_date timestamp NOT NULL, scheduled_start timestamp NOT NULL);
            CREATE TABLE coupon (valid_from timestamp, valid_until timestamp NOT NULL, created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
            CREATE TABLE special_offer (start_date date NOT NULL, end_date date NOT NULL, created_at timestamp NOT NULL);
            """);
        _ = await scene.FillAsync("*", 500);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM contract WHERE modified_date >= {Today} OR start_date < {Today} AND modified_date < start_date OR end_date < {Today} AND modified_date < end_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM coupon WHERE created_at > valid_from OR valid_from > valid_until OR updated_at < created_at OR updated_at < valid_from AND valid_from < {Today}")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM special_offer WHERE created_at::date > start_date OR start_date > end_date")).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_is_not_done_yet_has_no_end_and_what_was_not_begun_has_no_cost()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE work_order (start_date timestamp NOT NULL, end_date timestamp, due_date timestamp NOT NULL);
            CREATE TABLE routing (created_at timestamp NOT NULL, scheduled_start_date date NOT NULL, scheduled_end_date date NOT NULL, actual_start_date date, actual_end_date date,
              planned_cost numeric(9, 2) NOT NULL, actual_cost numeric(9, 2), actual_resource_hours numeric(9, 4));
            CREATE TABLE rental (rental_date timestamp NOT NULL, return_date timestamp);
            """);
        _ = await scene.FillAsync("*", 1000);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM work_order WHERE end_date NOT BETWEEN start_date AND least({Today}, start_date + interval '31 days')")).ShouldBe(0);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM work_order WHERE end_date IS NULL AND start_date > {Today} - interval '30 days'")).ShouldBeGreaterThan(20);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM rental WHERE return_date NOT BETWEEN rental_date AND {Today}")).ShouldBe(0);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM routing WHERE actual_start_date > {Today} OR actual_end_date > {Today} OR actual_end_date < actual_start_date OR actual_start_date IS NULL AND actual_end_date IS NOT NULL")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM routing WHERE actual_end_date IS NULL AND (actual_cost IS NOT NULL OR actual_resource_hours IS NOT NULL)")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM routing WHERE actual_end_date IS NOT NULL AND actual_cost IS NOT NULL")).ShouldBeGreaterThan(500);
    }

    [Fact]
    public async Task Employees_are_hired_as_adults_over_a_working_life()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE employee (birth_date date NOT NULL, hire_date date NOT NULL)");
        _ = await scene.FillAsync("employee", 600);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM employee WHERE hire_date < birth_date + interval '18 years' OR hire_date > birth_date + interval '60 years'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT max(n) FROM (SELECT count(*) n FROM employee GROUP BY extract(year FROM hire_date)) q")).ShouldBeLessThan(80);
    }

    [Fact]
    public async Task Replies_are_not_older_than_what_they_reply_to()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE comment (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES comment, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
            CREATE TABLE category (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES category, created_on date CHECK (created_on >= '2025-01-01'));
            CREATE TABLE task (id int PRIMARY KEY, parent_id int REFERENCES task, created_at timestamp NOT NULL);
            """);
        _ = await scene.FillAsync("comment", 1000);
        _ = await scene.FillAsync("category", 300);
        _ = await scene.RunAsync(scene.Plan().Add(HierarchyTests.Tree("task", 0, ("roots", 2), ("fanout", 3), ("depth", 5))));
        foreach (var (table, moment) in new[] { ("comment", "created_at"), ("category", "created_on"), ("task", "created_at") })
            (await scene.RowsAsync($"SELECT c.*, p.{moment} FROM {table} c JOIN {table} p ON p.id = c.parent_id WHERE c.{moment} < p.{moment}")).ShouldBeEmpty(table);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM comment WHERE updated_at < created_at")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM comment WHERE created_at < '2025-07-01'")).ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Lines_come_with_their_orders_of_products_that_were_there_before()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE categories (id int PRIMARY KEY, created_at timestamp NOT NULL);
            CREATE TABLE products (id int PRIMARY KEY, category_id int NOT NULL REFERENCES categories, created_at timestamp NOT NULL);
            CREATE TABLE orders (id int PRIMARY KEY, created_at timestamp NOT NULL);
            CREATE TABLE order_items (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, created_at timestamp NOT NULL);
            CREATE TABLE order_details (id int PRIMARY KEY, order_id int NOT NULL REFERENCES orders, product_id int NOT NULL REFERENCES products, created_at timestamp NOT NULL);
            """);
        _ = await scene.FillAsync("*", 400);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_items i JOIN orders o ON o.id = order_id WHERE i.created_at NOT BETWEEN o.created_at AND o.created_at + interval '10 minutes'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_details d JOIN orders o ON o.id = order_id JOIN products p ON p.id = product_id WHERE d.created_at < greatest(o.created_at, p.created_at)")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_details d JOIN orders o ON o.id = order_id WHERE d.created_at > o.created_at + interval '10 minutes'")).ShouldBeLessThan(180);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM order_details WHERE created_at > timestamp '2025-12-31'")).ShouldBeLessThan(8);
    }

    [Fact]
    public async Task Carts_and_tokens_expire_within_weeks()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE carts (created_at timestamp NOT NULL, expires_at timestamp NOT NULL); CREATE TABLE access_token (created_at date NOT NULL, expiry_date date NOT NULL)");
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM carts WHERE expires_at NOT BETWEEN created_at AND created_at + interval '31 days'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM access_token WHERE expiry_date NOT BETWEEN created_at AND created_at + 31")).ShouldBe(0);
    }

    [Fact]
    public async Task What_has_no_partition_on_its_day_lies_in_the_next_one()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE rental (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, rental_date timestamp NOT NULL CHECK (rental_date >= '2025-01-01'));
            CREATE TABLE payment (rental_id int NOT NULL REFERENCES rental, payment_date timestamp NOT NULL) PARTITION BY RANGE (payment_date);
            CREATE TABLE payment_old PARTITION OF payment FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
            CREATE TABLE payment_older PARTITION OF payment FOR VALUES FROM ('2019-01-01') TO ('2019-02-01');
            CREATE TABLE payment_new PARTITION OF payment FOR VALUES FROM ('2025-04-01') TO ('2025-05-01');
            CREATE TABLE payment_newer PARTITION OF payment FOR VALUES FROM ('2025-10-01') TO ('2025-11-01');
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment JOIN rental r ON r.id = rental_id WHERE payment_date < rental_date AND rental_date < '2025-10-01'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM payment WHERE payment_date < '2025-01-01'")).ShouldBe(0);
    }

    [Fact]
    public async Task Appointments_and_calendar_slots_end_on_the_day_on_which_they_begin()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE appointments (start_at timestamp NOT NULL, end_at timestamp NOT NULL); CREATE TABLE slots (dtstart timestamptz NOT NULL, dtend timestamptz NOT NULL)");
        _ = await scene.FillAsync("*", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM appointments WHERE end_at NOT BETWEEN start_at AND start_at + interval '8 hours'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM slots WHERE dtend NOT BETWEEN dtstart AND dtstart + interval '8 hours'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_brief_ends_soon_and_in_the_past()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE visit_occurrence (visit_start_date date NOT NULL, visit_end_date date NOT NULL);
            CREATE TABLE procedure_occurrence (procedure_date date NOT NULL, procedure_datetime timestamp, procedure_end_date date, procedure_end_datetime timestamp);
            CREATE TABLE call (started_at timestamp NOT NULL, ended_at timestamp NOT NULL);
            CREATE TABLE room_member (joined_at timestamp NOT NULL, last_read_at timestamp NOT NULL);
            CREATE TABLE subscription (start_date date NOT NULL, end_date date NOT NULL);
            CREATE TABLE provider (year_of_birth int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM visit_occurrence WHERE visit_end_date NOT BETWEEN visit_start_date AND least('2026-01-01', visit_start_date + 14)")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM procedure_occurrence WHERE procedure_end_date NOT BETWEEN procedure_date AND least('2026-01-01', procedure_date + 14) OR procedure_end_datetime < procedure_datetime")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM call WHERE ended_at NOT BETWEEN started_at AND started_at + interval '8 hours'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM room_member WHERE last_read_at > joined_at + interval '30 days'")).ShouldBeGreaterThan(100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM subscription WHERE end_date > start_date + 60")).ShouldBeGreaterThan(150);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM provider WHERE year_of_birth NOT BETWEEN 1945 AND 2008")).ShouldBe(0);
    }
}

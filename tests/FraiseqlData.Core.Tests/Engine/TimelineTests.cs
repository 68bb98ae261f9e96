using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Unique keys of an owner and a moment: periods follow each other, and nothing is older than its owner.</summary>
public sealed class TimelineTests
{
    const string Schema = """
        CREATE TABLE employee (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hire_date date NOT NULL);
        CREATE TABLE department (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE TABLE department_history (employee_id int NOT NULL REFERENCES employee, start_date date NOT NULL, department_id int NOT NULL REFERENCES department, end_date date,
          modified_date timestamp NOT NULL, PRIMARY KEY (employee_id, start_date, department_id), CHECK (end_date > start_date OR end_date IS NULL));
        CREATE TABLE pay_history (employee_id int NOT NULL REFERENCES employee, rate_change_date timestamp NOT NULL, rate numeric(9, 2) NOT NULL, PRIMARY KEY (employee_id, rate_change_date));
        CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sell_start_date timestamp NOT NULL);
        CREATE TABLE price_history (product_id int NOT NULL REFERENCES product, start_date timestamp NOT NULL, end_date timestamp, PRIMARY KEY (product_id, start_date), CHECK (end_date >= start_date));
        CREATE TABLE tariff (product_id int NOT NULL REFERENCES product, valid_from timestamptz NOT NULL, valid_to timestamptz NOT NULL, UNIQUE (product_id, valid_from));
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public async Task Periods_of_one_owner_follow_each_other(int rows)
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.FillAsync("*", rows);
        await ShouldFollowAsync(scene);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT employee_id) FROM department_history")).ShouldBeInRange(rows / 4, rows * 3 / 4);
        (await scene.ScalarAsync<long>("SELECT count(end_date) FROM department_history")).ShouldBeInRange(rows / 4, rows * 3 / 4);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT department_id) FROM department_history")).ShouldBeGreaterThan(rows / 4);
    }

    [Fact]
    public async Task Periods_follow_each_other_though_there_are_more_than_there_is_room_for_and_older_ones()
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.RunAsync(scene.Plan().Add("employee", 3).Add("department", 3).Add("department_history", 120).Add("product", 2).Add("price_history", 80).Add("tariff", 50).Add("pay_history", 300));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM department_history a JOIN department_history b ON a.employee_id = b.employee_id AND a.start_date < b.start_date WHERE a.end_date >= b.start_date")).ShouldBe(0);
        // The second time parents and other rows are in the database already.
        _ = await scene.FillAsync("department_history", 60);
        _ = await scene.FillAsync("pay_history", 60);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM department_history a JOIN department_history b ON a.employee_id = b.employee_id AND a.start_date < b.start_date WHERE a.end_date >= b.start_date")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pay_history p JOIN employee e ON e.id = employee_id WHERE rate_change_date < hire_date")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_parents_together_have_one_row_before_they_have_more()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE customer (id int PRIMARY KEY, created_at timestamp NOT NULL);
            CREATE TABLE item (id int PRIMARY KEY);
            CREATE TABLE rental (id int PRIMARY KEY, rental_date timestamp NOT NULL, item_id int NOT NULL REFERENCES item, customer_id int NOT NULL REFERENCES customer, UNIQUE (rental_date, item_id, customer_id));
            """);
        _ = await scene.FillAsync("*", 50);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT (item_id, customer_id)) FROM rental")).ShouldBe(50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM rental JOIN customer c ON c.id = customer_id WHERE rental_date < created_at")).ShouldBe(0);
    }

    [Fact]
    public async Task Periods_follow_each_other_where_rows_are_counted_out_to_parents()
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.RunAsync(scene.Plan().Add("employee", 30).Add("department", 5).Add("product", 20)
            .Add(Each("department_history", "employee_id", 3)).Add(Each("price_history", "product_id", 2)).Add(Each("tariff", "product_id", 4)).Add(Each("pay_history", "employee_id", 5)));
        await ShouldFollowAsync(scene);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM department_history WHERE end_date IS NULL")).ShouldBe(30);
    }

    [Fact]
    public async Task A_row_alone_is_the_row_in_the_batch()
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        var plan = scene.Plan().Add("*", 40);
        var (all, few) = (new List<string>(), new List<string>());
        await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.Table.Name == "department_history")
                all.Add(string.Join('|', row.Row.Texts));
        }
        await foreach (var row in SeedEngine.BuildAsync(scene.Plan().Add("employee", 40).Add("department", 40).Add("department_history", 25), cancellationToken: TestContext.Current.CancellationToken))
        {
            if (row.Table.Name == "department_history")
                few.Add(string.Join('|', row.Row.Texts));
        }
        few.ShouldBe(all.Take(25));
        all.Count.ShouldBe(40);
    }

    static PlanEntry Each(string table, string parent, int rows) => new() { Pattern = table, PerParent = new PerParent(parent, Distribution.Of(rows)) };

    static async Task ShouldFollowAsync(EngineScene scene)
    {
        // Whoever began lately has no room for several periods.
        foreach (var (table, owner, start, end) in new[] { ("department_history", "employee_id", "start_date", "end_date"), ("price_history", "product_id", "start_date", "end_date"), ("tariff", "product_id", "valid_from", "valid_to") })
        {
            (await scene.RowsAsync($"SELECT a.* FROM {table} a JOIN {table} b ON a.{owner} = b.{owner} AND a.{start} < b.{start} WHERE a.{end} IS NULL OR a.{end} >= b.{start}")).ShouldBeEmpty(table);
            (await scene.RowsAsync($"SELECT * FROM {table} WHERE {end} < {start}")).ShouldBeEmpty(table);
        }
        (await scene.RowsAsync("SELECT * FROM department_history JOIN employee e ON e.id = employee_id WHERE start_date < hire_date AND hire_date < '2025-12-01' OR modified_date < start_date")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM pay_history JOIN employee e ON e.id = employee_id WHERE rate_change_date < hire_date")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM price_history JOIN product p ON p.id = product_id WHERE start_date < sell_start_date AND sell_start_date < '2025-12-01'")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT extract(year FROM start_date)) FROM department_history")).ShouldBeGreaterThan(3);
    }
}

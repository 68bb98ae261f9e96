using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>What a row is among the rows of its parent: the first of them is the primary one, positions count up.</summary>
public sealed class SiblingTests
{
    const string Schema = """
        CREATE TABLE country (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country_id int NOT NULL REFERENCES country);
        CREATE TABLE address (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country_id int NOT NULL REFERENCES country, customer_id int NOT NULL REFERENCES customer, city text NOT NULL, is_default boolean NOT NULL DEFAULT false);
        CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE photo (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE product_product_photo (product_id int NOT NULL REFERENCES product, photo_id int NOT NULL REFERENCES photo, "primary" boolean NOT NULL DEFAULT false, PRIMARY KEY (product_id, photo_id));
        CREATE TABLE product_image (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uploaded_by int NOT NULL REFERENCES customer, product_id int NOT NULL REFERENCES product, sort_order int NOT NULL, is_main_image boolean NOT NULL);
        CREATE TABLE menu (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
        CREATE TABLE menu_item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES menu_item, menu_id int NOT NULL REFERENCES menu, position smallint NOT NULL);
        CREATE TABLE tariff_plan (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, display_order int NOT NULL, is_default boolean NOT NULL, default_value boolean NOT NULL);
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(3000)]
    public async Task Of_the_rows_of_one_owner_the_first_is_the_primary_one(int rows)
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.RunAsync(scene.Plan().Add("*", rows).Add("product", Math.Max(5, rows / 8)));
        foreach (var (table, owner, flag, order) in new[] { ("address", "customer_id", "is_default", "id"), ("product_product_photo", "product_id", "\"primary\"", "0"), ("product_image", "product_id", "is_main_image", "id") })
            (await scene.RowsAsync($"SELECT {owner} FROM {table} GROUP BY {owner} HAVING count(*) FILTER (WHERE {flag}) <> 1 OR NOT (array_agg({flag} ORDER BY {order}, {flag} DESC))[1]")).ShouldBeEmpty(table);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tariff_plan WHERE is_default")).ShouldBe(1);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tariff_plan WHERE default_value")).ShouldBeLessThan(rows);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(3000)]
    public async Task Positions_count_up_within_the_owner(int rows)
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.RunAsync(scene.Plan().Add("*", rows).Add("product", Math.Max(5, rows / 8)));
        foreach (var (table, owner, position) in new[] { ("product_image", "product_id", "sort_order"), ("menu_item", "menu_id, parent_id", "position"), ("tariff_plan", "true", "display_order") })
            (await scene.RowsAsync($"SELECT * FROM (SELECT id, {position} AS p, row_number() OVER (PARTITION BY {owner} ORDER BY id) AS place FROM {table}) q WHERE p <> place")).ShouldBeEmpty(table);
    }

    [Fact]
    public async Task Rows_counted_out_to_parents_have_their_places()
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        _ = await scene.RunAsync(scene.Plan().Add("product", 40).Add(new PlanEntry { Pattern = "product_image", PerParent = new PerParent("product_id", Distribution.Of(3)) }));
        (await scene.RowsAsync("SELECT product_id FROM product_image GROUP BY product_id HAVING array_agg(sort_order ORDER BY id) <> '{1,2,3}' OR array_agg(is_main_image ORDER BY id) <> '{t,f,f}'")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(7, 300)]
    [InlineData(400, 3)]
    public async Task Numbers_in_a_unique_key_with_the_owner_have_no_gaps(int orders, int lines)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE purchase (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE purchase_line (purchase_id int NOT NULL REFERENCES purchase, line_number int NOT NULL, quantity int NOT NULL, PRIMARY KEY (purchase_id, line_number));
            CREATE TABLE step (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, step_number smallint NOT NULL CHECK (step_number > 0), purchase_id int NOT NULL REFERENCES purchase, UNIQUE (purchase_id, step_number));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("purchase", orders).Add("purchase_line", lines).Add("step", lines));
        (await scene.RowsAsync("SELECT purchase_id FROM purchase_line GROUP BY 1 HAVING min(line_number) <> 1 OR max(line_number) <> count(*)")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT purchase_id FROM step GROUP BY 1 HAVING min(step_number) <> 1 OR max(step_number) <> count(*)")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT purchase_id) FROM step")).ShouldBeGreaterThan(Math.Min(orders, lines) / 3);
    }

    [Fact]
    public async Task A_row_is_the_same_whatever_is_made_with_it()
    {
        await using var scene = await EngineScene.CreateAsync(Schema);
        async Task<List<string>> RowsOf(SeedPlan plan)
        {
            var rows = new List<string>();
            await foreach (var row in SeedEngine.BuildAsync(plan, cancellationToken: TestContext.Current.CancellationToken))
            {
                if (row.Table.Name is "product_image")
                    rows.Add(string.Join('|', row.Row.Texts));
            }
            return rows;
        }
        var (all, few) = (await RowsOf(scene.Plan().Add("*", 2500)), await RowsOf(scene.Plan().Add("customer", 2500).Add("product", 2500).Add("product_image", 25)));
        few.ShouldBe(all.Take(25));
        all.Count.ShouldBe(2500);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Under_a_category_stand_its_subcategories(bool isShaped)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE category (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, description text NOT NULL, parent_id int REFERENCES category);
            CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, category_id int NOT NULL REFERENCES category);
            """);
        var entry = new PlanEntry { Pattern = "category", Count = 40 };
        _ = await scene.RunAsync(scene.Plan().Add(isShaped ? new PlanEntry { Pattern = "category", Hierarchy = new Hierarchy { Roots = 5, Fanout = Distribution.Of(3), Depth = 3 } } : entry).Add("product", 40));
        var roots = (await scene.RowsAsync("SELECT name FROM category WHERE parent_id IS NULL")).Select(Plain).ToList();
        var categories = Assortment.Listed.Split(';').Select(c => c.Split(':')).ToDictionary(c => c[0], c => c[1].Split(',').Select(t => t.Split('=')[0]).ToList());
        roots.Count.ShouldBeInRange(5, 20);
        roots.ShouldAllBe(r => categories.ContainsKey(r));
        foreach (var pair in await scene.RowsAsync("SELECT p.name || '|' || c.name FROM category c JOIN category p ON p.id = c.parent_id"))
        {
            var (above, below) = (Plain(pair).Split('|')[0], Plain(pair).Split('|')[1]);
            (categories.TryGetValue(above, out var own) ? own.Exists(o => below.EndsWith(o, StringComparison.Ordinal)) : below.EndsWith(above, StringComparison.Ordinal)).ShouldBeTrue(pair);
        }
        (await scene.RowsAsync("SELECT parent_id, name FROM category GROUP BY parent_id, name HAVING count(*) > 1")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM category WHERE parent_id IS NOT NULL AND NOT starts_with(lower(description), lower(name))")).ShouldBeEmpty();
    }

    static string Plain(string row) => row.Trim('(', ')').Trim('"');
}

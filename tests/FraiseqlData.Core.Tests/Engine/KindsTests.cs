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

    [Fact]
    public async Task Sending_costs_more_the_faster_it_is()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE ship_method (id int PRIMARY KEY, name text NOT NULL, ship_base numeric(8, 2) NOT NULL)");
        _ = await scene.FillAsync("ship_method", 100);
        (await scene.ScalarAsync<bool>("SELECT max(ship_base) FILTER (WHERE name = 'letter') < min(ship_base) FILTER (WHERE name = 'economy') AND max(ship_base) FILTER (WHERE name = 'economy') < min(ship_base) FILTER (WHERE name = 'overnight') FROM ship_method")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("en", "tax_rate numeric(5, 2)", "8.25, 7, 6")]
    [InlineData("de", "steuersatz numeric(5, 2)", "19, 7")]
    [InlineData("de", "vat_rate numeric(5, 4)", "0.19, 0.07")]
    [InlineData("fr", "taux_tva numeric(5, 2) CHECK (taux_tva < 10)", "5.5, 2.1")]
    public async Task Rate_of_tax_is_one_of_the_country(string locale, string column, string rates)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE product (id int PRIMARY KEY, {column} NOT NULL)");
        _ = await scene.RunAsync(scene.Plan(new FraiseqlData.Planning.PlanOptions { Locale = locale }).Add("product", 60));
        (await scene.ScalarAsync<decimal>($"SELECT avg(({column.Split(' ')[0]} IN ({rates}))::int) FROM product")).ShouldBeGreaterThan(locale == "fr" ? 0.3m : 0.99m);
    }

    [Fact]
    public async Task Figures_of_a_business_keep_their_proportions()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE territory (id int PRIMARY KEY, salesytd numeric(12, 2) NOT NULL, saleslastyear numeric(12, 2) NOT NULL, costytd numeric(12, 2) NOT NULL, costlastyear numeric(12, 2) NOT NULL, sales_quota numeric(12, 2));
            CREATE TABLE stock (id int PRIMARY KEY, safetystocklevel int NOT NULL, reorderpoint int NOT NULL);
            CREATE TABLE cost_centre (id int PRIMARY KEY, cost numeric(12, 2) NOT NULL, revenue numeric(12, 2) NOT NULL CHECK (revenue < 5000));
            """);
        _ = await scene.FillAsync("*", 100);
        (await scene.RowsAsync("SELECT * FROM territory WHERE costytd >= salesytd OR costlastyear >= saleslastyear OR salesytd / saleslastyear NOT BETWEEN 0.7 AND 1.4 OR sales_quota / salesytd NOT BETWEEN 0.8 AND 1.3")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM stock WHERE reorderpoint > safetystocklevel OR reorderpoint < safetystocklevel * 0.5 - 1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Notes_and_tags_speak_of_their_tables()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE wishlist_items (id int PRIMARY KEY, notes text NOT NULL);
            CREATE TABLE orders (id int PRIMARY KEY, notes text NOT NULL);
            CREATE TABLE employee (id int PRIMARY KEY, notes text NOT NULL);
            CREATE TABLE customers (id int PRIMARY KEY, tags text[] NOT NULL);
            CREATE TABLE products (id int PRIMARY KEY, tags text[] NOT NULL, embedding real[] NOT NULL);
            """);
        _ = await scene.FillAsync("*", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM wishlist_items WHERE notes ~ 'deliver|goods arrive|Customer'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE notes ~ 'deliver|goods arrive|Customer'")).ShouldBeGreaterThan(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM employee WHERE notes ~ 'deliver|goods arrive|Customer'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM customers WHERE tags && '{sale, organic, recipe, bestseller}'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM products WHERE tags && '{vip, workshop, recipe, b2b}' OR 1 < ANY (embedding) OR -1 > ANY (embedding)")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_asks_a_store_for_its_age()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE store (id int PRIMARY KEY, demographics xml NOT NULL); CREATE TABLE person (id int PRIMARY KEY, demographics xml NOT NULL)");
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM store WHERE xpath_exists('/demographics/annualSales', demographics)")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE xpath_exists('/demographics/ageGroup', demographics)")).ShouldBe(20);
    }

    [Fact]
    public void Swiss_write_no_sharp_s()
    {
        FraiseqlData.Generation.Text.Phrases.In("de").SelectMany(g => g.Value).SelectMany(p => p).ShouldContain(p => p.Contains('ß'));
        foreach (var generator in FraiseqlData.Generation.Text.Phrases.In("de").Keys)
            FraiseqlData.Generation.Text.Phrases.Of("de_CH", generator)!.SelectMany(p => p).ShouldNotContain(p => p.Contains('ß'));
    }

    [Fact]
    public async Task Offer_gives_what_its_kind_says()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE special_offer (id int PRIMARY KEY, type varchar(50) NOT NULL, description text NOT NULL, category text NOT NULL, discountpct numeric(10, 4) NOT NULL, minqty int NOT NULL, maxqty int);
            CREATE TABLE coupons (id int PRIMARY KEY, description text NOT NULL, discount_type text NOT NULL CHECK (discount_type IN ('percentage', 'fixed_amount')), discount_value numeric(10, 2) NOT NULL CHECK (discount_value > 0), minimum_purchase_amount numeric(10, 2), usage_limit int NOT NULL, customer_usage_limit int NOT NULL);
            """);
        _ = await scene.FillAsync("*", 100);
        (await scene.RowsAsync("SELECT * FROM special_offer WHERE description NOT LIKE '%' || trim_scale(discountpct) || '_ off ' || lower(category) || '%' OR minqty > maxqty OR (type = 'clearance') <> (description LIKE 'Clearance%') AND type <> 'excess stock'")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM special_offer WHERE type = 'volume discount' AND minqty < 10")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM coupons WHERE discount_type = 'fixed_amount' AND discount_value > minimum_purchase_amount / 2 OR customer_usage_limit > least(usage_limit, 5) OR description NOT LIKE '% ' || trim_scale(discount_value) || CASE discount_type WHEN 'percentage' THEN '_' ELSE '' END || ' off%'")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM coupons WHERE mod(discount_value, 5) <> 0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Descriptions_pictures_and_files_are_those_of_their_rows()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE category (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, description text NOT NULL, image_url text NOT NULL);
            CREATE TABLE product (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, image_url text NOT NULL, thumbnail_url text NOT NULL);
            CREATE TABLE product_image (id int PRIMARY KEY, product_id int NOT NULL REFERENCES product, url text NOT NULL);
            CREATE TABLE product_photo (id int PRIMARY KEY, thumbnail_photo_file_name text, large_photo_file_name text NOT NULL);
            CREATE TABLE document (id int PRIMARY KEY, title text NOT NULL, folder_flag boolean NOT NULL, file_name text NOT NULL, file_extension varchar(8) NOT NULL, document_summary text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 60);
        (await scene.RowsAsync("SELECT * FROM category WHERE name = 'Bathroom' AND description !~* 'towels|bath mats|shower heads|soap' OR image_url !~ ('/' || replace(replace(lower(name), ' ', '-'), '&', '') || '\\.[a-z]+$')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM product WHERE thumbnail_url <> regexp_replace(image_url, '(\\.[a-z]+)$', '-small\\1') OR image_url NOT LIKE '%/' || replace(lower(name), ' ', '-') || '.%'")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT url, name FROM product_image i JOIN product p ON p.id = product_id WHERE url NOT LIKE '%/' || replace(lower(name), ' ', '-') || '-%'")).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT url) FROM product_image")).ShouldBe(60);
        (await scene.RowsAsync("SELECT * FROM product_photo WHERE replace(thumbnail_photo_file_name, '-small', '-large') <> large_photo_file_name")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM document WHERE folder_flag OR file_name <> replace(lower(title), ' ', '-') || '.' || file_extension OR file_extension NOT IN ('pdf', 'docx', 'xlsx', 'pptx', 'txt', 'csv', 'html')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM document WHERE document_summary ~ 'appointment|customer|delivery'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Job_is_one_of_its_department_and_who_reports_to_nobody_is_the_head()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE department (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE employee (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, department_id int NOT NULL REFERENCES department, job_title text NOT NULL, reports_to int REFERENCES employee);
            CREATE TABLE staff (id int PRIMARY KEY, job_title text NOT NULL, department text NOT NULL);
            """);
        _ = await scene.FillAsync("*", 200);
        (await scene.RowsAsync("SELECT * FROM employee e JOIN department d ON d.id = department_id WHERE reports_to IS NOT NULL AND (name = 'Legal' AND job_title !~ 'Lawyer|Legal|Paralegal|Compliance' OR name = 'Finance' AND job_title !~ 'Finance|Controller|Treasurer|Financial|Tax')")).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT * FROM employee WHERE reports_to IS NULL AND job_title !~ 'Manager|Director|Chief'")).ShouldBeEmpty();
        (await scene.ScalarAsync<string>("SELECT job_title FROM employee WHERE id = 1")).ShouldBeOneOf("General Manager", "Managing Director", "Chief Executive Officer");
        (await scene.RowsAsync("SELECT * FROM staff WHERE department = 'Legal' AND job_title !~ 'Lawyer|Legal|Paralegal|Compliance'")).ShouldBeEmpty();
    }
}

using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class JointKeysTests
{
    const string Tenants = """
        CREATE TABLE tenant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        CREATE TABLE customer (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, name text NOT NULL, PRIMARY KEY (tenant_id, id));
        CREATE TABLE product (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, id));
        CREATE TABLE orders (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL, product_id int, note text,
          FOREIGN KEY (tenant_id, customer_id) REFERENCES customer, FOREIGN KEY (tenant_id, product_id) REFERENCES product);
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Keys_that_share_a_column_pick_parents_that_agree(long count)
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        _ = await scene.FillAsync("*", count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE product_id IS NOT NULL")).ShouldBeInRange(count / 2, count);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT tenant_id) FROM orders")).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Parents_that_agree_are_among_those_that_a_check_of_the_row_accepts()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE target AS ENUM ('pupil', 'label');
            CREATE TABLE course (id int PRIMARY KEY);
            CREATE TABLE pupil (id int PRIMARY KEY, course int NOT NULL REFERENCES course);
            CREATE TABLE rule (id int PRIMARY KEY, course int NOT NULL REFERENCES course, target target NOT NULL, UNIQUE (id, target));
            CREATE TABLE pupil_rule (id int PRIMARY KEY, rule int NOT NULL, target target NOT NULL DEFAULT 'pupil' CHECK (target = 'pupil'), pupil int NOT NULL REFERENCES pupil,
              FOREIGN KEY (rule, target) REFERENCES rule (id, target), UNIQUE (rule, pupil));
            CREATE TABLE label_rule (id int PRIMARY KEY, rule int NOT NULL, target target NOT NULL DEFAULT 'label' CHECK (target = 'label'),
              FOREIGN KEY (rule, target) REFERENCES rule (id, target));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pupil_rule")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM label_rule")).ShouldBe(20);
    }

    [Fact]
    public async Task Unique_key_over_a_part_of_a_foreign_key()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE file (id int PRIMARY KEY);
            CREATE TABLE collection (id int PRIMARY KEY);
            CREATE TABLE filed (file int NOT NULL REFERENCES file, collection int NOT NULL REFERENCES collection, UNIQUE (collection, file));
            CREATE TABLE trash (file int PRIMARY KEY, collection int NOT NULL, FOREIGN KEY (file, collection) REFERENCES filed (file, collection));
            """);
        _ = await scene.FillAsync("*", 40);
        (await scene.ScalarAsync<bool>("SELECT (SELECT count(*) FROM trash) = (SELECT count(DISTINCT file) FROM filed)")).ShouldBeTrue();
    }

    [Fact]
    public async Task Parents_added_for_keys_that_share_a_column_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        _ = await scene.FillAsync("orders", 12);
        _ = await scene.FillAsync("orders", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders")).ShouldBe(42);
    }

    [Fact]
    public async Task Existing_and_new_parents_agree()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        await scene.Database.ExecuteAsync("INSERT INTO tenant (name) SELECT 'x' FROM generate_series(1, 50); INSERT INTO customer (tenant_id, name) VALUES (40, 'a'), (41, 'b')");
        _ = await scene.RunAsync(scene.Plan().Add("product", 400).Add("orders", 50));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE product_id IS NOT NULL")).ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Shared_column_that_the_user_fills_decides_the_other_columns()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        var overrides = new Dictionary<string, ColumnOverride> { ["tenant_id"] = new ConstantOverride(2) };
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 3).Add("customer", 30).Add("product", 30).Add("orders", 25, overrides));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE tenant_id = 2")).ShouldBe(25);
    }

    [Fact]
    public async Task Parents_without_a_partner_are_passed_over_and_a_nullable_key_stays_null_where_none_agrees()
    {
        await using var scene = await EngineScene.CreateAsync(Tenants);
        await scene.Database.ExecuteAsync("""
            INSERT INTO tenant (name) SELECT 'x' FROM generate_series(1, 300);
            INSERT INTO customer (tenant_id, name) SELECT g, 'a' FROM generate_series(1, 300) g;
            INSERT INTO product (tenant_id) VALUES (299);
            """);
        _ = await scene.FillAsync("orders", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE product_id IS NULL")).ShouldBeLessThan(20);
        await scene.Database.ExecuteAsync("TRUNCATE orders, product; INSERT INTO tenant (name) VALUES ('empty'); INSERT INTO product (tenant_id) VALUES (301)");
        _ = await scene.FillAsync("orders", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM orders WHERE product_id IS NULL")).ShouldBe(40);
    }

    [Fact]
    public async Task Matches_of_full_keys_and_chains_of_shared_columns_hold()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE region (country char(2), code varchar(5), PRIMARY KEY (country, code));
            CREATE TABLE city (country char(2), code varchar(5), no smallint, PRIMARY KEY (country, code, no), FOREIGN KEY (country, code) REFERENCES region);
            CREATE TABLE depot (id int PRIMARY KEY, country char(2), code varchar(5), no smallint,
              FOREIGN KEY (country, code) REFERENCES region MATCH FULL, FOREIGN KEY (country, code, no) REFERENCES city MATCH FULL);
            CREATE TABLE route (id int PRIMARY KEY, country char(2) NOT NULL, code varchar(5) NOT NULL, start_no smallint NOT NULL, end_no smallint, via_no smallint,
              FOREIGN KEY (country, code, start_no) REFERENCES city, FOREIGN KEY (country, code, end_no) REFERENCES city, FOREIGN KEY (country, code, via_no) REFERENCES city);
            """);
        _ = await scene.FillAsync("*", 60);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM depot WHERE no IS NULL")).ShouldBeInRange(1, 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM route WHERE end_no IS NOT NULL AND via_no IS NOT NULL")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Reference_to_the_own_table_and_circle_share_columns_with_others()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tenant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE team (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, lead_id int, PRIMARY KEY (tenant_id, id));
            CREATE TABLE person (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, boss_id int, team_id int NOT NULL, PRIMARY KEY (tenant_id, id),
              FOREIGN KEY (tenant_id, boss_id) REFERENCES person, FOREIGN KEY (tenant_id, team_id) REFERENCES team);
            ALTER TABLE team ADD FOREIGN KEY (tenant_id, lead_id) REFERENCES person;
            """);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 4).Add("team", 20).Add("person", 100));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM person WHERE boss_id IS NOT NULL")).ShouldBeInRange(70, 96);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM team WHERE lead_id IS NOT NULL")).ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(300)]
    public async Task Unique_combinations_of_keys_that_share_a_column_agree(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tenant (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE person (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, id));
            CREATE TABLE role (tenant_id int NOT NULL REFERENCES tenant, id int GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, id));
            CREATE TABLE holder (tenant_id int NOT NULL REFERENCES tenant, person_id int, role_id int, PRIMARY KEY (tenant_id, person_id, role_id),
              FOREIGN KEY (tenant_id, person_id) REFERENCES person, FOREIGN KEY (tenant_id, role_id) REFERENCES role);
            CREATE TABLE invoice (tenant_id int NOT NULL REFERENCES tenant, number int NOT NULL, person_id int NOT NULL, UNIQUE (tenant_id, number),
              FOREIGN KEY (tenant_id, person_id) REFERENCES person);
            CREATE TABLE quota (tenant_id int NOT NULL REFERENCES tenant, kind bool NOT NULL, person_id int NOT NULL, UNIQUE (tenant_id, kind),
              FOREIGN KEY (tenant_id, person_id) REFERENCES person);
            """);
        _ = await scene.FillAsync("holder", count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM holder")).ShouldBe(count);
        _ = await scene.RunAsync(scene.Plan().Add("tenant", 40).Add("invoice", count).Add("*", 30));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM quota")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Unique_pairs_of_parents_belong_to_the_same_ancestor_where_there_are_enough()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE org (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE member (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id int NOT NULL REFERENCES org);
            CREATE TABLE team (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id int NOT NULL REFERENCES org);
            CREATE TABLE team_member (team_id int REFERENCES team, member_id int REFERENCES member, PRIMARY KEY (team_id, member_id));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("org", 4).Add("member", 40).Add("team", 12).Add("team_member", 50));
        const string Strangers = "SELECT count(*) FROM team_member JOIN team t ON t.id = team_id JOIN member m ON m.id = member_id WHERE t.org_id <> m.org_id";
        (await scene.ScalarAsync<long>(Strangers)).ShouldBe(0);
        await scene.Database.ExecuteAsync("TRUNCATE team_member");
        _ = await scene.FillAsync("team_member", 400);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM team_member")).ShouldBe(400);
    }
}

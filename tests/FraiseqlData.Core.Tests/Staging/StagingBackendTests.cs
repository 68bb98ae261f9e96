using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>Rows that go by way of a project's own staging schema.</summary>
public sealed class StagingBackendTests
{
    static readonly PlanOptions Staged = new() { Backend = BackendChoice.Staging };

    const string Contents = """
        SELECT l.id, l.identifier, l.name, p.id AS parent, m.id AS model, m.full_label, f.id AS manufacturer FROM tenant.tb_location l LEFT JOIN tenant.tb_location p ON p.pk_location = l.fk_parent_location
        LEFT JOIN catalog.tb_model m ON m.pk_model = l.fk_model LEFT JOIN catalog.tb_manufacturer f ON f.pk_manufacturer = m.fk_manufacturer ORDER BY l.id
        """;

    [Theory]
    [InlineData("staging", true)]
    [InlineData("prep_seed", true)]
    [InlineData("staging", false)]
    public async Task Rows_arrive_by_way_of_the_staging_schema_that_is_there(string schema, bool hasMaster)
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(schema, hasMaster: hasMaster));
        var result = await scene.FillAsync("tb_location", 50, Staged);

        result.Warnings.ShouldBeEmpty();
        result.Tables.Select(t => t.Name.ToString()).ShouldBe(["catalog.tb_manufacturer", "catalog.tb_model", "tenant.tb_location"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(50);
        (await scene.ScalarAsync<long>($"SELECT count(*) FROM {schema}.tb_location")).ShouldBe(50);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location WHERE fk_parent_location IS NOT NULL")).ShouldBeGreaterThan(20);
        result.Tables[2].Path.ShouldBe($"{schema} binary copy");
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("prep_seed")]
    public async Task Project_beside_this_one_is_filled_as_it_is(string schema)
    {
        await using var scene = await StagingFixture.CreateAsync(RealSchemas.Staging(schema));
        for (var run = 1; run <= 2; run++)
        {
            (await scene.FillAsync("tb_location", 40, Staged)).Warnings.ShouldBeEmpty();
            (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(40 * run);
        }
        await scene.Database.ExecuteAsync($"INSERT INTO {schema}.tb_location VALUES ('00000000-0000-4000-8000-00000000000b', 'b', 'B', '00000000-0000-4000-8000-0000000000ff', NULL)");
        (await scene.FillAsync("tb_location", 1, Staged)).Warnings.ShouldHaveSingleItem().ShouldContain("name a row of tenant.tb_location that there is not");
        await scene.Database.ExecuteAsync($"INSERT INTO {schema}.tb_model VALUES ('00000000-0000-4000-8000-00000000000c', 'c', 'C', '00000000-0000-4000-8000-0000000000ff')");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("tb_location", 1, Staged))).Id.ShouldBe("FqStagingReferenceLost");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(82);
    }

    [Fact]
    public async Task Columns_of_a_project_s_own_may_bear_other_names()
    {
        await using var scene = await StagingFixture.CreateAsync("""
            CREATE TABLE tb_shop (pk_shop serial PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE);
            CREATE TABLE tb_item (id uuid PRIMARY KEY, fk_shop int NOT NULL REFERENCES tb_shop, fk_maker uuid NOT NULL REFERENCES tb_shop (id));
            CREATE SCHEMA staging; CREATE TABLE staging.tb_shop (id uuid, identifier text); CREATE TABLE staging.tb_item (id text, fk_shop uuid, fk_maker_id uuid);
            CREATE FUNCTION staging.fn_resolve_all_staging() RETURNS SETOF int LANGUAGE sql AS $$
              INSERT INTO tb_shop (id, identifier) SELECT id, identifier FROM staging.tb_shop ON CONFLICT (id) DO NOTHING;
              INSERT INTO tb_item (id, fk_shop, fk_maker) SELECT i.id::uuid, s.pk_shop, i.fk_maker_id FROM staging.tb_item i JOIN tb_shop s ON s.id = i.fk_shop ON CONFLICT (id) DO NOTHING RETURNING fk_shop; $$;
            """);
        var result = await scene.RunAsync(scene.Plan(Staged).Add("tb_shop", 3).Add("tb_item", 9));
        result.Warnings.ShouldBeEmpty();
        result.Tables[1].Path.ShouldBe("staging text copy");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_item")).ShouldBe(9);
    }

    [Fact]
    public async Task Production_holds_what_the_direct_backend_would_put_there_and_the_result_shows_it()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await using var direct = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("ALTER SEQUENCE tenant.tb_location_pk_location_seq RESTART 700");
        var result = await scene.FillAsync("tb_location", 50, Staged);
        _ = await direct.FillAsync("tb_location", 50);

        (await scene.RowsAsync(Contents)).ShouldBe(await direct.RowsAsync(Contents));
        var rows = await result.Find("tb_location")!.Rows.ReadAsync(0, 50, TestContext.Current.CancellationToken);
        rows.Select(r => (int)r.Values[0]!).ShouldBe(Enumerable.Range(700, 50));
        var ids = await scene.RowsAsync("SELECT id FROM tenant.tb_location ORDER BY pk_location");
        rows.Select(r => $"({r.Texts[1]})").ShouldBe(ids);
    }

    [Fact]
    public async Task Second_run_appends_and_repeats_nothing()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        _ = await scene.FillAsync("tb_location", 20, Staged);
        var second = await scene.FillAsync("tb_location", 20, Staged);

        second.Tables.Select(t => (t.Name.Name, t.Count)).ShouldBe([("tb_location", 20)]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(40);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT id) FROM staging.tb_location")).ShouldBe(40);
        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tenant.tb_location")).ShouldBe(40);
    }

    [Fact]
    public async Task Rows_that_people_have_staged_serve_as_parents_and_are_not_counted()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("""
            INSERT INTO staging.tb_manufacturer VALUES ('00000000-0000-4000-8000-00000000000a', 'acme', 'Acme');
            INSERT INTO staging.tb_location VALUES ('00000000-0000-4000-8000-00000000000c', 'room', 'Room', '00000000-0000-4000-8000-00000000000b'), ('00000000-0000-4000-8000-00000000000b', 'house', 'House', NULL);
            """);
        var result = await scene.FillAsync("tb_model", 6, Staged);

        result.Tables.Select(t => (t.Name.Name, t.Count)).ShouldBe([("tb_model", 6)]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_model JOIN catalog.tb_manufacturer ON pk_manufacturer = fk_manufacturer WHERE tb_manufacturer.identifier = 'acme'")).ShouldBe(6);
        (await scene.RowsAsync("SELECT l.identifier, p.identifier FROM tenant.tb_location l LEFT JOIN tenant.tb_location p ON p.pk_location = l.fk_parent_location ORDER BY 1"))
            .ShouldBe(["(house,)", "(room,house)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM staging.tb_manufacturer")).ShouldBe(1);
    }

    [Fact]
    public async Task Dangling_reference_of_a_nullable_key_is_told()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("INSERT INTO staging.tb_location VALUES ('00000000-0000-4000-8000-00000000000c', 'room', 'Room', NULL, '00000000-0000-4000-8000-0000000000ff')");
        var result = await scene.FillAsync("tb_model", 2, Staged);
        var warning = result.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("1 rows of staging.tb_location name a row of catalog.tb_model that there is not: fk_model_id");
        warning.ShouldContain("00000000-0000-4000-8000-00000000000c naming 00000000-0000-4000-8000-0000000000ff");
    }

    [Fact]
    public async Task Dangling_reference_of_a_required_key_is_an_error_that_names_the_row()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("INSERT INTO staging.tb_model VALUES ('00000000-0000-4000-8000-00000000000c', 'm', 'M', '00000000-0000-4000-8000-0000000000ff')");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("tb_location", 2, Staged));
        error.Id.ShouldBe("FqStagingReferenceLost");
        error.Message.ShouldContain("00000000-0000-4000-8000-00000000000c naming 00000000-0000-4000-8000-0000000000ff");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM staging.tb_location")).ShouldBe(0);
    }

    [Fact]
    public async Task Reference_that_the_resolver_loses_is_an_error()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl(locations: StagingFixture.Locations.Replace("m.id = s.fk_model_id", "m.id = s.id", StringComparison.Ordinal)));
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("tb_location", 20, Staged));
        error.Id.ShouldBe("FqStagingReferenceLost");
        error.Message.ShouldContain("have lost their row of catalog.tb_model (fk_model of tenant.tb_location");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_manufacturer")).ShouldBe(0);
    }

    [Fact]
    public async Task Override_by_a_key_finds_the_row_that_was_there_before()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("INSERT INTO catalog.tb_manufacturer (identifier, name) VALUES ('old', 'Old'), ('older', 'Older')");
        _ = await scene.RunAsync(scene.Plan(Staged).Add("tb_model", 3, new Dictionary<string, ColumnOverride> { ["fk_manufacturer"] = new ConstantOverride(2) }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_model WHERE fk_manufacturer = 2")).ShouldBe(3);

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(scene.Plan(Staged).Add("tb_model", 3, new Dictionary<string, ColumnOverride> { ["fk_manufacturer"] = new ConstantOverride(77) })));
        error.Id.ShouldBe("FqStagingParentMissing");
    }

    [Fact]
    public async Task Sql_and_defaults_are_computed_by_the_server()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("ALTER TABLE catalog.tb_manufacturer ADD note text NOT NULL DEFAULT 'none', ADD loud text NOT NULL; ALTER TABLE staging.tb_manufacturer ADD note text NOT NULL, ADD loud text NOT NULL; CREATE OR REPLACE FUNCTION staging.fn_resolve_tb_manufacturer() RETURNS void LANGUAGE sql AS 'INSERT INTO catalog.tb_manufacturer (id, identifier, name, note, loud) SELECT id, identifier, name, note, loud FROM staging.tb_manufacturer ON CONFLICT (id) DO NOTHING'");
        _ = await scene.RunAsync(scene.Plan(Staged).Add("tb_manufacturer", 3, new Dictionary<string, ColumnOverride> { ["loud"] = new SqlOverride("upper(name)"), ["note"] = new DefaultOverride() }));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_manufacturer WHERE loud = upper(name) AND note = 'none'")).ShouldBe(3);
    }
}

using System.Diagnostics;
using FraiseqlData.Core.Tests.Engine;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Planning;
using FraiseqlData.Staging;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Staging;

/// <summary>Staging schemas that are brought up to date, and what their resolvers do.</summary>
public sealed class StagingSyncTests
{
    static readonly PlanOptions Staged = new() { Backend = BackendChoice.Staging };

    const string Shop = """
        CREATE TABLE tb_shop (pk_shop int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, name text);
        CREATE TABLE tb_item (pk_item int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, name text, fk_shop int REFERENCES tb_shop);
        """;

    static Task<IReadOnlyList<StagingChange>> SyncAsync(EngineScene scene, StagingOptions? options = null) => StagingGenerationTests.SyncAsync(scene, options);

    static async Task<string[]> RulesAsync(EngineScene scene) => [.. (await StagingGenerationTests.ReviewAsync(scene)).Findings.Select(f => $"{f.Rule} {f.Table}{(f.Column is null ? "" : "." + f.Column)}").Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("fq_ecom_mig")]
    [InlineData("fq_specql")]
    [InlineData("graphnode")]
    [InlineData("concourse")]
    public async Task Real_schema_is_filled_by_way_of_a_generated_staging_schema(string name)
    {
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);
        var scene = new EngineScene(database);
        _ = await SyncAsync(scene);
        (await StagingGenerationTests.ReviewAsync(scene)).Findings.ShouldBeEmpty();
        var result = await scene.RunAsync(scene.Plan(Staged with { SkipUnfillable = true }).Add("*", 30));
        result.Tables.Count.ShouldBeGreaterThan(5);
        result.Tables.ShouldAllBe(t => t.Path.StartsWith("staging "));
        var schema = await SeedEngine.ReadSchemaAsync(database.Connection, TestContext.Current.CancellationToken);
        foreach (var table in result.Tables)
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {schema.Get(table.Name).RowsOnly()}")).ShouldBe(table.Count, table.ToString());
    }

    [Fact]
    public async Task Migration_is_found_and_mended_and_rows_that_wait_stay()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("""
            INSERT INTO staging.tb_shop (id, identifier, name) VALUES ('00000000-0000-4000-8000-000000000001', 'one', 'One');
            INSERT INTO staging.tb_item (id, identifier, name, fk_shop_id) VALUES ('00000000-0000-4000-8000-000000000002', 'two', 'Two', '00000000-0000-4000-8000-000000000001');
            SELECT staging.fn_resolve_all_staging();
            INSERT INTO staging.tb_item (id, identifier, name) VALUES ('00000000-0000-4000-8000-000000000003', 'three', 'Three');
            """);
        (await RulesAsync(scene)).ShouldBeEmpty();

        await scene.Database.ExecuteAsync("""
            ALTER TABLE tb_item ADD colour text, DROP COLUMN name, DROP CONSTRAINT tb_item_fk_shop_fkey;
            UPDATE tb_item SET colour = 'red';
            ALTER TABLE tb_shop ALTER COLUMN name TYPE varchar(40);
            CREATE TABLE tb_order (pk_order int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE, fk_item int NOT NULL REFERENCES tb_item);
            """);
        (await RulesAsync(scene)).ShouldBe([
            "ColumnMissing public.tb_item.colour", "ColumnMissing public.tb_item.fk_shop", "ColumnObsolete public.tb_item.fk_shop_id", "ColumnObsolete public.tb_item.name",
            "ResolverOutdated ", "ResolverOutdated public.tb_item", "TableMissing public.tb_order", "TypeDiffers public.tb_shop.name"]);
        (await StagingGenerationTests.ReviewAsync(scene)).IsComplete.ShouldBeFalse();

        _ = await SyncAsync(scene);
        (await RulesAsync(scene)).ShouldBeEmpty();
        (await scene.RowsAsync("SELECT identifier, colour, fk_shop FROM staging.tb_item ORDER BY id")).ShouldBe(["(two,red,1)", "(three,,)"]);
        var result = await scene.FillAsync("tb_order", 10, Staged);
        result.Tables.Select(t => t.Name.Name).ShouldBe(["tb_order"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_item")).ShouldBe(2);
    }

    [Fact]
    public async Task Dropped_table_takes_its_resolver_along_and_its_staging_table_where_no_row_waits()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("INSERT INTO staging.tb_item (id, identifier) VALUES ('00000000-0000-4000-8000-000000000002', 'two'); DROP TABLE tb_item, tb_shop; CREATE TABLE tb_other (id uuid PRIMARY KEY)");
        (await RulesAsync(scene)).ShouldContain("TableObsolete staging.tb_item");
        _ = await SyncAsync(scene);
        (await scene.RowsAsync("SELECT relname FROM pg_class WHERE relnamespace = 'staging'::regnamespace AND relkind = 'r' ORDER BY 1")).ShouldBe(["(tb_item)", "(tb_other)"]);
        (await scene.RowsAsync("SELECT proname FROM pg_proc WHERE pronamespace = 'staging'::regnamespace ORDER BY 1")).ShouldBe(["(fn_resolve_all_staging)", "(fn_resolve_tb_other)"]);
    }

    [Fact]
    public async Task What_others_wrote_is_left_alone_unless_it_is_taken_over()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl());
        await scene.Database.ExecuteAsync("ALTER TABLE catalog.tb_model ADD colour text; ALTER TABLE staging.tb_model ADD seeded_by text");
        var warnings = new List<string>();
        var changes = await SeedEngine.SyncStagingAsync(scene.Database.Connection, warn: warnings.Add, cancellationToken: TestContext.Current.CancellationToken);
        changes.Select(c => c.ToString()).ShouldBe(["AddColumn staging.tb_model.colour"]);
        warnings.ShouldContain("staging.fn_resolve_tb_model() was not generated and stays as it is. -Force replaces it.");

        changes = await SyncAsync(scene, new StagingOptions { Force = true });
        changes.Select(c => c.ToString()).ShouldContain("Replace function staging.fn_resolve_tb_model()");
        changes.Select(c => c.ToString()).ShouldContain("DropColumn staging.tb_model.seeded_by");
        (await RulesAsync(scene)).ShouldBeEmpty();
        (await scene.FillAsync("tb_location", 10, Staged)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_is_the_same_for_the_same_schema_and_runs_as_often_as_one_likes()
    {
        await using var scene = await StagingFixture.CreateAsync(StagingFixture.Ddl("elsewhere"));
        var options = new StagingOptions { StagingSchema = "waiting", Schemas = ["catalog", "tenant"] };
        var text = await SeedEngine.ExportStagingAsync(scene.Database.Connection, options, TestContext.Current.CancellationToken);
        await scene.Database.ExecuteAsync(text + text);
        (await SeedEngine.ExportStagingAsync(scene.Database.Connection, options, TestContext.Current.CancellationToken)).ShouldBe(text);
        (await SyncAsync(scene, options)).ShouldBeEmpty();
        text.ShouldContain("-- catalog.tb_model\nCREATE TABLE IF NOT EXISTS \"waiting\".\"tb_model\" (\n    \"id\" uuid DEFAULT gen_random_uuid() NOT NULL,\n");
    }

    [Fact]
    public async Task Tables_of_one_name_are_told_apart_by_their_schemas()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE SCHEMA crm;" + Shop + Shop.Replace("tb_item (", "crm.tb_item (", StringComparison.Ordinal).Replace("CREATE TABLE tb_shop", "CREATE TABLE IF NOT EXISTS tb_shop", StringComparison.Ordinal));
        _ = await SyncAsync(scene);
        (await scene.RowsAsync("SELECT relname FROM pg_class WHERE relnamespace = 'staging'::regnamespace AND relkind = 'r' ORDER BY 1")).ShouldBe(["(crm__tb_item)", "(public__tb_item)", "(tb_shop)"]);
        var result = await scene.RunAsync(scene.Plan(Staged).Add("crm.tb_item", 5).Add("public.tb_item", 7));
        result.Tables.Select(t => (t.Name.ToString(), t.Count)).ShouldContain(("crm.tb_item", 5));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM public.tb_item")).ShouldBe(7);

        // One of them goes: the other gets its plain name back, with its rows.
        await scene.Database.ExecuteAsync("DROP TABLE crm.tb_item; DROP TABLE staging.crm__tb_item");
        (await RulesAsync(scene)).ShouldContain("TableRenamed public.tb_item");
        _ = await SyncAsync(scene);
        (await RulesAsync(scene)).ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM staging.tb_item")).ShouldBe(7);
    }

    [Fact]
    public async Task Rows_that_are_there_already_are_changed_only_where_that_is_asked_for()
    {
        await using var scene = await EngineScene.CreateAsync(Shop + "ALTER TABLE tb_item DROP CONSTRAINT tb_item_id_key, ADD UNIQUE (id) DEFERRABLE");
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("""
            INSERT INTO staging.tb_shop (id, identifier, name) VALUES ('00000000-0000-4000-8000-000000000001', 'one', 'One');
            INSERT INTO staging.tb_item (id, identifier, name) VALUES ('00000000-0000-4000-8000-000000000002', 'two', 'Two');
            SELECT staging.fn_resolve_all_staging();
            UPDATE staging.tb_shop SET name = 'Uno'; UPDATE staging.tb_item SET name = 'Due', fk_shop_id = '00000000-0000-4000-8000-000000000001';
            SELECT staging.fn_resolve_all_staging();
            """);
        const string names = "SELECT s.name, i.name, i.fk_shop FROM tb_shop s, tb_item i";
        (await scene.RowsAsync(names)).ShouldBe(["(One,Two,)"]);
        _ = await SyncAsync(scene, new StagingOptions { Conflict = StagingConflict.Update });
        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
        (await scene.RowsAsync(names)).ShouldBe(["(Uno,Due,1)"]);
        (await SyncAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Generated_resolvers_tell_of_parents_that_there_are_not()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("INSERT INTO staging.tb_item (id, identifier, fk_shop_id) VALUES ('00000000-0000-4000-8000-000000000002', 'two', '00000000-0000-4000-8000-0000000000ff')");
        var error = await Should.ThrowAsync<Errors.FraiseqlDataException>(() => scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()"));
        error.Message.ShouldContain("staging.tb_item (fk_shop_id) names a row of public.tb_shop that there is not: 00000000-0000-4000-8000-0000000000ff");
    }

    [Fact]
    public async Task Tables_without_uuids_are_found_by_their_natural_keys_or_keep_their_numbers()
    {
        const string ddl = """
            CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN code AS varchar(8) NOT NULL CHECK (VALUE ~ '^[A-Z]+[0-9]*$');
            CREATE TABLE country (country_id serial PRIMARY KEY, iso code UNIQUE, name text);
            CREATE TABLE region (region_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, fk_country int NOT NULL REFERENCES country, no smallint NOT NULL, mood mood, UNIQUE (fk_country, no));
            CREATE TABLE town (town_id bigserial PRIMARY KEY, fk_region int NOT NULL REFERENCES region, name text NOT NULL, UNIQUE (fk_region, name));
            CREATE TABLE visit (visit_id serial PRIMARY KEY, fk_town bigint REFERENCES town, note text);
            CREATE TABLE remark (fk_visit int REFERENCES visit, said text, data json);
            CREATE TABLE tag (tag text PRIMARY KEY, parent_tag text NOT NULL REFERENCES tag);
            CREATE TABLE event (no bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, id uuid NOT NULL, fk_town bigint REFERENCES town, PRIMARY KEY (no, at), UNIQUE (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE event_old PARTITION OF event FOR VALUES FROM (MINVALUE) TO ('2025-06-01'); CREATE TABLE event_new PARTITION OF event FOR VALUES FROM ('2025-06-01') TO (MAXVALUE);
            CREATE TABLE echo (echo_id serial PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_no bigint, fk_at date, FOREIGN KEY (fk_no, fk_at) REFERENCES event (no, at));
            """;
        await using var scene = await EngineScene.CreateAsync(ddl);
        await using var direct = await EngineScene.CreateAsync(ddl);
        _ = await SyncAsync(scene);
        (await scene.RowsAsync("SELECT attname FROM pg_attribute WHERE attrelid = 'staging.town'::regclass AND attnum > 0 ORDER BY attnum")).ShouldBe(["(fk_region_fk_country_iso)", "(fk_region_no)", "(name)"]);
        (await scene.RowsAsync("SELECT attname FROM pg_attribute WHERE attrelid = 'staging.visit'::regclass AND attnum > 0 ORDER BY attnum")).ShouldBe(["(visit_id)", "(fk_town_fk_region_fk_country_iso)", "(fk_town_fk_region_no)", "(fk_town_name)", "(note)"]);
        await scene.Database.ExecuteAsync("SELECT setval('country_country_id_seq', 500), setval('town_town_id_seq', 900)");
        var result = await scene.RunAsync(scene.Plan(Staged).Add("*", 20));
        _ = await direct.RunAsync(direct.Plan().Add("*", 20));
        result.Warnings.ShouldBeEmpty();
        const string contents = """
            SELECT 'town', c.iso || c.name, r.no || r.mood::text, t.name FROM town t JOIN region r ON region_id = fk_region JOIN country c ON country_id = fk_country
            UNION ALL SELECT 'visit', visit_id::text, note, t.name FROM visit LEFT JOIN town t ON town_id = fk_town
            UNION ALL SELECT 'remark', fk_visit::text, said, data::text FROM remark UNION ALL SELECT 'tag', tag, parent_tag, '' FROM tag
            UNION ALL SELECT 'echo', h.id::text, e.id::text, e.at::text FROM echo h LEFT JOIN event e ON e.no = fk_no AND e.at = fk_at UNION ALL SELECT 'event', id::text, at::text, t.name FROM event LEFT JOIN town t ON town_id = fk_town ORDER BY 1, 2, 3, 4
            """;
        var rows = await scene.RowsAsync(contents);
        rows.ShouldBe(await direct.RowsAsync(contents));
        result.Find("remark")!.Count.ShouldBe(20);
        (await result.Find("town")!.Rows.ReadAsync(0, 1, TestContext.Current.CancellationToken))[0].Values[0].ShouldBeOfType<long>().ShouldBeInRange(901, 920);
        (await result.Find("remark")!.Rows.ReadAsync(0, 20, TestContext.Current.CancellationToken)).Count.ShouldBe(20);

        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging(); INSERT INTO visit (note) VALUES ('next')");
        (await scene.RowsAsync(contents)).Count.ShouldBe(rows.Count + 1);
    }

    [Fact]
    public async Task Rows_of_tables_that_inherit_and_second_keys_that_wait_stand_in_nobody_s_way()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE part (part_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, UNIQUE (part_id) DEFERRABLE);
            CREATE TABLE bolt (size int) INHERITS (part); INSERT INTO bolt (part_id, name) SELECT i, 'old' FROM generate_series(1, 50) i;
            CREATE TABLE use (use_id serial PRIMARY KEY, part_id int NOT NULL REFERENCES part);
            """);
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("INSERT INTO staging.part (part_id, name) VALUES (7, 'new')");
        _ = await scene.RunAsync(scene.Plan(Staged).Add("part", 5).Add("use", 10));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM ONLY part")).ShouldBe(6);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM use")).ShouldBe(10);
    }

    [Fact]
    public async Task Hundred_thousand_rows_are_resolved_in_seconds()
    {
        await using var scene = await EngineScene.CreateAsync(Shop);
        _ = await SyncAsync(scene);
        await scene.Database.ExecuteAsync("""
            INSERT INTO staging.tb_shop (id, identifier) SELECT gen_random_uuid(), i::text FROM generate_series(1, 1000) i;
            INSERT INTO staging.tb_item (id, identifier, fk_shop_id) SELECT gen_random_uuid(), i::text, s.id FROM generate_series(1, 100000) i JOIN staging.tb_shop s ON s.identifier = (1 + i % 1000)::text;
            """);
        var clock = Stopwatch.StartNew();
        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
        var first = clock.Elapsed;
        await scene.Database.ExecuteAsync("SELECT staging.fn_resolve_all_staging()");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tb_item WHERE fk_shop IS NOT NULL")).ShouldBe(100_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"first {first}, again {clock.Elapsed - first}");
    }
}

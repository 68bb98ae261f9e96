using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class KeysTests
{
    const string Trinity = """
        CREATE SCHEMA catalog;
        CREATE TABLE catalog.tb_manufacturer (pk_manufacturer int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
          identifier text NOT NULL UNIQUE, name text NOT NULL);
        CREATE TABLE catalog.tb_model (pk_model int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
          identifier text NOT NULL UNIQUE, name text NOT NULL, fk_manufacturer int NOT NULL REFERENCES catalog.tb_manufacturer);
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    public async Task Keys_that_a_check_lists_are_found_among_the_rows_that_are_there(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kind (id serial PRIMARY KEY, label text NOT NULL);
            INSERT INTO kind (id, label) SELECT n, 'kind ' || n FROM generate_series(1, 7) n;
            SELECT setval('kind_id_seq', 8);
            CREATE TABLE account (id int PRIMARY KEY, kind_id int NOT NULL REFERENCES kind CHECK (kind_id IN (1, 2)), other_kind_id int NOT NULL REFERENCES kind);
            CREATE TABLE contact (account_id int NOT NULL REFERENCES account, kind_id int NOT NULL REFERENCES kind CHECK (kind_id = 3), number text NOT NULL, PRIMARY KEY (account_id, kind_id, number));
            """);
        _ = await scene.FillAsync("*", count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM account WHERE other_kind_id > 7")).ShouldBe(count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM kind")).ShouldBe(count + 7);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM contact")).ShouldBe(count);
    }

    [Fact]
    public async Task Exclusion_of_what_differs_holds()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE EXTENSION btree_gist;
            CREATE TABLE cage (id int PRIMARY KEY, number int NOT NULL, animal text NOT NULL, EXCLUDE USING gist (number WITH =, animal WITH <>));
            CREATE TABLE zoo (id int PRIMARY KEY, owner text NOT NULL, EXCLUDE USING gist (owner WITH <>));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM cage")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM zoo")).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_that_others_have_to_refer_to_have_the_key_for_it()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kind (id smallint UNIQUE CHECK (id IN (1, 2, 3, 4)), label text PRIMARY KEY);
            INSERT INTO kind VALUES (1, 'one'), (2, 'two'), (3, 'three'), (4, 'four');
            CREATE TABLE doc (id int PRIMARY KEY, kind_id int NOT NULL REFERENCES kind (id));
            CREATE TABLE level (id smallint UNIQUE CHECK (id IN (1, 2, 3, 4)), label text PRIMARY KEY);
            CREATE TABLE step (id int PRIMARY KEY, level_id int NOT NULL REFERENCES level (id));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT kind_id) FROM doc")).ShouldBe(4);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT level_id) FROM step")).ShouldBe(4);
    }

    [Fact]
    public async Task Flagship_adds_the_missing_parent_and_appends_with_it_reused()
    {
        await using var scene = await EngineScene.CreateAsync(Trinity);
        var first = await scene.FillAsync("tb_model", 10);
        first.Tables.Select(t => $"{t.Name.Name} {t.Count} {t.IsAddedParent}").ShouldBe(["tb_manufacturer 2 True", "tb_model 10 False"]);
        var second = await scene.FillAsync("tb_model", 10);
        second.Tables.Select(t => t.Name.Name).ShouldBe(["tb_model"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM catalog.tb_model")).ShouldBe(20);
    }

    [Fact]
    public async Task Count_for_an_added_parent_is_taken_warned_of_or_refused()
    {
        await using var scene = await EngineScene.CreateAsync(Trinity);
        PlanOptions With(string name) => new() { ParentCounts = new Dictionary<string, long> { [name] = 7 } };
        (await scene.FillAsync("tb_model", 3, With("tb_manufacturer"))).Find("tb_manufacturer")!.Count.ShouldBe(7);
        (await scene.FillAsync("tb_model", 3, With("tb_manufacturer"))).Warnings.ShouldHaveSingleItem().ShouldContain("is not used");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("tb_model", 3, With("tb_manufcturer")))).Message.ShouldContain("Did you mean 'tb_manufacturer'?");
    }

    [Fact]
    public async Task Deferrable_key_that_shares_its_name_with_one_that_cannot_wait()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL);
            CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL);
            CREATE TABLE c (id int PRIMARY KEY, a int CONSTRAINT of_a REFERENCES a);
            ALTER TABLE b ADD CONSTRAINT of_a FOREIGN KEY (a) REFERENCES a DEFERRABLE, ADD CONSTRAINT name CHECK (id > 0);
            ALTER TABLE a ADD CONSTRAINT of_a FOREIGN KEY (b) REFERENCES b DEFERRABLE;
            """);
        _ = await scene.FillAsync("*", 12);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM a JOIN b ON a.b = b.id JOIN c ON true")).ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task Trinity_rows_have_pattern_ids_from_1001_and_readable_identifiers()
    {
        await using var scene = await EngineScene.CreateAsync(Trinity);
        var rows = (await scene.FillAsync("tb_model", 3)).Find("tb_model")!.Rows;
        var first = (await rows.ReadAsync(0, 3, TestContext.Current.CancellationToken))[0];
        var id = FraiseqlData.Trinity.PatternUuid.Parse((Guid)first.Values[1]!)!.Value;
        id.Instance.ShouldBe(1001);
        id.SeedDirectory.ShouldBe(21);
        ((string)first.Values[2]!).ShouldMatch("^[a-z0-9-]+-001001$");
        first.Values[0].ShouldBe(1);
        (await scene.FillAsync("tb_model", 1)).ShouldNotBeNull();
        (await scene.ScalarAsync<string>("SELECT right(id::text, 4) FROM catalog.tb_model ORDER BY id DESC LIMIT 1")).ShouldBe("1004");
    }

    [Fact]
    public async Task Next_ordinary_insert_finds_the_sequence_advanced()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE a (id serial PRIMARY KEY, v text NOT NULL); CREATE TABLE b (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v text)");
        _ = await scene.FillAsync("*", 7);
        (await scene.ScalarAsync<int>("INSERT INTO a (v) VALUES ('x') RETURNING id")).ShouldBe(8);
        (await scene.ScalarAsync<long>("INSERT INTO b (v) VALUES ('x') RETURNING id")).ShouldBe(8);
    }

    [Fact]
    public async Task Self_reference_makes_a_tree_and_a_required_one_points_at_itself_first()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE node (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int REFERENCES node);
            CREATE TABLE strict (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent int NOT NULL REFERENCES strict);
            """);
        _ = await scene.FillAsync("*", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM node WHERE parent IS NULL")).ShouldBeInRange(1, 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM node WHERE parent >= id")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM strict WHERE parent > id OR (parent = id AND id > 1)")).ShouldBe(0);
    }

    [Theory]
    [InlineData("CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int); CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b")]
    [InlineData("CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int NOT NULL); CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b DEFERRABLE")]
    [InlineData("CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int NOT NULL); CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int NOT NULL REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b")]
    public async Task Circle_is_closed(string ddl)
    {
        await using var scene = await EngineScene.CreateAsync(ddl);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM a JOIN b ON a.b = b.id")).ShouldBeGreaterThan(10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM b")).ShouldBe(20);
    }

    [Fact]
    public async Task Composite_and_one_to_one_and_junction_keys_hold()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE region (country char(2), code varchar(5), PRIMARY KEY (country, code));
            CREATE TABLE shop (id uuid PRIMARY KEY, country char(2) NOT NULL, code varchar(5) NOT NULL, FOREIGN KEY (country, code) REFERENCES region);
            CREATE TABLE profile (shop_id uuid PRIMARY KEY REFERENCES shop, note text);
            CREATE TABLE tag (id smallint PRIMARY KEY, label varchar(10) NOT NULL UNIQUE);
            CREATE TABLE shop_tag (shop_id uuid REFERENCES shop, tag_id smallint REFERENCES tag, PRIMARY KEY (shop_id, tag_id));
            """);
        _ = await scene.FillAsync("*", 30);
        foreach (var table in (string[])["region", "shop", "profile", "tag", "shop_tag"])
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(30, table);
        _ = await scene.FillAsync("shop_tag", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM shop_tag")).ShouldBe(230);
    }

    [Fact]
    public async Task Expression_and_partial_unique_indexes_hold()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE person (id int PRIMARY KEY, email text NOT NULL, active bool NOT NULL, slot int);
            CREATE UNIQUE INDEX ON person (lower(email));
            CREATE UNIQUE INDEX ON person (slot) WHERE active;
            """);
        _ = await scene.FillAsync("person", 300);
        _ = await scene.FillAsync("person", 300);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT lower(email)) FROM person")).ShouldBe(600);
    }

    [Fact]
    public async Task Rows_of_others_are_respected_in_every_unique_key()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE seat (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code char(1) NOT NULL UNIQUE CHECK (code ~ '^[A-F]$'))");
        await scene.Database.ExecuteAsync("INSERT INTO seat (code) VALUES ('B'), ('E')");
        var result = await scene.FillAsync("*", 10);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("seat_code_key");
        (await scene.RowsAsync("SELECT code FROM seat ORDER BY code")).Count.ShouldBe(6);
        (await scene.FillAsync("*", 10)).Count.ShouldBe(0);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("seat", 1));
        error.Id.ShouldBe("FqCapacityExceeded");
    }

    [Fact]
    public async Task Check_between_the_keys_of_a_unique_pair_holds()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE member (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE pair (a int NOT NULL REFERENCES member, b int NOT NULL REFERENCES member, UNIQUE (a, b), CHECK (a < b));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("member", 10).Add("pair", 45));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pair")).ShouldBe(45);
    }

    [Fact]
    public async Task Same_seed_gives_the_same_rows_in_another_database()
    {
        await using var one = await EngineScene.CreateAsync(Trinity);
        await using var two = await EngineScene.CreateAsync(Trinity);
        var plan = one.Plan().Add("tb_*", 50);
        _ = await one.RunAsync(plan);
        _ = await two.RunAsync(plan);
        const string Dump = "SELECT * FROM catalog.tb_model ORDER BY 1";
        (await two.RowsAsync(Dump)).ShouldBe(await one.RowsAsync(Dump));
        await using var three = await EngineScene.CreateAsync(Trinity);
        _ = await three.RunAsync(plan.With(new PlanOptions { Seed = 7 }));
        (await three.RowsAsync(Dump)).ShouldNotBe(await one.RowsAsync(Dump));
    }

    [Fact]
    public async Task New_column_and_more_rows_change_no_other_value()
    {
        const string Ddl = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, amount numeric(8,2), born date, kind text CHECK (kind IN ('a', 'b', 'c')))";
        await using var one = await EngineScene.CreateAsync(Ddl);
        await using var two = await EngineScene.CreateAsync(Ddl + "; ALTER TABLE t ADD extra text NOT NULL");
        _ = await one.FillAsync("t", 20);
        _ = await two.FillAsync("t", 60);
        const string Dump = "SELECT id, email, amount, born, kind FROM t WHERE id <= 20 ORDER BY id";
        (await two.RowsAsync(Dump)).ShouldBe(await one.RowsAsync(Dump));
    }

    [Fact]
    public async Task Keys_that_one_entry_gives_are_passed_over_by_another_of_the_same_table()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE a (id serial PRIMARY KEY, v text);
            CREATE TABLE b (id int PRIMARY KEY, a_id int NOT NULL REFERENCES a);
            """);
        var given = new Dictionary<string, ColumnOverride> { ["id"] = new ListOverride([4, 5, 6]) };
        _ = await scene.RunAsync(scene.Plan().Add("a", 3, given).Add("a", 10).Add("b", 5).Add("b", 3, given));
        (await scene.RowsAsync("SELECT string_agg(id::text, ' ' ORDER BY id) FROM a")).ShouldBe(["(\"1 2 3 4 5 6 7 8 9 10 11 12 13\")"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM b")).ShouldBe(8);
        (await scene.ScalarAsync<int>("INSERT INTO a (v) VALUES ('x') RETURNING id")).ShouldBe(14);
    }

    [Fact]
    public async Task Key_that_does_not_look_at_tables_that_inherit_gets_parents_of_the_table_itself()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE base (id int PRIMARY KEY);
            CREATE TABLE special () INHERITS (base);
            INSERT INTO base SELECT g FROM generate_series(1, 3) g;
            INSERT INTO special SELECT g FROM generate_series(1001, 1040) g;
            CREATE TABLE child (base int NOT NULL REFERENCES base);
            """);
        _ = await scene.FillAsync("child", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM child WHERE base > 3")).ShouldBe(0);
    }

    [Fact]
    public async Task Preview_knows_keys_that_the_server_has_judged()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION fits(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> ''a''';
            CREATE TABLE parent (region text NOT NULL CHECK (fits(region)), id int, PRIMARY KEY (region, id));
            CREATE TABLE child (region text NOT NULL, id int NOT NULL, FOREIGN KEY (region, id) REFERENCES parent);
            """);
        var rows = new List<FraiseqlData.Loading.BuiltRow>();
        await foreach (var row in SeedEngine.BuildAsync(scene.Plan().Add("*", 5), cancellationToken: TestContext.Current.CancellationToken))
            rows.Add(row);
        rows.Count(r => r.Table.Name == "child").ShouldBe(5);
    }

    [Theory]
    [InlineData("id smallint PRIMARY KEY CHECK (id BETWEEN 1 AND 12)")]
    [InlineData("id int PRIMARY KEY CHECK (id <> 4 AND id BETWEEN -3 AND 9)")]
    [InlineData("id int PRIMARY KEY CHECK (id % 5 = 0 AND id BETWEEN 1 AND 60)")]
    public async Task Second_run_takes_what_room_is_left(string column)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE t ({column})");
        _ = await scene.FillAsync("*", 10);
        _ = await scene.FillAsync("*", 10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(12);
    }

    [Fact]
    public async Task Unique_key_of_parents_by_bytes_passes_over_those_that_are_taken()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE p (id int, part bytea, PRIMARY KEY (id, part));
            INSERT INTO p SELECT g, decode('0' || g, 'hex') FROM generate_series(1, 5) g;
            CREATE TABLE c (id int NOT NULL, part bytea NOT NULL, FOREIGN KEY (id, part) REFERENCES p, UNIQUE (id, part));
            """);
        _ = await scene.FillAsync("c", 3);
        _ = await scene.FillAsync("c", 2);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM c")).ShouldBe(5);
    }

    [Fact]
    public async Task Unique_key_over_parents_with_a_common_ancestor_that_holds_fewer_rows_than_wanted_is_filled()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE letter AS ENUM ('a', 'b', 'c', 'd');
            CREATE TABLE kind (kind letter PRIMARY KEY);
            CREATE TABLE product (id bigserial PRIMARY KEY, kind letter REFERENCES kind);
            CREATE TABLE pair (a bigint REFERENCES product, b bigint REFERENCES product, first letter UNIQUE REFERENCES kind, second letter NOT NULL REFERENCES kind, PRIMARY KEY (a, b));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM pair")).ShouldBe(20);
    }
}

using FraiseqlData.Errors;
using FraiseqlData.Generation;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Triggers that fill, add, drop and refuse rows.</summary>
public sealed class TriggerTests
{
    const string Parents = """
        CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, updated_at timestamptz);
        CREATE TABLE post (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id int NOT NULL REFERENCES account, title text NOT NULL);
        """;

    static string Trigger(string table, string when, string body, string name = "act") => $"""
        CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $f$BEGIN {body} END$f$;
        CREATE TRIGGER {table}_{name} {when} INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{name}();
        """;

    [Fact]
    public async Task Columns_that_a_trigger_fills_are_reported_as_the_table_holds_them()
    {
        await using var scene = await EngineScene.CreateAsync(Parents + Trigger("account", "BEFORE", "NEW.name := upper(NEW.name); NEW.updated_at := '2020-01-01Z'; RETURN NEW;"));
        var result = await scene.FillAsync("*", 30);
        result.Count.ShouldBe(60);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM account WHERE name = upper(name) AND updated_at = '2020-01-01Z'")).ShouldBe(30);
        var rows = await result.Find("account")!.Rows.ReadAsync(0, 1, TestContext.Current.CancellationToken);
        ((string)rows[0].Values[1]!).ShouldBe(((string)rows[0].Values[1]!).ToUpperInvariant());
    }

    [Fact]
    public async Task Children_refer_to_the_rows_that_a_trigger_let_pass()
    {
        await using var scene = await EngineScene.CreateAsync(Parents + Trigger("account", "BEFORE", "IF NEW.id % 3 = 0 THEN RETURN NULL; END IF; RETURN NEW;"));
        var result = await scene.FillAsync("*", 30);
        result.Find("account")!.Count.ShouldBe(20);
        result.Find("post")!.Count.ShouldBe(30);
        result.Warnings.ShouldContain(w => w.Contains("public.account got 20 of 30 rows"));
    }

    [Fact]
    public async Task Children_refer_to_keys_that_a_trigger_changed()
    {
        await using var scene = await EngineScene.CreateAsync(Parents + Trigger("account", "BEFORE", "NEW.id := NEW.id + 100000; RETURN NEW;"));
        _ = await scene.FillAsync("*", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM post WHERE account_id > 100000")).ShouldBe(30);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT account_id) FROM post")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Children_know_what_rows_became_that_a_trigger_refused_at_first()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('thing', 'place', 'person')), UNIQUE (id, kind));
            CREATE TABLE part (id int PRIMARY KEY, item_id int NOT NULL, kind text NOT NULL, FOREIGN KEY (item_id, kind) REFERENCES item (id, kind));
            """ + Trigger("item", "AFTER", "IF NEW.kind = 'person' THEN RAISE 'no persons'; END IF; RETURN NULL;"));
        _ = await scene.FillAsync("*", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM part")).ShouldBe(30);
    }

    [Fact]
    public async Task Rows_that_are_left_without_an_ancestor_may_have_children()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE repo (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE branch (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, repo_id int REFERENCES repo);
            CREATE TABLE build (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, repo_id int REFERENCES repo, branch_id int REFERENCES branch);
            CREATE TABLE stage (id int PRIMARY KEY, build_id int NOT NULL REFERENCES build, branch_id int REFERENCES branch, repo_id int REFERENCES repo);
            """ + Trigger("build", "BEFORE", "IF NEW.branch_id IS NOT NULL THEN RAISE 'no branch yet'; END IF; RETURN NEW;"));
        _ = await scene.FillAsync("*", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM stage JOIN build ON build.id = build_id")).ShouldBe(30);
    }

    [Fact]
    public async Task Rows_that_no_trigger_lets_pass_are_an_error_where_others_need_them()
    {
        await using var scene = await EngineScene.CreateAsync(Parents + Trigger("account", "BEFORE", "RETURN NULL;"));
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("*", 5))).Id.ShouldBe("FqParentMissing");
    }

    [Fact]
    public async Task Parents_that_a_trigger_inserts_do_not_disturb()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE tag (name text PRIMARY KEY);
            CREATE TABLE note (id int PRIMARY KEY, tag text NOT NULL, body text);
            """ + Trigger("note", "BEFORE", "INSERT INTO tag VALUES (NEW.tag) ON CONFLICT DO NOTHING; RETURN NEW;"));
        var result = await scene.FillAsync("*", 20);
        (result.Find("note")!.Count, result.Find("tag")!.Count).ShouldBe((20, 20));
    }

    [Fact]
    public async Task Rows_that_a_trigger_adds_one_to_one_make_room_for_those_of_the_run()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE member (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE profile (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, member_id int NOT NULL UNIQUE REFERENCES member, bio text);
            CREATE TABLE photo (id int PRIMARY KEY, profile_id int NOT NULL REFERENCES profile);
            """ + Trigger("member", "AFTER", "INSERT INTO profile (member_id) VALUES (NEW.id); RETURN NULL;"));
        var result = await scene.RunAsync(scene.Plan().Add("member", 20).Add("profile", 15).Add("photo", 40));
        result.Tables.Select(t => t.Count).ShouldBe([20, 15, 40]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM profile")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM profile WHERE bio IS NOT NULL")).ShouldBeGreaterThan(5);
        (await result.Find("profile")!.Rows.ReadAsync(0, 15, TestContext.Current.CancellationToken)).Count.ShouldBe(15);
    }

    [Fact]
    public async Task Rows_of_before_the_run_are_never_replaced()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE member (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE profile (member_id int PRIMARY KEY REFERENCES member, bio text);
            """ + Trigger("member", "AFTER", "INSERT INTO profile VALUES (NEW.id, 'by trigger'); RETURN NULL;") + "INSERT INTO member VALUES (1, 'first');");
        _ = await scene.RunAsync(scene.Plan().Add("member", 10).Add("profile", 10));
        (await scene.ScalarAsync<string>("SELECT bio FROM profile WHERE member_id = 1")).ShouldBe("by trigger");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM profile WHERE bio IS DISTINCT FROM 'by trigger'")).ShouldBe(10);
    }

    [Fact]
    public async Task Rows_that_a_trigger_deletes_are_not_counted()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE queue (id int PRIMARY KEY, v int NOT NULL);
            """ + Trigger("queue", "AFTER", "DELETE FROM queue WHERE id = NEW.id AND id % 2 = 0; RETURN NULL;"));
        var result = await scene.FillAsync("queue", 10);
        result.Find("queue")!.Count.ShouldBe(5);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("a trigger deleted the others");
        (await result.Find("queue")!.Rows.ReadAsync(0, 10, TestContext.Current.CancellationToken)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Rows_that_a_trigger_refuses_get_other_values()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE sale (id int PRIMARY KEY, amount int NOT NULL, kind text NOT NULL, note text);
            CREATE TABLE item (id int PRIMARY KEY, sale_id int NOT NULL REFERENCES sale);
            """ + Trigger("sale", "BEFORE", """
            IF NEW.amount % 2 = 1 THEN RAISE EXCEPTION 'odd amount %', NEW.amount; END IF;
            IF NEW.kind NOT IN ('retail', 'trade') THEN RAISE EXCEPTION 'unknown kind'; END IF;
            IF NEW.note IS NOT NULL THEN RAISE EXCEPTION 'no notes'; END IF; RETURN NEW;
            """));
        var result = await scene.FillAsync("*", 50);
        result.Count.ShouldBe(100);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT kind) FROM sale")).ShouldBe(2);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT amount) FROM sale")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Columns_that_a_refusing_trigger_does_not_read_stay_as_they_are()
    {
        await using var scene = await EngineScene.CreateAsync(
            "CREATE TABLE sale (id int PRIMARY KEY, number text, amount int, note text, changed_at date);"
            + Trigger("sale", "BEFORE", "-- what is new\n IF NEW.number::int > 0 OR NEW.changed_at IS NULL THEN NEW.note := 'new'; END IF; NEW.changed_at = '2020-01-01'; RETURN NEW;"));
        _ = await scene.FillAsync("sale", 40);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM sale WHERE number ~ '[^0-9]'")).ShouldBe(0);
        (await scene.ScalarAsync<long>("SELECT count(amount) FROM sale")).ShouldBeGreaterThan(25);
    }

    [Theory]
    [InlineData("BEGIN NEW.a := 1; IF NEW.b = 2 THEN new.c = 3; END IF; RETURN NEW; END", "b")]
    [InlineData("BEGIN NEW.a = NEW.\"B c\"; RETURN NEW; END", "B c")]
    [InlineData("BEGIN IF NEW.* IS DISTINCT FROM OLD.* THEN RETURN NEW; END IF; PERFORM f(NEW.a); RETURN NULL; END", "a")]
    [InlineData("BEGIN INSERT INTO log SELECT NEW.*; RETURN NEW; END", null)]
    [InlineData("BEGIN EXECUTE 'SELECT $1.x' USING NEW; RETURN NEW; END", null)]
    [InlineData("BEGIN RETURN NEW; END", "")]
    public void Columns_that_a_function_reads(string source, string? expected) =>
        (TriggerColumns.Read(source) is { } read ? string.Join(",", read) : null).ShouldBe(expected);

    [Fact]
    public async Task Values_that_a_trigger_makes_and_the_table_refuses_name_the_trigger()
    {
        await using var scene = await EngineScene.CreateAsync(
            "CREATE TABLE change (id int PRIMARY KEY, author text NOT NULL);" + Trigger("change", "BEFORE", "NEW.author = current_setting('app.author', true); RETURN NEW;"));
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("change", 3));
        error.Id.ShouldBe("FqTriggerRaised");
        error.Message.ShouldContain("\"change_act\" (function public.change_act)");
    }

    [Fact]
    public async Task Refused_rows_are_the_same_in_every_run()
    {
        var ddl = "CREATE TABLE sale (id int PRIMARY KEY, amount int NOT NULL);" + Trigger("sale", "AFTER", "IF NEW.amount % 2 = 1 THEN RAISE EXCEPTION 'odd'; END IF; RETURN NULL;");
        await using var one = await EngineScene.CreateAsync(ddl);
        await using var two = await EngineScene.CreateAsync(ddl);
        _ = await one.FillAsync("sale", 40);
        _ = await two.FillAsync("sale", 40);
        (await one.RowsAsync("SELECT * FROM sale ORDER BY id")).ShouldBe(await two.RowsAsync("SELECT * FROM sale ORDER BY id"));
    }

    [Fact]
    public async Task Trigger_that_refuses_every_row_is_named_with_its_function_its_message_and_a_way_out()
    {
        await using var scene = await EngineScene.CreateAsync(
            "CREATE TABLE locked (id int PRIMARY KEY, v int);" + Trigger("locked", "BEFORE", "RAISE EXCEPTION 'the books are closed' USING HINT = 'Open them';", "guard"));
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("locked", 3));
        error.Id.ShouldBe("FqTriggerRaised");
        error.Message.ShouldContain("\"locked_guard\" (function public.locked_guard)");
        error.Message.ShouldContain("public.locked");
        error.Message.ShouldContain("the books are closed");
        error.RecommendedAction!.ShouldContain("-Exclude");
        error.RecommendedAction!.ShouldContain("Open them");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM locked")).ShouldBe(0);
    }

    [Fact]
    public async Task Constraint_trigger_that_waits_for_the_end_is_named_too()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE ledger (id int PRIMARY KEY, amount int NOT NULL);
            CREATE FUNCTION balanced() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'not balanced'; END$$;
            CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balanced();
            """);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("ledger", 3));
        error.Id.ShouldBe("FqTriggerRaised");
        error.Message.ShouldContain("ledger_balanced");
    }

    [Fact]
    public async Task Trigger_of_a_partition_refuses_rows_of_the_whole_table()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE measure (id int NOT NULL, v int NOT NULL) PARTITION BY RANGE (id);
            CREATE TABLE measure_a PARTITION OF measure FOR VALUES FROM (0) TO (100000);
            """ + Trigger("measure_a", "BEFORE", "IF NEW.v % 2 = 1 THEN RAISE EXCEPTION 'odd'; END IF; RETURN NEW;"));
        (await scene.FillAsync("measure", 30)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Rows_of_a_table_without_keys_are_found_again_behind_a_trigger()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE log (line text NOT NULL);" + Trigger("log", "BEFORE", "NEW.line := lower(NEW.line); RETURN NEW;"));
        var result = await scene.FillAsync("log", 12);
        (await result.Find("log")!.Rows.ReadAsync(0, 12, TestContext.Current.CancellationToken)).Count.ShouldBe(12);
    }

    [Fact]
    public async Task Rows_that_a_trigger_puts_into_tables_that_inherit_are_the_tables_own()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE favorite (id int PRIMARY KEY, owner int NOT NULL);
            CREATE TABLE favorite_0 (CHECK (owner % 2 = 0), PRIMARY KEY (id)) INHERITS (favorite);
            CREATE TABLE favorite_1 (CHECK (owner % 2 = 1), PRIMARY KEY (id)) INHERITS (favorite);
            """ + Trigger("favorite", "BEFORE", "IF NEW.owner % 2 = 0 THEN INSERT INTO favorite_0 VALUES (NEW.*); ELSE INSERT INTO favorite_1 VALUES (NEW.*); END IF; RETURN NULL;"));
        var result = await scene.FillAsync("favorite", 12);
        result.Find("favorite")!.Count.ShouldBe(12);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_of_tables_that_inherit_stay_where_triggers_have_fired()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE translation (item_id int CHECK (item_id BETWEEN 1 AND 4), language text CHECK (language IN ('de', 'en', 'fr', 'it', 'pt')), description text, PRIMARY KEY (item_id, language));
            CREATE TABLE a_translation (PRIMARY KEY (item_id, language)) INHERITS (translation);
            CREATE TABLE a_log (id int PRIMARY KEY, note text);
            """ + Trigger("a_log", "AFTER", "RETURN NULL;"));
        var result = await scene.FillAsync("*", 20);
        result.Find("a_translation")!.Count.ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM ONLY a_translation")).ShouldBe(20);
    }

    [Fact]
    public async Task Nothing_is_deleted_where_a_trigger_forbids_it_and_nothing_stands_in_the_way()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE account (id int PRIMARY KEY);
            CREATE TABLE action (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, account int NOT NULL REFERENCES account);
            CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'nothing is deleted'; END $$;
            CREATE TRIGGER keep BEFORE DELETE ON action FOR EACH STATEMENT EXECUTE FUNCTION keep();
            """ + Trigger("account", "AFTER", "INSERT INTO action (id, account) VALUES (1000000 + NEW.id, NEW.id); RETURN NEW;"));
        _ = await scene.FillAsync("*", 10);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM action")).ShouldBe(20);
    }

    [Fact]
    public async Task Trigger_that_fires_itself_without_end_is_named()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE echo (v int NOT NULL);" + Trigger("echo", "BEFORE", "INSERT INTO echo VALUES (NEW.v); RETURN NEW;"));
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("echo", 2))).Id.ShouldBe("FqTriggerRaised");
    }

    [Fact]
    public async Task Null_that_a_trigger_puts_where_none_may_be()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE version (id int PRIMARY KEY, num text NOT NULL, sort bytea NOT NULL);
            CREATE FUNCTION sort_key(num text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS
              $$ SELECT convert_to((regexp_match(num, '^([0-9]+)\.([0-9]+)\.([0-9]+)$'))[1], 'UTF8') $$;
            CREATE FUNCTION set_sort() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.sort := sort_key(NEW.num); RETURN NEW; END $$;
            CREATE TRIGGER sort BEFORE INSERT ON version FOR EACH ROW EXECUTE FUNCTION set_sort();
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM version")).ShouldBe(20);
    }
}

using FraiseqlData.Errors;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Checks that only the server can decide.</summary>
public sealed class JudgedTests
{
    [Fact]
    public async Task Check_by_a_function_holds_and_values_stay_drawn()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (is_even(v)), w int NOT NULL, CHECK (is_even(w + 1)), name text);
            """);
        _ = await scene.FillAsync("t", 2500);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(2500);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT v) FROM t")).ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task Judged_rows_are_the_same_in_every_run_and_in_a_script()
    {
        const string ddl = """
            CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN $1 % 2 = 0; END';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (is_even(v)), u int UNIQUE, n text);
            """;
        await using var one = await EngineScene.CreateAsync(ddl);
        await using var two = await EngineScene.CreateAsync(ddl);
        var built = new List<string>();
        await foreach (var row in SeedEngine.BuildAsync(one.Plan().Add("t", 300), cancellationToken: TestContext.Current.CancellationToken))
            built.Add("(" + string.Join(",", row.Row.Texts.Take(2)));
        _ = await one.FillAsync("t", 300);
        _ = await two.FillAsync("t", 300);
        var rows = await one.RowsAsync("SELECT * FROM t ORDER BY id");
        rows.ShouldBe(await two.RowsAsync("SELECT * FROM t ORDER BY id"));
        rows.Zip(built).ShouldAllBe(p => p.First.StartsWith(p.Second));
    }

    [Fact]
    public async Task Values_come_from_the_literals_of_the_function_where_draws_fail()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION fits(int) RETURNS bool LANGUAGE sql AS 'SELECT $1 = 7';
            CREATE FUNCTION known(text) RETURNS bool LANGUAGE plpgsql AS $$BEGIN
              -- not 'this one'
              RETURN $1 IN ('it''s', 'Rot', 'Blau'); END$$;
            CREATE FUNCTION plate(text) RETURNS bool LANGUAGE sql AS $$SELECT $1 ~ '^[A-Z]{2}-[0-9]{3}$'$$;
            CREATE DOMAIN lucky AS int CHECK (fits(VALUE));
            CREATE TABLE t (id int PRIMARY KEY, v lucky NOT NULL, all_v lucky[], colour text NOT NULL CHECK (known(colour)), plate varchar(10) NOT NULL CHECK (plate(plate)),
              spare int CHECK (fits(spare)));
            """);
        (await scene.FillAsync("t", 60)).Warnings.ShouldBeEmpty();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE v = 7 AND 7 = ANY (all_v)")).ShouldBeGreaterThan(30);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT colour) FROM t")).ShouldBe(3);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT plate) FROM t")).ShouldBeGreaterThan(3);
        (await scene.ScalarAsync<long>("SELECT count(spare) FROM t")).ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Texts_of_keys_and_others_take_a_form_that_the_function_accepts()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION no_spaces(s text) RETURNS bool LANGUAGE plpgsql AS $$BEGIN RETURN s !~ '[\s\u00a0]'; END$$;
            CREATE FUNCTION is_slug(s text) RETURNS bool LANGUAGE plpgsql AS $$BEGIN
              RETURN s = lower(s) AND position(' ' IN s) = 0 AND length(s) BETWEEN 5 AND 20; END$$;
            CREATE FUNCTION is_link(s text) RETURNS bool LANGUAGE sql AS $$SELECT left(s, 8) = 'https://' AND position('.' IN s) > 9$$;
            CREATE TABLE model (id int PRIMARY KEY, name varchar(255) NOT NULL UNIQUE CHECK (no_spaces(name)), label text NOT NULL UNIQUE CHECK (is_slug(label)),
              title text NOT NULL CHECK (is_slug(title)), place text NOT NULL CHECK (is_link(place)));
            """);
        _ = await scene.FillAsync("model", 3000);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT label) FROM model")).ShouldBe(3000);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT title) FROM model")).ShouldBeGreaterThan(10);
        _ = await scene.FillAsync("model", 500);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM model")).ShouldBe(3500);
    }

    [Fact]
    public async Task Functions_that_raise_refuse_single_rows()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION even_or_raise(int) RETURNS bool LANGUAGE plpgsql AS $$BEGIN
              IF $1 % 2 = 1 THEN RAISE EXCEPTION 'odd: %', $1; END IF; RETURN true; END$$;
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (even_or_raise(v)));
            """);
        _ = await scene.FillAsync("t", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(100);
    }

    [Fact]
    public async Task Nullable_column_stays_null_where_nothing_else_passes()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION never(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN $1 IS NULL; END';
            CREATE TABLE t (id int PRIMARY KEY, v int CHECK (never(v)));
            """);
        _ = await scene.FillAsync("t", 40);
        (await scene.ScalarAsync<long>("SELECT count(v) FROM t")).ShouldBe(0);
    }

    [Fact]
    public async Task Check_that_nothing_passes_is_diagnosed_before_anything_is_written()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION never(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN false; END';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CONSTRAINT t_never CHECK (never(v)));
            """);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.ResolveAsync(scene.Plan().Add("t", 5), null, TestContext.Current.CancellationToken));
        error.Id.ShouldBe("FqCheckUnsatisfied");
        error.Message.ShouldContain("t_never");
        error.Message.ShouldContain("v = ");
    }

    [Fact]
    public async Task Checks_that_look_into_tables_are_judged_when_the_parents_are_loaded()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE team (id int PRIMARY KEY, active bool NOT NULL, size int NOT NULL CHECK (size BETWEEN 1 AND 5));
            CREATE FUNCTION active(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT t.active FROM team t WHERE t.id = $1); END';
            CREATE TABLE player (id int PRIMARY KEY, team int NOT NULL REFERENCES team, CHECK (COALESCE(active(team), false)));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("team", 20).Add("player", 100));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM player JOIN team t ON t.id = team WHERE t.active")).ShouldBe(100);
    }

    [Fact]
    public async Task Functions_see_the_search_path_of_the_database()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE SCHEMA app;
            CREATE FUNCTION app.limit_of() RETURNS int LANGUAGE sql AS 'SELECT 1000';
            CREATE FUNCTION app.small(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RETURN $1 < limit_of(); END';
            CREATE TABLE app.t (id int PRIMARY KEY, v int NOT NULL CHECK (app.small(v)));
            DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app', current_database()); END$$;
            """);
        // Settings of a database hold for sessions that begin after them.
        await using var target = scene.Database.Connection.WithDatabase(await scene.ScalarAsync<string>("SELECT current_database()::text"));
        _ = await SeedEngine.InvokeAsync(scene.Plan().Add("app.t", 50), target, null, TestContext.Current.CancellationToken);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM app.t")).ShouldBe(50);
    }

    [Fact]
    public async Task Generated_columns_whole_rows_and_domains_are_judged_as_the_server_sees_them()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
            CREATE FUNCTION short(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < 12';
            CREATE DOMAIN label AS text CHECK (short(VALUE));
            CREATE DOMAIN small_label AS label CHECK (short(VALUE || 'xx'));
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL, twice int GENERATED ALWAYS AS (v / 2) STORED, CHECK (is_even(twice)), name label NOT NULL, brief small_label);
            CREATE FUNCTION good(t) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.v % 3 = 0';
            ALTER TABLE t ADD CHECK (good(t.*));
            """);
        _ = await scene.FillAsync("t", 100);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE v % 3 = 0")).ShouldBe(100);
    }

    [Fact]
    public async Task Rare_values_are_found()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION rare(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 % (10 * 10) = 5 * 5';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (rare(v)));
            """);
        _ = await scene.FillAsync("t", 1500);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT v) FROM t")).ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Preview_leaves_no_trace_of_what_functions_write()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE seen (v int);
            CREATE FUNCTION note(int) RETURNS bool LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.seen VALUES ($1); RETURN true; END';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (note(v)));
            """);
        _ = await SeedEngine.ResolveAsync(scene.Plan().Add("t", 5), null, TestContext.Current.CancellationToken);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM seen")).ShouldBe(0);
        _ = await scene.FillAsync("t", 5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM seen")).ShouldBe(5);
    }

    [Fact]
    public async Task Override_that_a_function_refuses_is_an_error_that_names_the_row()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
            CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (is_even(v)));
            """);
        var plan = scene.Plan().Add("t", 5, new Dictionary<string, ColumnOverride> { ["v"] = new ListOverride([2, 3]) });
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(plan));
        error.Id.ShouldBe("FqCheckUnsatisfied");
        error.Message.ShouldContain("instance 2 has v = 3");
    }

    [Fact]
    public async Task Unique_columns_take_only_values_that_a_function_accepts()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
            CREATE FUNCTION never(text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT length($1) > 1000000';
            CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL CHECK (is_even(b)), UNIQUE (a, b), c int NOT NULL UNIQUE CHECK (is_even(c)));
            CREATE TABLE u (id int PRIMARY KEY, name text NOT NULL UNIQUE CONSTRAINT u_never CHECK (never(name)));
            """);
        _ = await scene.FillAsync("t", 300);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(300);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("u", 3));
        error.Id.ShouldBe("FqCheckUnsatisfied");
        error.Message.ShouldContain("u_never");
    }

    [Fact]
    public async Task Hash_partitions_that_leave_gaps_get_only_rows_that_fit()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE spread (id int NOT NULL, place int NOT NULL) PARTITION BY HASH (place);
            CREATE TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 1);
            CREATE TABLE spread_3 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 3);
            CREATE TABLE keyed (id int PRIMARY KEY) PARTITION BY HASH (id);
            CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 4, REMAINDER 1);
            CREATE TABLE keyed_3 PARTITION OF keyed FOR VALUES WITH (MODULUS 4, REMAINDER 3);
            """);
        (await scene.FillAsync("*", 200)).Count.ShouldBe(400);
    }

    [Fact]
    public async Task Domains_deep_inside_a_type_are_judged_by_casts()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE span AS (opens int, closes int);
            CREATE FUNCTION fits(span) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.opens < $1.closes';
            CREATE DOMAIN hours AS span CHECK (fits(VALUE));
            CREATE FUNCTION few(hours[]) RETURNS bool LANGUAGE plpgsql IMMUTABLE STRICT AS 'BEGIN RETURN cardinality($1) < 3; END';
            CREATE DOMAIN day AS hours[] NOT NULL CHECK (few(VALUE));
            CREATE DOMAIN week AS day[] CHECK (cardinality(VALUE) = 2);
            CREATE TYPE shop AS (name text, open hours);
            CREATE TABLE t (id int PRIMARY KEY, one hours NOT NULL, shop shop NOT NULL, several hours[], week week);
            """);
        _ = await scene.FillAsync("t", 40);
        (await scene.ScalarAsync<long>("SELECT count(several) FROM t")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Lists_of_partitions_and_keys_over_them_agree()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kinds (kind text PRIMARY KEY);
            CREATE TABLE tags (kind text NOT NULL REFERENCES kinds, entity uuid NOT NULL, tag text NOT NULL, PRIMARY KEY (kind, entity, tag)) PARTITION BY LIST (kind);
            CREATE TABLE place_tags PARTITION OF tags FOR VALUES IN ('places');
            CREATE TABLE photo_tags PARTITION OF tags FOR VALUES IN ('photos');
            """);
        _ = await scene.FillAsync("*", 40);
    }
}

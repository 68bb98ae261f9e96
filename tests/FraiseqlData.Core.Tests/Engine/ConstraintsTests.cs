using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class ConstraintsTests
{
    [Fact]
    public async Task Checks_of_a_domain_over_a_domain_of_citext_hold()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE EXTENSION citext;
            CREATE DOMAIN alias AS citext CHECK (length(trim(VALUE)) > 0) CHECK (trim(VALUE::text) = VALUE::text);
            CREATE DOMAIN target_alias AS alias CHECK (VALUE::citext ~* '^(?!-)[a-z0-9-]{0,62}[a-z0-9](\.((?!-)[a-z0-9-]{0,62}[a-z0-9]))*$'::citext)
              CHECK (substring(VALUE::text, '[^.]*$') !~ '^[0-9]+$') CHECK (length(trim(VALUE::text)) < 254);
            CREATE TABLE t (value target_alias PRIMARY KEY, other target_alias NOT NULL, condition text NOT NULL CHECK (left(trim(condition), 4) = 'dns:' OR left(trim(condition), 5) = 'cidr:'));
            """);
        _ = await scene.FillAsync("t", 200);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT value) FROM t")).ShouldBe(200);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT other) FROM t")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task What_hangs_on_a_cell_that_was_mended_is_mended_too()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE usr (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created_at timestamptz NOT NULL);
            CREATE TABLE invitation (
                id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sender_id int NOT NULL REFERENCES usr, recipient_id int REFERENCES usr, recipient_email text,
                created_at timestamptz NOT NULL, revoked_at timestamptz, responded_at timestamptz, accepted bool,
                CHECK ((responded_at IS NULL) = (accepted IS NULL)),
                CHECK (responded_at IS NULL AND accepted IS NULL OR revoked_at IS NULL),
                CHECK ((recipient_id IS NULL) <> (recipient_email IS NULL)));
            """);
        _ = await scene.RunAsync(scene.Plan().Add("usr", 10).Add("invitation", 500));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM invitation WHERE revoked_at IS NOT NULL")).ShouldBeInRange(1, 499);
    }

    [Fact]
    public async Task Texts_that_checks_read_as_numbers_or_dates_are_such()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE t (
                id int PRIMARY KEY, low varchar(50), high varchar(50), day text NOT NULL CHECK (day::date > '2005-01-01'), code text UNIQUE CHECK (code::int > 100),
                CHECK (low::float8 <= high::float8));
            """);
        _ = await scene.FillAsync("t", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE low::float8 < high::float8")).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Unique_column_whose_name_suggests_few_values_takes_what_its_type_holds()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE place (c_index varchar(255) PRIMARY KEY, country char(2) NOT NULL UNIQUE);
            CREATE TABLE few (c_index varchar(255) PRIMARY KEY);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("place", 600).Add("few", 15));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM place")).ShouldBe(600);
        (await scene.ScalarAsync<int>("SELECT max(c_index::int) FROM few")).ShouldBeLessThanOrEqualTo(20);
    }

    [Fact]
    public async Task Unique_text_of_a_pattern_that_looks_around_is_found()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE EXTENSION citext;
            CREATE TABLE org (id int PRIMARY KEY, name citext NOT NULL UNIQUE CHECK (name ~ '^[a-zA-Z0-9](?:[a-zA-Z0-9]|[-.](?=[a-zA-Z0-9]))*-?$'));
            """);
        _ = await scene.FillAsync("org", 200);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM org")).ShouldBe(200);
    }

    [Fact]
    public async Task Unique_key_that_a_check_refuses_at_every_place_ends_with_an_error()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE t (id int PRIMARY KEY, name text NOT NULL UNIQUE CHECK (length(name) + 1 < length(name)));");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("t", 5))).Id.ShouldBe("FqCheckUnsatisfied");
    }

    [Fact]
    public async Task Rows_lie_in_the_partitions_that_exist()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE measure (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, v int) PARTITION BY RANGE (at);
            CREATE TABLE measure_old PARTITION OF measure FOR VALUES FROM ('2001-01-01Z') TO ('2001-02-01Z');
            CREATE TABLE measure_new PARTITION OF measure FOR VALUES FROM ('2031-01-01Z') TO ('2031-02-01Z');
            CREATE TABLE event (kind text NOT NULL, region char(2) NOT NULL) PARTITION BY LIST (kind);
            CREATE TABLE event_a PARTITION OF event FOR VALUES IN ('alpha', 'beta') PARTITION BY LIST (region);
            CREATE TABLE event_a_fr PARTITION OF event_a FOR VALUES IN ('FR');
            CREATE TABLE event_c PARTITION OF event FOR VALUES IN ('gamma');
            CREATE TABLE spread (id int PRIMARY KEY) PARTITION BY HASH (id);
            CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            """);
        _ = await scene.FillAsync("*", 40);
        foreach (var table in (string[])["measure", "event", "spread"])
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(40, table);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM measure_old")).ShouldBeInRange(1, 39);
    }

    [Fact]
    public async Task Parents_have_the_keys_that_limited_children_need()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE kind (kind text PRIMARY KEY);
            CREATE TABLE tag (kind text NOT NULL REFERENCES kind, label text NOT NULL) PARTITION BY LIST (kind);
            CREATE TABLE tag_photo PARTITION OF tag FOR VALUES IN ('photo');
            CREATE TABLE tag_place PARTITION OF tag FOR VALUES IN ('place');
            CREATE TABLE note (kind text NOT NULL REFERENCES kind CHECK (kind <> 'photo'));
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tag")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM note")).ShouldBe(20);
    }

    [Fact]
    public async Task Key_with_a_default_is_made_here_where_others_refer_to_it()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE state AS ENUM ('creating', 'created');
            CREATE TABLE volume (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state state NOT NULL DEFAULT 'creating', UNIQUE (id, state),
              parent int, parent_state state, FOREIGN KEY (parent, parent_state) REFERENCES volume (id, state));
            """);
        _ = await scene.FillAsync("volume", 30);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM volume WHERE parent IS NOT NULL AND parent_state IS NOT NULL")).ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Partitioned_table_without_partitions_is_diagnosed()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE p (id int) PARTITION BY RANGE (id)");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("p", 1))).Id.ShouldBe("FqPartitionMissing");
    }

    [Fact]
    public async Task Domains_hold_within_arrays_and_row_types()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE DOMAIN hour AS smallint CHECK (VALUE BETWEEN 0 AND 23);
            CREATE TYPE span AS (opens hour, closes hour);
            CREATE TABLE shop (id int PRIMARY KEY, hours hour[] NOT NULL, week span NOT NULL, all_week span[] NOT NULL);
            """);
        _ = await scene.FillAsync("shop", 50);
    }

    [Fact]
    public async Task Array_of_a_domain_over_an_array_is_written_and_read_back()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE DOMAIN hours AS int[]; CREATE TABLE shop (id int PRIMARY KEY, week hours[] NOT NULL)");
        var rows = await (await scene.FillAsync("shop", 3)).Find("shop")!.Rows.ReadAsync(0, 3, TestContext.Current.CancellationToken);
        rows[0].Texts[1].ShouldBe(await scene.ScalarAsync<string>("SELECT week::text FROM shop WHERE id = 1"));
    }

    [Fact]
    public async Task Conditions_between_columns_hold()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE booking (
              id int PRIMARY KEY, starts date NOT NULL, ends date NOT NULL, CHECK (ends >= starts),
              gross numeric(8,2) NOT NULL, tax numeric(8,2) NOT NULL, net numeric(8,2) NOT NULL, CHECK (gross = net + tax), CHECK (tax >= 0),
              customer int, company int, CHECK (num_nonnulls(customer, company) = 1),
              kind text NOT NULL CHECK (kind IN ('card', 'cash')), card_number text, CHECK (kind <> 'card' OR card_number IS NOT NULL),
              opened timestamptz, closed timestamptz, CHECK ((opened IS NULL) = (closed IS NULL)),
              code text NOT NULL CHECK (code ~ '^[A-Z]{3}-[0-9]{4}$'), name varchar(20) NOT NULL CHECK (length(trim(name)) >= 3 AND name = upper(name)));
            """);
        _ = await scene.FillAsync("booking", 200);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT kind) FROM booking")).ShouldBe(2);
    }

    [Fact]
    public async Task Contradiction_is_diagnosed_before_anything_is_written()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE never (id int PRIMARY KEY, CHECK (false)); CREATE TABLE narrow (n int NOT NULL CHECK (n > 5), CHECK (n < 3))");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("never", 1))).Id.ShouldBe("FqCheckContradiction");
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("narrow", 1))).Id.ShouldBe("FqCheckContradiction");
    }

    [Fact]
    public async Task Column_that_has_to_equal_a_function_of_itself_does()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE t (latitude numeric NOT NULL CHECK (round(latitude, 1) = latitude), at timestamp NOT NULL CHECK (at = date_trunc('day', at)))");
        _ = await scene.FillAsync("t", 50);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT latitude) FROM t")).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Unique_key_has_the_room_of_all_partitions_together()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE t (day date PRIMARY KEY) PARTITION BY RANGE (day);
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2021-01-01') TO ('2021-01-11');
            CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM ('2021-02-01') TO ('2021-02-11');
            """);
        _ = await scene.FillAsync("t", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t_1")).ShouldBe(10);
    }

    [Fact]
    public async Task Rows_with_a_key_of_a_domain_without_operators_are_read_back()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            CREATE DOMAIN good AS mood CHECK (VALUE <> 'sad');
            CREATE TABLE t (mood good NOT NULL UNIQUE);
            """);
        var rows = await (await scene.FillAsync("t", 2)).Find("t")!.Rows.ReadAsync(0, 2, TestContext.Current.CancellationToken);
        rows.Select(r => r.Texts[0]).Order().ShouldBe(["happy", "ok"]);
    }
}

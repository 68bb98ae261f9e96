using FraiseqlData.Core.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class PartialKeysTests
{
    [Fact]
    public async Task Key_over_a_condition_holds_one_row()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE census (logged_at timestamptz NOT NULL, note text);
            CREATE UNIQUE INDEX one_row ON census ((logged_at IS NOT NULL));
            CREATE TABLE item (id int PRIMARY KEY);
            """);
        _ = await scene.FillAsync("*", 5);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM census")).ShouldBe(1);
        _ = await scene.FillAsync("*", 5);
        (await scene.ScalarAsync<long>("SELECT count(*) + (SELECT count(*) FROM census) FROM item")).ShouldBe(11);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Rows_outside_of_a_partial_index_are_free(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE usr (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE staff (id int PRIMARY KEY, admin bool NOT NULL, name text);
            CREATE UNIQUE INDEX ON staff (admin) WHERE admin;
            CREATE TABLE seat (id int PRIMARY KEY, user_id int NOT NULL REFERENCES usr, deleted_at timestamptz);
            CREATE UNIQUE INDEX ON seat (user_id) WHERE deleted_at IS NULL;
            CREATE TABLE term (id int PRIMARY KEY, user_id int NOT NULL REFERENCES usr, status text NOT NULL CHECK (status IN ('active', 'over', 'void')), note text);
            CREATE UNIQUE INDEX ON term (user_id) WHERE status = 'active' AND note IS NOT NULL;
            CREATE TABLE config (id int PRIMARY KEY, is_default bool NOT NULL DEFAULT false);
            CREATE UNIQUE INDEX ON config ((true)) WHERE is_default;
            CREATE TABLE tag (id int PRIMARY KEY, letter char(1) CHECK (letter IN ('a', 'b', 'c', 'd', 'e')));
            CREATE UNIQUE INDEX ON tag (letter) WHERE letter IS NOT NULL;
            CREATE TABLE plug (id int PRIMARY KEY, slot bool UNIQUE);
            """);
        _ = await scene.RunAsync(scene.Plan().Add("usr", 8).Add("staff", count).Add("seat", count).Add("term", count).Add("config", count).Add("tag", count).Add("plug", count));
        _ = await scene.RunAsync(scene.Plan().Add("staff", count).Add("seat", count).Add("term", count).Add("config", count).Add("tag", count).Add("plug", count));
        foreach (var table in (string[])["staff", "seat", "term", "config", "tag", "plug"])
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(2 * count, table);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM seat WHERE deleted_at IS NULL")).ShouldBe(8);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Exclusive_arc_of_unique_keys_has_one_parent_a_row(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE car (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE boat (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE plate (id int PRIMARY KEY, car_id int REFERENCES car, boat_id int REFERENCES boat, CHECK ((car_id IS NOT NULL) <> (boat_id IS NOT NULL)));
            CREATE UNIQUE INDEX ON plate (car_id) WHERE car_id IS NOT NULL;
            CREATE UNIQUE INDEX ON plate (boat_id) WHERE boat_id IS NOT NULL;
            CREATE TABLE permit (id int PRIMARY KEY, car_id int UNIQUE REFERENCES car, boat_id int UNIQUE REFERENCES boat, CHECK (num_nonnulls(car_id, boat_id) = 1));
            CREATE TABLE visit (id int PRIMARY KEY, car_id int REFERENCES car, boat_id int REFERENCES boat, CHECK (num_nonnulls(car_id, boat_id) = 1));
            """);
        _ = await scene.FillAsync("*", count);
        foreach (var table in (string[])["plate", "permit", "visit"])
        {
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table}")).ShouldBe(count, table);
            (await scene.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE car_id IS NULL")).ShouldBeInRange(count / 5, count * 4 / 5, table);
        }
    }

    [Fact]
    public async Task Shapes_that_leave_a_partial_index_may_do_so_with_nulls_that_are_equal()
    {
        await PostgresServer.NeedAsync(15, "NULLS NOT DISTINCT");
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE car (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE badge (id int PRIMARY KEY, car_id int REFERENCES car, model text, maker text, CHECK ((car_id IS NOT NULL AND model IS NULL AND maker IS NULL) OR (car_id IS NULL AND model IS NOT NULL AND maker IS NOT NULL)));
            CREATE UNIQUE INDEX ON badge (car_id) NULLS NOT DISTINCT WHERE car_id IS NOT NULL;
            CREATE UNIQUE INDEX ON badge (model, maker) NULLS NOT DISTINCT WHERE model IS NOT NULL AND maker IS NOT NULL;
            """);
        _ = await scene.FillAsync("*", 20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM badge")).ShouldBe(20);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM badge WHERE car_id IS NULL")).ShouldBeInRange(1, 19);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    public async Task What_leaves_a_partial_index_suits_the_checks(long count)
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE usr (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE family (
                id int PRIMARY KEY, admin_id int NOT NULL REFERENCES usr, member_id int NOT NULL REFERENCES usr,
                status text NOT NULL CHECK (status IN ('SELF', 'CLOSED', 'INVITED', 'ACCEPTED', 'LEFT')),
                CHECK ((admin_id <> member_id AND status NOT IN ('SELF', 'CLOSED')) OR (admin_id = member_id AND status IN ('SELF', 'CLOSED'))));
            CREATE UNIQUE INDEX ON family (admin_id, member_id);
            CREATE UNIQUE INDEX ON family (member_id, status) WHERE status IN ('ACCEPTED', 'SELF');
            """);
        _ = await scene.FillAsync("*", count);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM family")).ShouldBe(count);
    }

    [Fact]
    public async Task Partitions_with_keys_and_checks_of_their_own_are_filled_each_by_its_own()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE photo (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE TABLE place (id int GENERATED ALWAYS AS IDENTITY (START 1000) PRIMARY KEY);
            CREATE TABLE tag (kind text NOT NULL, thing_id int NOT NULL, tag text NOT NULL, PRIMARY KEY (kind, thing_id, tag)) PARTITION BY LIST (kind);
            CREATE TABLE tag_photo PARTITION OF tag (FOREIGN KEY (thing_id) REFERENCES photo, CHECK (tag LIKE 'ph-%')) FOR VALUES IN ('photo');
            CREATE TABLE tag_place PARTITION OF tag (FOREIGN KEY (thing_id) REFERENCES place) FOR VALUES IN ('place');
            """);
        (await scene.FillAsync("tag", 21)).Warnings.ShouldHaveSingleItem().ShouldContain("tag_photo, tag_place");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tag")).ShouldBe(21);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM tag_photo")).ShouldBe(11);
    }
}

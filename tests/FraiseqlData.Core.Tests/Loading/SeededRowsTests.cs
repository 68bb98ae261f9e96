using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class SeededRowsTests
{
    static readonly RunOptions FewRows = new() { SnapshotRows = 10 };

    static Task<SeedResult> RunAsync(LoadScene scene, RunOptions options, params Wanted[] wanted) =>
        scene.RunAsync(scene.Database.Connection, options, LoadScene.Cancel, wanted);

    static async Task<IEnumerable<string?>> ColumnAsync(SeedResult result, int column, long first, int count) =>
        (await result.Tables[0].Rows.ReadAsync(first, count, LoadScene.Cancel)).Select(r => r.Texts[column]);

    [Fact]
    public async Task Rows_show_what_the_server_made_of_them()
    {
        await using var scene = await LoadScene.CreateAsync("""
            CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text, twice text GENERATED ALWAYS AS (a || a) STORED, c text, d bool DEFAULT true, e char(4));
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.c = NEW.id || '':'' || NEW.a; RETURN NEW; END';
            CREATE TRIGGER fill BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fill();
            """);
        var result = await scene.RunAsync(new Wanted("t", 3, ("a", i => i == 0 ? null : $"v{i}"), ("e", _ => "x")));
        var rows = await result.Tables[0].Rows.ReadAsync(0, 10, LoadScene.Cancel);

        rows[0].Texts.ShouldBe(["1", null, null, null, "t", "x   "]);
        rows[1].Texts.ShouldBe(["2", "v1", "v1v1", "2:v1", "t", "x   "]);
        rows[1].Values[0].ShouldBe(2);
        rows[1].Values[4].ShouldBe(true);
        rows[0].Columns.ShouldBe(["id", "a", "twice", "c", "d", "e"]);
    }

    [Fact]
    public async Task Rows_come_in_row_order_whatever_their_keys()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (a uuid, b text COLLATE \"C\", n int, PRIMARY KEY (b, a))");
        var result = await RunAsync(scene, FewRows, new Wanted("t", 25, ("a", i => new Guid((int)(1000 - i), 0, 0, new byte[8])), ("b", i => $"{i % 3}'\"\\,{{}}"), ("n", i => (int)i)));

        (await ColumnAsync(result, 2, 0, 10)).ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"));
        (await ColumnAsync(result, 2, 8, 100)).ShouldBe(Enumerable.Range(8, 17).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Pages_beyond_the_snapshot_are_read_from_the_database()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10) PRIMARY KEY, n int); INSERT INTO t (n) VALUES (-1)");
        var result = await RunAsync(scene, FewRows, new Wanted("t", 100, ("n", i => (int)i)));
        await scene.Database.ExecuteAsync("UPDATE t SET n = 1000 + n; DELETE FROM t WHERE n = 1099");

        (await ColumnAsync(result, 1, 9, 3)).ShouldBe(["9", "1010", "1011"]);
        (await ColumnAsync(result, 1, 98, 50)).ShouldBe(["1098"]);
        (await ColumnAsync(result, 1, 100, 50)).ShouldBeEmpty();
        _ = await Should.ThrowAsync<ArgumentOutOfRangeException>(() => result.Tables[0].Rows.ReadAsync(-1, 1, LoadScene.Cancel));
    }

    [Fact]
    public async Task Rows_without_a_key_are_found_by_the_transaction_that_wrote_them()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int); INSERT INTO t VALUES (-1)");
        var result = await RunAsync(scene, FewRows, new Wanted("t", 3000, ("n", i => (int)i)));
        await scene.Database.ExecuteAsync("INSERT INTO t VALUES (-2)");

        (await ColumnAsync(result, 0, 0, 3)).ShouldBe(["0", "1", "2"]);
        (await ColumnAsync(result, 0, 2998, 10)).ShouldBe(["2998", "2999"]);
    }

    [Fact]
    public async Task Rows_whose_key_a_trigger_changed_are_found_by_their_transaction()
    {
        await using var scene = await LoadScene.CreateAsync("""
            CREATE TABLE t (id int PRIMARY KEY);
            CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id = -NEW.id; RETURN NEW; END';
            CREATE TRIGGER change BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION change();
            """);
        var result = await scene.RunAsync(new Wanted("t", 3, ("id", i => (int)i)));
        (await ColumnAsync(result, 0, 0, 3)).ShouldBe(["0", "-1", "-2"]);
    }

    [Theory]
    [InlineData("CREATE TYPE k AS ENUM ('k0', 'k1', 'k2', 'k3')", "k")]
    [InlineData("CREATE DOMAIN k AS text CHECK (VALUE LIKE 'k%')", "k")]
    [InlineData("", "varchar(4)")]
    [InlineData("", "char(4)")]
    public async Task Rows_are_found_by_keys_of_many_types(string sql, string type)
    {
        await using var scene = await LoadScene.CreateAsync($"{sql}; CREATE TABLE t (id {type} PRIMARY KEY, n int)");
        var result = await RunAsync(scene, new RunOptions { SnapshotRows = 2 }, new Wanted("t", 4, ("id", i => $"k{3 - i}"), ("n", i => (int)i)));
        // Not the order on disk any more.
        await scene.Database.ExecuteAsync("UPDATE t SET n = n + 10 WHERE n = 2");
        (await ColumnAsync(result, 1, 0, 4)).ShouldBe(["0", "1", "12", "3"]);
    }

    [Fact]
    public async Task Rows_of_a_role_without_select_are_made_again()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (n int, at date DEFAULT now())");
        await using var role = await scene.ConnectAsRoleAsync("GRANT INSERT ON t TO {0}");
        var result = await scene.RunAsync(role, new RunOptions(), LoadScene.Cancel, new Wanted("t", 5, ("n", i => i == 3 ? null : (int)i)));
        (await result.Tables[0].Rows.ReadAsync(2, 10, LoadScene.Cancel)).Select(r => r.Values).ShouldBe([[2, null], [null, null], [4, null]]);

        var scripted = await scene.RunAsync(role, new RunOptions(), LoadScene.Cancel, new Wanted("t", 5, ("n", i => (int)i)) { IsScript = true });
        (await Should.ThrowAsync<FraiseqlDataException>(() => scripted.Tables[0].Rows.ReadAsync(0, 1, LoadScene.Cancel))).Id.ShouldBe("FqRowsNotReadable");
    }

    [Fact]
    public async Task Each_table_costs_one_round_trip_and_reading_all_of_them_back_one_more()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"t{i}").ToList();
        await using var scene = await LoadScene.CreateAsync(string.Concat(names.Select(n => $"CREATE TABLE \"{n}\" (\"id:@x\" text PRIMARY KEY);")));
        await using var role = await scene.ConnectAsRoleAsync("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {0}");
        await using var relay = new CountingRelay(role.Host, role.Port);
        await using var target = FqConnection.Create("127.0.0.1", relay.Port, role.Database, role.User, "secret", sslMode: "disable");
        var trips = new List<int>();
        foreach (var (run, tables) in new[] { 1, 1, 40 }.Index())
        {
            var before = relay.RoundTrips;
            var result = await scene.RunAsync(
                target, new RunOptions(), LoadScene.Cancel, [.. names.Take(tables).Select(n => new Wanted(n, 3, ("id:@x", i => $"{run}:{n}:{i}")))]);
            foreach (var table in result.Tables)
                (await table.Rows.ReadAsync(0, 5, LoadScene.Cancel)).Select(r => r.Values[0]).ShouldBe(Enumerable.Range(0, 3).Select(i => $"{run}:{table.Name.Name}:{i}"));
            trips.Add(relay.RoundTrips - before);
        }
        // Settings, schema, lock, one table, constraints, rows, commit; the pool's reset and BEGIN are counted too, but go along with the next message.
        trips[1].ShouldBe(7 + 2);
        trips[2].ShouldBe(trips[1] + 39);
    }

    [Fact]
    public async Task Page_of_a_dropped_table_is_a_clear_error()
    {
        await using var scene = await LoadScene.CreateAsync("CREATE TABLE t (id int PRIMARY KEY)");
        var result = await RunAsync(scene, FewRows, new Wanted("t", 20, ("id", i => (int)i)));
        await scene.Database.ExecuteAsync("DROP TABLE t");
        (await Should.ThrowAsync<FraiseqlDataException>(() => result.Tables[0].Rows.ReadAsync(15, 1, LoadScene.Cancel))).Id.ShouldBe("FqSchemaChanged");
        (await ColumnAsync(result, 0, 9, 1)).ShouldBe(["9"]);
    }
}

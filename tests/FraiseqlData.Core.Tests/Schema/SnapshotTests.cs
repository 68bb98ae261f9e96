using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class SnapshotTests(SnapshotTests.Fixture db) : IClassFixture<SnapshotTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE TABLE tb_stays (a int PRIMARY KEY);
        """);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_is_one_round_trip(bool inTransaction)
    {
        await using var role = await TestRole.CreateAsync(db.Database);
        await using var relay = new CountingRelay(db.Database.Connection.Host, db.Database.Connection.Port);
        await using var session = await OpenAsync(relay, db.Database, role);
        if (inTransaction)
            await session.RunAsync("BEGIN");
        var before = relay.RoundTrips;
        await session.RunAsync("SELECT 1");
        var one = relay.RoundTrips - before;
        (await SchemaReader.ReadAsync(session, inTransaction, Cancellation)).Tables.Count.ShouldBe(1);
        one.ShouldBe(1);
        (relay.RoundTrips - before).ShouldBe(2);
    }

    static async Task<NpgsqlConnection> OpenAsync(CountingRelay relay, TestDatabase database, TestRole role)
    {
        await database.ExecuteAsync($"ALTER ROLE {role.Name} LOGIN PASSWORD 'relayed'");
        var session = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={relay.Port};Database={database.Connection.Database};Username={role.Name};Password=relayed;SSL Mode=Disable;GSS Encryption Mode=Disable;Pooling=false");
        await session.OpenAsync(Cancellation);
        return session;
    }

    // A function that is gone from under a default is what a drop in the middle of the read looks like; here it stays that way.
    [Fact]
    public async Task Read_that_meets_a_dropped_object_is_tried_three_times()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("""
            CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE TABLE tb_broken (a int DEFAULT gone());
            DELETE FROM pg_proc WHERE proname = 'gone';
            """);
        await using var role = await TestRole.CreateAsync(database);
        await database.ExecuteAsync($"ALTER ROLE {role.Name} LOGIN PASSWORD 'relayed'");
        await using var relay = new CountingRelay(database.Connection.Host, database.Connection.Port);
        await using var connection = FqConnection.Create(
            "127.0.0.1", relay.Port, database.Connection.Database, role.Name, "relayed", sslMode: "disable");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => SchemaReader.ReadAsync(connection, Cancellation));
        error.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InternalError);
        relay.Sessions.ShouldBe(3);
    }

    [Theory]
    [InlineData("13.14", true)]
    [InlineData("14.0", false)]
    [InlineData("18.4", false)]
    [InlineData("19.0", false)]
    public void Server_older_than_14_is_refused(string version, bool refused)
    {
        if (!refused)
        {
            SchemaReader.CheckVersion(Version.Parse(version), "here:5432");
            return;
        }

        var error = Should.Throw<FraiseqlDataException>(() => SchemaReader.CheckVersion(Version.Parse(version), "here:5432"));
        error.Id.ShouldBe("FqServerVersionUnsupported");
        error.Message.ShouldContain("here:5432 runs PostgreSQL 13.14");
        error.RecommendedAction.ShouldNotBeNull().ShouldContain("14");
    }

    const string SettingNames = "'search_path', 'jit', 'quote_all_identifiers', 'DateStyle', 'IntervalStyle', 'TimeZone', 'bytea_output', 'extra_float_digits', 'transaction_isolation', 'transaction_read_only'";
    const string Settings = $"SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN ({SettingNames})";
    const string Unusual = "SET search_path = crm, public; SET DateStyle = 'German'; SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'escape'";

    [Fact]
    public async Task Session_is_left_as_it_was()
    {
        await using var session = await db.Database.OpenAsync();
        await session.RunAsync(Unusual);
        var before = await session.ScalarAsync<string>(Settings);
        var schema = await SchemaReader.ReadAsync(session, inTransaction: false, Cancellation);
        (await session.ScalarAsync<string>(Settings)).ShouldBe(before);
        schema.SearchPath.ShouldBe(["crm", "public"]);
        // A transaction left open would make this one fail.
        await using var transaction = await session.BeginTransactionAsync(Cancellation);
    }

    [Fact]
    public async Task Callers_transaction_is_left_as_it_was_and_its_tables_are_seen()
    {
        await using var session = await db.Database.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync(Cancellation);
        await session.RunAsync($"{Unusual}; SET LOCAL search_path = crm; CREATE TABLE crm.tb_uncommitted (a int)");
        var before = await session.ScalarAsync<string>(Settings);
        var schema = await SchemaReader.ReadAsync(session, inTransaction: true, Cancellation);
        schema.Find(new("crm", "tb_uncommitted")).ShouldNotBeNull();
        schema.SearchPath.ShouldBe(["crm"]);
        (await session.ScalarAsync<string>(Settings)).ShouldBe(before);
        // The transaction still writes, and its own savepoints are its own.
        await session.RunAsync("INSERT INTO crm.tb_uncommitted VALUES (1)");
        (await Should.ThrowAsync<PostgresException>(() => session.RunAsync("RELEASE SAVEPOINT fq_schema_read"))).SqlState.ShouldBe("3B001");
    }

    // In a snapshot older than the drop the catalog's rows are there, but the server's functions look past it.
    [Fact]
    public async Task Objects_dropped_after_the_snapshot_do_no_harm()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("""
            CREATE TYPE gone_mood AS ENUM ('a');
            CREATE DOMAIN gone_domain AS int CHECK (VALUE > 0);
            CREATE TABLE tb_gone (
                id serial PRIMARY KEY, ident int GENERATED ALWAYS AS IDENTITY, name text DEFAULT 'x' CHECK (length(name) > 0), during int4range,
                mood gone_mood, amount gone_domain, EXCLUDE USING gist (during WITH &&) WHERE (id > 0));
            CREATE UNIQUE INDEX ON tb_gone (lower(name)) WHERE id > 0;
            CREATE TABLE tb_gone_parted (a int) PARTITION BY LIST ((a + 1));
            CREATE TABLE tb_gone_part PARTITION OF tb_gone_parted FOR VALUES IN (1);
            CREATE FUNCTION gone_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER t BEFORE INSERT ON tb_gone FOR EACH ROW EXECUTE FUNCTION gone_trigger();
            CREATE TABLE tb_kept (fk int REFERENCES tb_gone);
            """);
        await using var session = await database.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancellation);
        (await session.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'tb_gone'")).ShouldBe(1);
        await database.ExecuteAsync("""
            DROP TABLE tb_gone CASCADE; DROP TABLE tb_gone_parted; DROP FUNCTION gone_trigger; DROP TYPE gone_mood; DROP DOMAIN gone_domain
            """);
        var schema = await SchemaReader.ReadAsync(session, inTransaction: true, Cancellation);
        schema.Find(new("public", "tb_kept")).ShouldNotBeNull();
        (await SchemaReader.ReadAsync(database.Connection, Cancellation)).Tables.Select(t => t.Name.Name).ShouldBe(["tb_kept"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_is_usable_after_a_read_that_failed(bool inTransaction)
    {
        await using var session = await db.Database.OpenAsync();
        await using var other = await db.Database.OpenAsync();
        // The partition's lock makes the read wait until its time is up.
        await other.RunAsync("CREATE TABLE tb_locked (a int) PARTITION BY LIST (a); CREATE TABLE tb_locked_1 PARTITION OF tb_locked FOR VALUES IN (1)");
        await other.RunAsync("BEGIN; LOCK TABLE tb_locked_1");
        await session.RunAsync("SET lock_timeout = '50ms'");
        if (inTransaction)
            await session.RunAsync("BEGIN; CREATE TABLE tb_mine (a int)");
        var failure = await Should.ThrowAsync<PostgresException>(() => SchemaReader.ReadAsync(session, inTransaction, Cancellation));
        failure.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        await other.RunAsync("COMMIT; DROP TABLE tb_locked");
        var schema = await SchemaReader.ReadAsync(session, inTransaction, Cancellation);
        (schema.Find(new("public", "tb_mine")) is not null).ShouldBe(inTransaction);
        if (inTransaction)
            await session.RunAsync("ROLLBACK");
    }

    [Fact]
    public async Task Failure_through_a_connection_says_what_to_do()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => SchemaReader.ReadAsync(db.Database.Connection, cancelled.Token));
        await using var missing = db.Database.Connection.WithDatabase("missing");
        var failure = await Should.ThrowAsync<FraiseqlDataException>(() => SchemaReader.ReadAsync(missing, Cancellation));
        failure.RecommendedAction.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("14.0", null)]
    [InlineData("18.4", null)]
    [InlineData("19.0", "The server runs PostgreSQL 19")]
    public void Server_that_is_newer_than_known_is_told(string version, string? expected)
    {
        var warning = SchemaReader.NewerVersion(Version.Parse(version));
        (warning is null).ShouldBe(expected is null);
        warning?.ShouldStartWith(expected!);
    }
}

using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class ServerErrorsTests
{
    const string Tables = """
        CREATE SCHEMA shop;
        CREATE TABLE shop.parent (id int PRIMARY KEY);
        CREATE TABLE shop.child (
            id int CONSTRAINT child_id_key UNIQUE, name text NOT NULL, parent int CONSTRAINT child_parent_fkey REFERENCES shop.parent,
            age int CONSTRAINT child_age_check CHECK (age > 0), span int4range, code varchar(3),
            CONSTRAINT child_span_excl EXCLUDE USING gist (span WITH &&));
        INSERT INTO shop.child (id, name, span) VALUES (1, 'a', '[1,5)');
        CREATE FUNCTION shop.refuse(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'not %', $1; END $$;
        CREATE FUNCTION shop.watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.n = 1 THEN PERFORM shop.refuse(1); END IF;
            INSERT INTO shop.child (id) VALUES (7); RETURN NEW; END $$;
        CREATE TABLE shop.watched (n int);
        CREATE TRIGGER watch BEFORE INSERT ON shop.watched FOR EACH ROW EXECUTE FUNCTION shop.watch();
        """;

    [Theory]
    [InlineData("INSERT INTO shop.child (id, name) VALUES (2, NULL)", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child.name", "column name")]
    [InlineData("INSERT INTO shop.child (id, name) VALUES (1, 'b')", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child", "(id)=(1)")]
    [InlineData("INSERT INTO shop.child (name, parent) VALUES ('b', 9)", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child", "constraint child_parent_fkey")]
    [InlineData("INSERT INTO shop.child (name, age) VALUES ('b', 0)", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child", "constraint child_age_check")]
    [InlineData("INSERT INTO shop.child (name, span) VALUES ('b', '[2,3)')", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child", "constraint child_span_excl")]
    [InlineData("INSERT INTO shop.child (name, code) VALUES ('b', 'long')", "FqValueRefused", ErrorKind.InvalidData, "plan.table", "22001")]
    [InlineData("SELECT 1 FROM shop.gone", "FqSchemaChanged", ErrorKind.InvalidOperation, "plan.table", "shop.gone")]
    [InlineData("SELECT gone FROM shop.child", "FqSchemaChanged", ErrorKind.InvalidOperation, "plan.table", "gone")]
    [InlineData("SET statement_timeout = 20; SELECT pg_sleep(30)", "FqCancelledByServer", ErrorKind.InvalidOperation, "plan.table", "statement timeout")]
    [InlineData("BEGIN READ ONLY; CREATE TABLE x ()", "FqDatabaseReadOnly", ErrorKind.Permission, "plan.table", "read-only")]
    [InlineData("DO $$BEGIN RAISE 'full' USING ERRCODE = '53100'; END$$", "FqDiskFull", ErrorKind.Resource, "plan.table", "disk is full")]
    [InlineData("DO $$BEGIN RAISE 'memory' USING ERRCODE = '53200'; END$$", "FqServerOutOfResources", ErrorKind.Resource, "plan.table", "memory")]
    [InlineData("DO $$BEGIN RAISE 'dead' USING ERRCODE = '40P01'; END$$", "FqConcurrentChange", ErrorKind.InvalidOperation, "plan.table", "dead")]
    [InlineData("DO $$BEGIN RAISE 'mine' USING HINT = 'do this'; END$$", "FqServerError", ErrorKind.InvalidOperation, "plan.table", "P0001")]
    [InlineData("SELECT shop.refuse(1)", "FqFunctionRefused", ErrorKind.InvalidData, "plan.table", "shop.refuse(integer)")]
    [InlineData("INSERT INTO shop.watched VALUES (1)", "FqFunctionRefused", ErrorKind.InvalidData, "plan.table", "shop.refuse(integer)")]
    [InlineData("INSERT INTO shop.watched VALUES (2)", "FqConstraintViolated", ErrorKind.InvalidData, "shop.child.name", "raised in function shop.watch()")]
    [InlineData("SELEC 1", "FqServerError", ErrorKind.InvalidOperation, "plan.table", "42601")]
    [InlineData("SELECT pg_terminate_backend(pg_backend_pid())", "FqConnectionLost", ErrorKind.Connection, null, "plan.table")]
    public async Task Error_of_the_server_names_what_to_do(string sql, string id, ErrorKind kind, string? target, string said)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Tables);

        var error = await TranslatedAsync(database, sql);

        (error.Id, error.Kind).ShouldBe((id, kind));
        error.ErrorTarget.ShouldBe(target ?? database.Connection.Name);
        error.Message.ShouldContain(said, Case.Sensitive);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        error.InnerException.ShouldBeAssignableTo<NpgsqlException>();
    }

    [Fact]
    public async Task Hint_of_the_server_becomes_the_action()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();

        (await TranslatedAsync(database, "DO $$BEGIN RAISE 'mine' USING HINT = 'do this'; END$$")).RecommendedAction.ShouldBe("do this");
    }

    [Fact]
    public async Task Missing_privilege_is_a_permission_error()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Tables);
        var role = database.Connection.Database + "_reader";

        var error = await TranslatedAsync(database, $"CREATE ROLE {role}; SET ROLE {role}; SELECT 1 FROM shop.child");

        (error.Id, error.Kind).ShouldBe(("FqPermissionDenied", ErrorKind.Permission));
    }

    [Fact]
    public async Task Lock_that_is_held_too_long_is_told()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Tables);
        await using var other = await database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("LOCK TABLE shop.child", other);
        _ = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await TranslatedAsync(database, "SET lock_timeout = 20; SELECT 1 FROM shop.child")).Id.ShouldBe("FqLockTimeout");
    }

    [Fact]
    public async Task Session_killed_by_another_in_the_middle_of_a_load_is_lost()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync(Tables);
        await using var session = await database.OpenAsync();

        var thrown = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var copy = await session.BeginTextImportAsync("COPY shop.parent FROM STDIN", TestContext.Current.CancellationToken);
            await copy.WriteAsync("1\n");
            _ = await database.ScalarAsync<bool>($"SELECT pg_terminate_backend({session.ProcessID}, 5000)");
            for (var i = 2; i < 100_000; i++)
                await copy.WriteAsync($"{i}\n");
        });

        ServerErrors.Translate(thrown, "shop.parent", database.Connection).ShouldNotBeNull().Id.ShouldBe("FqConnectionLost");
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_not_an_error_of_the_server()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var session = await database.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_sleep(60)", session);
        using var stop = new CancellationTokenSource(50);

        var thrown = await Should.ThrowAsync<Exception>(() => command.ExecuteNonQueryAsync(stop.Token));

        thrown.ShouldBeAssignableTo<OperationCanceledException>();
        ServerErrors.Translate(thrown).ShouldBeNull();
    }

    [Fact]
    public void Errors_that_are_known_already_and_defects_pass()
    {
        ServerErrors.Translate(new FraiseqlDataException("FqX", ErrorKind.NotFound, "x")).ShouldBeNull();
        ServerErrors.Translate(new InvalidOperationException("x")).ShouldBeNull();
        ServerErrors.Translate(new IOException("a file's")).ShouldBeNull();
    }

    static async Task<FraiseqlDataException> TranslatedAsync(TestDatabase database, string sql)
    {
        await using var session = await database.OpenAsync();
        var thrown = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var command = new NpgsqlCommand(sql, session);
            _ = await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        });
        return ServerErrors.Translate(thrown, "plan.table", database.Connection).ShouldNotBeNull();
    }
}

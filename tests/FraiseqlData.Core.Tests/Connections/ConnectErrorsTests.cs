using FraiseqlData.Connections;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class ConnectErrorsTests
{
    [Theory]
    [InlineData("host=127.0.0.1 port=1", "FqConnectionRefused", ErrorKind.Connection)]
    [InlineData("host=127.0.0.1,127.0.0.1 port=1,2", "FqConnectionRefused", ErrorKind.Connection)]
    [InlineData("host=127.0.0.1 port=1 target_session_attrs=primary", "FqConnectionRefused", ErrorKind.Connection)]
    [InlineData("host=/nowhere", "FqConnectionRefused", ErrorKind.Connection)]
    [InlineData("host=no.such.host.invalid", "FqHostNotFound", ErrorKind.Connection)]
    [InlineData("host=127.0.0.1 port=1 sslmode=verify-full sslcert=/nowhere.crt", "FqConnectionRefused", ErrorKind.Connection)]
    public async Task Server_that_is_not_there_is_told_with_its_name(string text, string id, ErrorKind kind)
    {
        await using var connection = new FakeEnvironment().Resolve(text + " user=bob dbname=shop");

        var error = await Should.ThrowAsync<FraiseqlDataException>(async () => await connection.OpenAsync(TestContext.Current.CancellationToken));

        (error.Id, error.Kind).ShouldBe((id, kind));
        error.Message.ShouldContain(connection.Name);
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Wrong_or_missing_password_is_an_authentication_error()
    {
        var server = await PostgresServer.GetAsync();
        foreach (var password in new[] { " password=wrongQXZJ", "" })
        {
            await using var connection = new FakeEnvironment().Resolve($"host={server.Host} port={server.Port} user=postgres{password}");

            var error = await OpenFailsAsync(connection);

            (error.Id, error.Kind).ShouldBe(("FqAuthenticationFailed", ErrorKind.Authentication));
            error.Message.ShouldContain("'postgres'");
            error.ToString().ShouldNotContain("wrongQXZJ");
        }
    }

    [Fact]
    public async Task Missing_database_is_named()
    {
        await using var connection = (await PostgresServer.GetAsync()).Connection.WithDatabase("no such \"db\"");

        var error = await OpenFailsAsync(connection);

        (error.Id, error.Kind, error.ErrorTarget).ShouldBe(("FqDatabaseNotFound", ErrorKind.NotFound, "no such \"db\""));
        error.Message.ShouldContain("'no such \"db\"'");
    }

    [Fact]
    public async Task Database_that_lets_nobody_in_is_a_permission_or_a_limit()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var server = await PostgresServer.GetAsync();
        await database.ExecuteAsync($"""
            CREATE ROLE "{database.Connection.Database}_role" LOGIN PASSWORD 'pw';
            REVOKE CONNECT ON DATABASE {database.Connection.Database} FROM PUBLIC
            """);
        await using var role = new FakeEnvironment().Resolve(
            $"host={server.Host} port={server.Port} user={database.Connection.Database}_role password=pw dbname={database.Connection.Database}");

        (await OpenFailsAsync(role)).Id.ShouldBe("FqPermissionDenied");
        await database.ExecuteAsync($"""
            GRANT CONNECT ON DATABASE {database.Connection.Database} TO PUBLIC;
            ALTER ROLE "{database.Connection.Database}_role" CONNECTION LIMIT 0
            """);
        (await OpenFailsAsync(role)).Id.ShouldBe("FqTooManyConnections");
    }

    [Fact]
    public async Task Option_that_the_server_does_not_know_is_refused()
    {
        var server = await PostgresServer.GetAsync();
        var password = new NpgsqlConnectionStringBuilder(PrivateText(server.Connection)).Password;
        await using var connection = new FakeEnvironment().Resolve(
            $"host={server.Host} port={server.Port} user=postgres password={password} require_auth=scram-sha-256 options='-c bogus=1'");

        var error = await OpenFailsAsync(connection);

        error.Id.ShouldBe("FqSessionRefused");
        error.Message.ShouldContain("\"bogus\"");
    }

    [Fact]
    public async Task Connection_that_was_closed_says_so()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var connection = database.Connection.WithDatabase(database.Connection.Database);
        await connection.DisposeAsync();
        await connection.DisposeAsync();

        (await OpenFailsAsync(connection)).Id.ShouldBe("FqConnectionClosed");
        connection.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Session_bears_the_products_name_and_speaks_utf8()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();

        (await database.ScalarAsync<string>("SELECT current_setting('application_name')")).ShouldBe("FraiseqlData");
        (await database.ScalarAsync<string>("SELECT current_setting('client_encoding')")).ShouldBe("UTF8");
    }

    [Fact]
    public async Task Single_host_is_asked_for_its_state()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var server = await PostgresServer.GetAsync();
        var password = new NpgsqlConnectionStringBuilder(PrivateText(database.Connection)).Password;
        var text = $"host={server.Host} port={server.Port} user=postgres password={password} dbname={database.Connection.Database} target_session_attrs=";
        await using var primary = new FakeEnvironment().Resolve(text + "primary");
        await using var standby = new FakeEnvironment().Resolve(text + "standby");

        await using (await primary.OpenAsync(TestContext.Current.CancellationToken))
            (await OpenFailsAsync(standby)).Id.ShouldBe("FqServerUnreachable");
    }

    static string PrivateText(FqConnection connection) =>
        (string)typeof(FqConnection).GetField("_connectionString", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(connection)!;

    static Task<FraiseqlDataException> OpenFailsAsync(FqConnection connection) =>
        Should.ThrowAsync<FraiseqlDataException>(async () => await connection.OpenAsync(TestContext.Current.CancellationToken));
}

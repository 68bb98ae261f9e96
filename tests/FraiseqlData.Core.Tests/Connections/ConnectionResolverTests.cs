using FraiseqlData.Connections;
using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Connections;

public sealed class ConnectionResolverTests
{
    readonly FakeEnvironment _machine = new();

    [Theory]
    [InlineData("PGUSER", false)]
    [InlineData("PGPASSFILE", false)]
    [InlineData("PGDATABASE", true)]
    [InlineData("PGHOST", true)]
    [InlineData("PGSERVICE", true)]
    [InlineData("DATABASE_URL", true)]
    [InlineData("FRAISEQL_DATABASE_URL", true)]
    public void Environment_names_a_database_by_some_variables(string variable, bool expected)
    {
        _machine.Resolver.IsInEnvironment.ShouldBeFalse();
        _machine.Variables[variable] = "x";
        _machine.Resolver.IsInEnvironment.ShouldBe(expected);
        _machine.Variables[variable] = "";
        _machine.Resolver.IsInEnvironment.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_set_is_the_own_database_on_localhost() =>
        _machine.Resolver.FromEnvironment().Name.ShouldBe("ann@localhost:5432/ann");

    [Theory]
    [InlineData("/var/run/postgresql")]
    [InlineData("/tmp")]
    public void Socket_in_a_default_folder_wins_over_localhost(string folder)
    {
        _machine.Files[folder + "/.s.PGSQL.5433"] = "";
        _machine.Variables["PGPORT"] = "5433";

        _machine.Resolver.FromEnvironment().Name.ShouldBe($"ann@{folder}:5433/ann");
    }

    [Fact]
    public void Urls_go_before_libpqs_variables_and_fraiseqls_own_before_the_common_one()
    {
        _machine.Variables["PGHOST"] = "third";
        _machine.Resolver.FromEnvironment().Host.ShouldBe("third");
        _machine.Variables["DATABASE_URL"] = "postgres://second/b";
        _machine.Resolver.FromEnvironment().Host.ShouldBe("second");
        _machine.Variables["FRAISEQL_DATABASE_URL"] = "postgres://first/a";
        _machine.Resolver.FromEnvironment().Host.ShouldBe("first");

        _machine.Resolver.FromEnvironment().Source.ShouldBe("FRAISEQL_DATABASE_URL");
    }

    [Fact]
    public void Url_that_cannot_be_read_is_told_by_its_variable_not_its_text()
    {
        _machine.Variables["DATABASE_URL"] = "postgres://bob:verysecret@db:port/shop";

        var error = Should.Throw<FraiseqlDataException>(() => _machine.Resolver.FromEnvironment());

        error.Message.ShouldStartWith("DATABASE_URL: ");
        error.ToString().ShouldNotContain("verysecret");
    }

    [Fact]
    public void Variables_of_libpq_fill_what_is_left_open()
    {
        _machine.Variables["PGHOST"] = "db";
        _machine.Variables["PGPORT"] = "6000";
        _machine.Variables["PGDATABASE"] = "shop";
        _machine.Variables["PGUSER"] = "bob";
        _machine.Variables["PGSSLMODE"] = "verify-ca";

        _machine.Resolver.FromEnvironment().Name.ShouldBe("bob@db:6000/shop");
        _machine.Resolver.FromEnvironment().SslMode.ShouldBe("verify-ca");
        _machine.Resolve("postgres://other").Name.ShouldBe("bob@other:6000/shop");
        _machine.Resolve("user=eve").Name.ShouldBe("eve@db:6000/shop");
        _machine.Resolve("Database=x;SSL Mode=Disable").SslMode.ShouldBe("disable");
    }

    [Fact]
    public void Address_of_the_environment_does_not_belong_to_another_host()
    {
        _machine.Variables["PGHOSTADDR"] = "10.0.0.7";

        _machine.Resolver.FromEnvironment().Host.ShouldBe("10.0.0.7");
        _machine.Resolve("host=db").Host.ShouldBe("db");
    }

    [Fact]
    public void Service_stands_between_what_is_given_and_the_environment()
    {
        _machine.Files["/home/ann/.pg_service.conf"] = "# mine\n[other]\nhost=no\n\n[shop]\r\nhost=db\nport=6000\nport=7000\ndbname=shop\n[third]\nuser=no\n";
        _machine.Variables["PGHOST"] = "no";
        _machine.Variables["PGUSER"] = "bob";

        _machine.Resolve("service=shop port=6001").Name.ShouldBe("bob@db:6001/shop");
        _machine.Resolve("postgres://?service=shop").Name.ShouldBe("bob@db:6000/shop");
        _machine.Variables["PGSERVICE"] = "shop";
        _machine.Resolver.FromEnvironment().Name.ShouldBe("bob@db:6000/shop");
    }

    [Theory]
    [InlineData("PGSERVICEFILE", "/x/services", "/x/services")]
    [InlineData("PGSYSCONFDIR", "/x", "/x/pg_service.conf")]
    [InlineData("NONE", "", "/etc/postgresql-common/pg_service.conf")]
    public void Service_file_is_looked_for_where_libpq_does(string variable, string value, string file)
    {
        _machine.Variables[variable] = value;
        _machine.Files[file] = "[shop]\nhost=db";

        _machine.Resolve("service=shop").Host.ShouldBe("db");
    }

    [Fact]
    public void Service_of_the_users_file_wins_and_the_systems_file_has_the_rest()
    {
        _machine.Files["/home/ann/.pg_service.conf"] = "[shop]\nhost=mine";
        _machine.Variables["PGSYSCONFDIR"] = "/sys";
        _machine.Files["/sys/pg_service.conf"] = "[shop]\nhost=system\n[stock]\nhost=stock";

        _machine.Resolve("service=shop").Host.ShouldBe("mine");
        _machine.Resolve("service=stock").Host.ShouldBe("stock");
    }

    [Fact]
    public void Unknown_service_is_an_error_that_says_where_was_looked()
    {
        var error = Should.Throw<FraiseqlDataException>(() => _machine.Resolve("service=nowhere"));

        error.Id.ShouldBe("FqServiceNotFound");
        error.Message.ShouldContain("'nowhere'");
        error.Message.ShouldContain("/home/ann/.pg_service.conf");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("colour=red")]
    [InlineData("service=again")]
    public void Bad_line_of_a_service_is_named_by_its_number_only(string line)
    {
        _machine.Files["/home/ann/.pg_service.conf"] = "[shop]\nhost=db\n" + line;

        var error = Should.Throw<FraiseqlDataException>(() => _machine.Resolve("service=shop"));

        error.Id.ShouldBe("FqServiceFileInvalid");
        error.Message.ShouldContain("line 3 of /home/ann/.pg_service.conf");
        error.Message.ShouldNotContain(line);
    }

    [Fact]
    public async Task Default_socket_takes_the_password_of_localhost()
    {
        _machine.Files["/tmp/.s.PGSQL.5432"] = "";
        _machine.Files["/home/ann/.pgpass"] = "# all\nother:*:*:*:no\nlocalhost:5432:*:ann:the:word\n";

        await using var connection = _machine.Resolver.FromEnvironment();

        PasswordOf(connection).ShouldBe("the:word");
    }

    [Theory]
    [InlineData("db:6000:shop:bob:pw", "pw")]
    [InlineData("*:*:*:*:pw", "pw")]
    [InlineData("db:6000:shop:bob:p\\:w\\\\", "p:w\\")]
    [InlineData("db:6001:shop:bob:pw", null)]
    [InlineData("db:6000:shop:eve:pw", null)]
    [InlineData("#db:6000:shop:bob:pw", null)]
    [InlineData("db:6000:shop:bob", null)]
    [InlineData("no:1:2:3:x\r\ndb:6000:shop:bob:pw\r\n", "pw")]
    public void Password_file_gives_the_first_line_that_matches(string text, string? password) =>
        PassFile.Find(text, "db", 6000, "shop", "bob").ShouldBe(password);

    [Fact]
    public void Single_host_can_be_asked_for_its_state()
    {
        var connection = _machine.Resolve("host=db target_session_attrs=read-write");

        connection.Name.ShouldBe("ann@db:5432/ann");
    }

    // What Npgsql was given is not to be seen from outside, which is the point; its own field is asked.
    static string? PasswordOf(FqConnection connection)
    {
        var field = typeof(FqConnection).GetField("_connectionString", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        return new Npgsql.NpgsqlConnectionStringBuilder((string)field.GetValue(connection)!).Password;
    }
}

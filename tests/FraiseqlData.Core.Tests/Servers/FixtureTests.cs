using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Servers;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Servers;

public sealed class FixtureTests
{
    [Fact]
    public async Task Database_is_fresh_and_holds_what_its_script_made()
    {
        await using var one = await PostgresServer.CreateDatabaseAsync("CREATE TABLE t (a int); INSERT INTO t VALUES (7);");
        await using var two = await PostgresServer.CreateDatabaseAsync();

        (await one.ScalarAsync<int>("SELECT a FROM t")).ShouldBe(7);
        (await two.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 't'")).ShouldBe(0);
    }

    [Fact]
    public async Task Script_may_hold_semicolons_inside_bodies_and_strings()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("""
            CREATE TABLE t (a text DEFAULT 'x;y', "b;c" int);
            CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN PERFORM 1; RETURN 2; END; $body$;
            CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 3; END;
            -- a comment; with one
            /* and; another */ INSERT INTO t ("b;c") VALUES (f() + g());
            """);

        (await database.ScalarAsync<string>("""SELECT a || "b;c" FROM t""")).ShouldBe("x;y5");
    }

    [Theory]
    [InlineData("CREATE TABLE t (a int); ALTER ROLE postgres PASSWORD 's3cr3t' nonsense; SELECT 1", "unrecognized role option")]
    [InlineData("CREATE TABLE t (a int); SELECT nope -- s3cr3t", "nope")]
    public async Task Failing_script_says_why_and_does_nothing(string script, string why)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => ServerDatabases.ExecuteAsync(database.Connection, script));

        error.Id.ShouldBe("FqScriptFailed");
        error.Message.ShouldContain(why);
        error.Message.ShouldNotContain("s3cr3t");
        error.RecommendedAction.ShouldNotBeNullOrEmpty();
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 't'")).ShouldBe(0);
    }

    [Theory]
    [InlineData("chinook", 11)]
    [InlineData("fq_ecom_mig", 15)]
    [InlineData("fq_chat", 12)]
    [InlineData("fq_specql", 7)]
    [InlineData("adventureworks", 68)]
    [InlineData("supabase_auth", 23)]
    [InlineData("graphnode", 29)]
    [InlineData("omop", 39)]
    [InlineData("concourse", 45)]
    [InlineData("pagila", 18)]
    [InlineData("kitchensink", 140)]
    public async Task Real_schema_loads(string name, long tables)
    {
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);

        var count = await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_|^information_schema$'"
            + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')");

        count.ShouldBe(tables);
    }
}

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

    [Fact]
    public async Task Script_may_hold_data_for_copy()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("CREATE TABLE t (a int, b text);\n--\n-- Data for Name: t\n--\n\nCOPY t (a, b) FROM stdin;\n1\tx;y\n2\t\\N\n\\.\nINSERT INTO t VALUES (3, 'z');");
        (await database.ScalarAsync<string>("SELECT string_agg(a || coalesce(b, '-'), ' ' ORDER BY a) FROM t")).ShouldBe("1x;y 2- 3z");

        var error = await Should.ThrowAsync<FraiseqlDataException>(() => database.ExecuteAsync("COPY t (a, b) FROM stdin;\none\tx\n\\.\n"));
        error.Message.ShouldContain("invalid input syntax for type integer");
        (await database.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(3);
    }

    [Fact]
    public async Task Script_may_hold_statements_that_run_in_no_transaction()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync("""
            CREATE TABLE t (a int);
            -- built while others write
            CREATE INDEX CONCURRENTLY t_a ON t (a);
            /* before */ VACUUM t; INSERT INTO t VALUES (1);
            REINDEX TABLE CONCURRENTLY t; INSERT INTO t VALUES (2);
            """);

        (await database.ScalarAsync<long>("SELECT count(*) FROM t")).ShouldBe(2);
        (await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_a'::regclass")).ShouldBeTrue();
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

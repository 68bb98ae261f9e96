using FraiseqlData.Core.Tests.Infrastructure;
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
    [InlineData("pagila", 73)]
    [InlineData("kitchensink", 140)]
    public async Task Real_schema_loads(string name, long tables)
    {
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);

        var count = await database.ScalarAsync<long>(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_|^information_schema$'");

        count.ShouldBe(tables);
    }
}

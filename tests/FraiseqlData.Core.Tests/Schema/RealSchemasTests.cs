using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class RealSchemasTests
{
    const string Counts = """
        SELECT format('%s relations, %s columns, %s unique keys, %s foreign keys, %s checks, %s exclusions, %s partitions',
            count(*),
            sum((SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)),
            sum((SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique)),
            sum((SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f')),
            sum((SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')),
            sum((SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'x')),
            count(*) FILTER (WHERE c.relispartition))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
        """;

    [Theory]
    [InlineData("adventureworks")]
    [InlineData("chinook")]
    [InlineData("concourse")]
    [InlineData("fq_chat")]
    [InlineData("fq_ecom_mig")]
    [InlineData("fq_specql")]
    [InlineData("graphnode")]
    [InlineData("kitchensink")]
    [InlineData("omop")]
    [InlineData("pagila")]
    [InlineData("supabase_auth")]
    public async Task Real_schema_is_read_whole_and_agrees_with_itself(string name)
    {
        var server = await PostgresServer.GetAsync();
        await using (var session = await server.Connection.OpenAsync(TestContext.Current.CancellationToken))
            Assert.SkipWhen(session.PostgreSqlVersion.Major < 15, "The real schemas are written for PostgreSQL 15.");
        await using var database = await PostgresServer.CreateFromSchemaAsync(name);
        var schema = await SchemaReader.ReadAsync(database.Connection, TestContext.Current.CancellationToken);
        var tables = schema.Tables;
        $"{tables.Count} relations, {tables.Sum(t => t.Columns.Count)} columns, {tables.Sum(t => t.UniqueKeys.Count)} unique keys, {tables.Sum(t => t.ForeignKeys.Count)} foreign keys, {tables.Sum(t => t.Checks.Count)} checks, {tables.Sum(t => t.Exclusions.Count)} exclusions, {tables.Count(t => t.Partition is not null)} partitions"
            .ShouldBe(await database.ScalarAsync<string>(Counts));
        foreach (var key in tables.SelectMany(t => t.ForeignKeys))
        {
            key.Columns.ShouldAllBe(c => schema.Get(key.Table).FindColumn(c) != null);
            var parent = schema.Get(key.ReferencedTable);
            parent.UniqueKeys.ShouldContain(k => k.Columns.Order().SequenceEqual(key.ReferencedColumns.Order()), key.Name);
        }

        foreach (var table in tables)
        {
            table.UniqueKeys.ShouldAllBe(k => k.Columns.All(c => table.FindColumn(c) != null));
            table.Checks.ShouldAllBe(k => k.Columns.All(c => table.FindColumn(c) != null));
            table.Columns.ShouldAllBe(c => c.Identity == IdentityKind.None || c.Sequence != null);
        }
    }
}

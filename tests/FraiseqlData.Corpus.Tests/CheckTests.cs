using FraiseqlData.Corpus.Confirming;
using FraiseqlData.Schema;
using Npgsql;
using Shouldly;
using Xunit;

namespace FraiseqlData.Corpus.Tests;

/// <summary>Each check must find what it is there for: rows that went in past the constraint.</summary>
public sealed class CheckTests(CorpusServer server)
{
    [Fact]
    public async Task Check_that_rows_break_is_found_although_it_is_not_valid() =>
        (await FindAsync(new ConstraintCheck(), "CREATE TABLE t (n int); INSERT INTO t VALUES (1), (-1); ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0) NOT VALID"))
            .ShouldHaveSingleItem().ShouldContain("\"positive\" does not hold");

    [Fact]
    public async Task Foreign_key_with_an_orphan_is_found() =>
        (await FindAsync(new ConstraintCheck(), "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (p int CONSTRAINT parent REFERENCES p); SET session_replication_role = replica; INSERT INTO t VALUES (7)"))
            .ShouldHaveSingleItem().ShouldContain("\"parent\" does not hold");

    [Fact]
    public async Task Constraints_that_hold_give_no_finding_and_stay() =>
        (await FindAsync(new ConstraintCheck(), "CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (7); CREATE TABLE t (p int REFERENCES p CHECK (p > 0)); INSERT INTO t VALUES (7), (NULL)"))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("CREATE TABLE t (n int); CREATE INDEX i ON t (n); INSERT INTO t VALUES (1), (1); UPDATE pg_index SET indisunique = true WHERE indexrelid = 'i'::regclass", "not hold")]
    [InlineData("CREATE TABLE t (r int4range, EXCLUDE USING gist (r WITH &&)); INSERT INTO t VALUES ('[1,3)'), ('[3,5)')", null)]
    public async Task Unique_keys_and_exclusions_are_compared_again(string sql, string? finding)
    {
        var found = await FindAsync(new UniqueCheck(), sql);
        if (finding is null)
            found.ShouldBeEmpty();
        else
            found.ShouldHaveSingleItem().ShouldContain(finding);
    }

    [Fact]
    public async Task Null_in_a_not_null_column_is_found_and_named() =>
        (await FindAsync(new NullCheck(), "CREATE TABLE t (a int NOT NULL, b int); INSERT INTO t VALUES (1, NULL); UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 't'::regclass AND attname = 'b'"))
            .ShouldBe(["NOT NULL column b holds NULLs"]);

    [Fact]
    public async Task Value_that_a_domain_inside_an_array_refuses_is_found() =>
        (await FindAsync(new TypeCheck(), "CREATE DOMAIN small AS int; CREATE TABLE t (s small[]); INSERT INTO t VALUES ('{1,200}'); UPDATE pg_type SET typnotnull = true WHERE typname = 'small'; INSERT INTO t VALUES ('{3}'); UPDATE pg_type SET typnotnull = false WHERE typname = 'small'; INSERT INTO t VALUES ('{NULL}'); UPDATE pg_type SET typnotnull = true WHERE typname = 'small'"))
            .ShouldHaveSingleItem().ShouldContain("column s");

    [Theory]
    [InlineData("CREATE TABLE t (id serial); INSERT INTO t VALUES (1), (2)", "gives 1 next, but id has reached 2")]
    [InlineData("CREATE SEQUENCE s INCREMENT -1; CREATE TABLE t (id int DEFAULT nextval('s')); INSERT INTO t VALUES (-5)", "gives -1 next, but id has reached -5")]
    [InlineData("CREATE TABLE t (id serial); INSERT INTO t DEFAULT VALUES", null)]
    [InlineData("CREATE TABLE t (id serial)", null)]
    public async Task Sequence_behind_its_keys_is_found(string sql, string? finding)
    {
        var found = await FindAsync(new SequenceCheck(), sql);
        if (finding is null)
            found.ShouldBeEmpty();
        else
            found.ShouldHaveSingleItem().ShouldEndWith(finding);
    }

    async Task<IReadOnlyList<string>> FindAsync(ICheck check, string sql)
    {
        var database = await server.CreateDatabaseAsync(sql);
        var running = await server.GetAsync();
        await using var connection = running.Connection.WithDatabase(database);
        var schema = await SeedEngine.ReadSchemaAsync(connection, TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(ServerAddress.Of(running, database));
        await using var session = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await check.RunAsync(session, schema.Get(new QualifiedName("public", "t")));
    }
}

using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class KnownSchemasTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const string Ddl = """
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE FUNCTION nine() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 9';
        CREATE TABLE tb_a (id int PRIMARY KEY, mood mood, n int DEFAULT nine(), t text, parent int);
        CREATE TABLE tb_b (id int PRIMARY KEY, r int CONSTRAINT r REFERENCES tb_a);
        CREATE SEQUENCE feed;
        CREATE TABLE tb_c (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigserial);
        """;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schema_that_has_not_changed_is_not_read_again()
    {
        await database.ResetAsync(Ddl);
        var first = await KnownSchemas.GetAsync(database.Database.Connection, Cancel);
        await database.Database.ExecuteAsync("INSERT INTO tb_a VALUES (1); ANALYZE tb_a; CREATE TEMP TABLE passing (a int) ON COMMIT DROP");
        (await KnownSchemas.GetAsync(database.Database.Connection, Cancel)).ShouldBeSameAs(first);
        _ = await SeedEngine.InvokeAsync(SeedPlan.Create(database.Database.Connection).Add("tb_c", 5), cancellationToken: Cancel);
        await using var session = await database.Database.OpenAsync();
        await session.RunAsync("BEGIN");
        (await KnownSchemas.GetAsync(session, inTransaction: true, Cancel)).ShouldBeSameAs(first);
    }

    /// <summary>Changes of each kind, the smallest that there are.</summary>
    [Theory]
    [InlineData("ALTER TABLE tb_a ALTER t SET NOT NULL")]
    [InlineData("ALTER TABLE tb_a ALTER n DROP DEFAULT")]
    [InlineData("ALTER TABLE tb_a RENAME t TO u")]
    [InlineData("ALTER TABLE tb_a RENAME TO tb_d")]
    [InlineData("ALTER TABLE tb_a ADD CHECK (id > 0)")]
    [InlineData("ALTER TABLE tb_a ADD FOREIGN KEY (parent) REFERENCES tb_a")]
    [InlineData("ALTER TABLE tb_b ALTER CONSTRAINT r DEFERRABLE")]
    [InlineData("CREATE UNIQUE INDEX ON tb_a (lower(t))")]
    [InlineData("ALTER TYPE mood ADD VALUE 'glad'")]
    [InlineData("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'")]
    [InlineData("ALTER FUNCTION nine() RENAME TO ten")]
    [InlineData("COMMENT ON COLUMN tb_a.t IS 'seed: generator email'")]
    [InlineData("COMMENT ON TABLE tb_a IS 'fraiseql: table_code=000077'")]
    [InlineData("ALTER SEQUENCE feed OWNED BY tb_a.id")]
    [InlineData("ALTER SEQUENCE feed INCREMENT BY 2")]
    [InlineData("ALTER SEQUENCE feed RENAME TO fed")]
    [InlineData("GRANT USAGE ON SEQUENCE feed TO PUBLIC")]
    [InlineData("ALTER TABLE tb_a ENABLE ROW LEVEL SECURITY")]
    [InlineData("CREATE RULE nothing AS ON INSERT TO tb_a DO INSTEAD NOTHING")]
    [InlineData("DROP TABLE tb_b")]
    [InlineData("DROP TABLE tb_b; CREATE TABLE tb_b (id int PRIMARY KEY, r int CONSTRAINT r REFERENCES tb_a)")]
    [InlineData("CREATE SCHEMA more")]
    public async Task Schema_that_has_changed_is_read_again(string change)
    {
        await database.ResetAsync(Ddl);
        var first = await KnownSchemas.GetAsync(database.Database.Connection, Cancel);
        await database.Database.ExecuteAsync(change);
        (await KnownSchemas.GetAsync(database.Database.Connection, Cancel)).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task Transaction_that_changes_the_schema_sees_it_as_it_is()
    {
        await database.ResetAsync(Ddl);
        await using var session = await database.Database.OpenAsync();
        await session.RunAsync("BEGIN; ALTER TABLE tb_a ADD x int");
        (await ColumnsAsync()).ShouldContain("x integer");
        await session.RunAsync("ALTER TABLE tb_a ALTER x TYPE text");
        (await ColumnsAsync()).ShouldContain("x text");
        await session.RunAsync("ROLLBACK; BEGIN; ALTER TABLE tb_a ADD x bool; COMMIT; BEGIN");
        (await ColumnsAsync()).ShouldContain("x boolean");

        async Task<IEnumerable<string>> ColumnsAsync() =>
            (await KnownSchemas.GetAsync(session, inTransaction: true, Cancel)).Get(new QualifiedName("public", "tb_a")).Columns.Select(c => $"{c.Name} {c.SqlType}");
    }

    [Fact]
    public async Task Plan_meets_what_has_changed_since_the_last_plan()
    {
        await database.ResetAsync(Ddl);
        var connection = database.Database.Connection;
        _ = await SeedEngine.AddAsync(SeedPlan.Create(connection), new PlanEntry { Pattern = "tb_a", Count = 1 }, Cancel);
        await database.Database.ExecuteAsync("CREATE TABLE tb_new (id int PRIMARY KEY); DROP TABLE tb_b");
        var plan = await SeedEngine.AddAsync(SeedPlan.Create(connection), new PlanEntry { Pattern = "tb_new", Count = 1 }, Cancel);
        (await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel)).Tables.Single().Count.ShouldBe(1);
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.AddAsync(SeedPlan.Create(connection), new PlanEntry { Pattern = "tb_b", Count = 1 }, Cancel))).Id.ShouldBe("FqTableNotFound");

        await database.Database.ExecuteAsync("DROP TABLE tb_new");
        plan = await SeedEngine.AddAsync(SeedPlan.Create(connection), new PlanEntry { Pattern = "tb_new", Count = 1 }, Cancel);
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.InvokeAsync(plan, cancellationToken: Cancel))).Id.ShouldBe("FqTableNotFound");
    }

    [Fact]
    public async Task Roles_and_search_paths_see_their_own()
    {
        await database.ResetAsync(Ddl);
        await using var role = await TestRole.CreateAsync(database.Database);
        await using var session = await database.Database.OpenAsync();
        var own = await KnownSchemas.GetAsync(session, inTransaction: false, Cancel);
        await session.RunAsync($"SET ROLE {role.Name}");
        var others = await KnownSchemas.GetAsync(session, inTransaction: false, Cancel);
        (own.Get(new QualifiedName("public", "tb_a")).CanInsert, others.Get(new QualifiedName("public", "tb_a")).CanInsert).ShouldBe((true, false));
        await session.RunAsync($"RESET ROLE; GRANT USAGE ON SCHEMA public TO {role.Name}; GRANT INSERT ON tb_a TO {role.Name}; SET ROLE {role.Name}");
        (await KnownSchemas.GetAsync(session, inTransaction: false, Cancel)).Get(new QualifiedName("public", "tb_a")).CanInsert.ShouldBeTrue();
        await session.RunAsync("RESET ROLE; SET search_path = pg_catalog");
        (await KnownSchemas.GetAsync(session, inTransaction: false, Cancel)).SearchPath.ShouldNotContain("public");
    }
}

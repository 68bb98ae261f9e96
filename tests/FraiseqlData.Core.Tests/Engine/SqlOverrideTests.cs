using FraiseqlData.Core.Tests.Formats;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Planning;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

/// <summary>Columns that the server computes from SQL of the user's.</summary>
public sealed class SqlOverrideTests
{
    const string Ddl = """
        CREATE TABLE account (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "First Name" text NOT NULL, secret text NOT NULL, n int CHECK (n > 0), code uuid UNIQUE, short varchar(3));
        CREATE TABLE login (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account uuid NOT NULL REFERENCES account (code), note text);
        CREATE TABLE single (at timestamptz NOT NULL);
        """;

    [Fact]
    public async Task Expression_is_evaluated_by_the_server_for_each_row_and_sees_the_others_columns()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, "account", 500, ("secret", """md5("First Name" || account.id) -- hash"""), ("n", "1 + (random() * 1000)::int")));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM account WHERE secret = md5(\"First Name\" || id)")).ShouldBe(500);
        (await scene.ScalarAsync<long>("SELECT count(DISTINCT n) FROM account")).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Keys_that_the_server_computes_are_read_back_for_the_children()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, "account", 20, ("code", "gen_random_uuid()")).Add("login", 60));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM login JOIN account ON account = code")).ShouldBe(60);
    }

    [Fact]
    public async Task Table_of_nothing_but_expressions_is_filled()
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        _ = await scene.RunAsync(Plan(scene, "single", 7, ("at", "now()")));
        (await scene.ScalarAsync<long>("SELECT count(*) FROM single WHERE at > now() - interval '1 hour'")).ShouldBe(7);
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Script_has_the_expression(SqlScriptStyle style)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var text = new StringWriter();
        var plan = Plan(scene, "account", 12, ("secret", "md5(account.\"First Name\")"), ("short", "'x'")).Add("single", 3, Sql(("at", "now()"))).Add("account", 2);
        await SeedEngine.ExportAsync(plan, text, options: new SqlScriptOptions { Style = style, RowsPerInsert = 5 }, cancellationToken: TestContext.Current.CancellationToken);
        text.ToString().ShouldContain("md5(account.\"First Name\")");
        await using var copy = await PostgresServer.CreateDatabaseAsync(Ddl);
        await Psql.RunAsync(copy, text.ToString());
        (await copy.ScalarAsync<long>("SELECT count(*) FROM account WHERE secret = md5(\"First Name\") AND short = 'x'")).ShouldBe(12);
        (await copy.ScalarAsync<long>("SELECT count(*) FROM account")).ShouldBe(14);
        (await copy.ScalarAsync<long>("SELECT count(*) FROM single")).ShouldBe(3);
    }

    [Theory]
    [InlineData("secret", "md5(", "syntax error")]
    [InlineData("secret", "md5(nothing)", "nothing")]
    [InlineData("secret", "no_such_function(1)", "no_such_function")]
    [InlineData("n", "'2020-01-01'::date", "type")]
    [InlineData("n", "1; DROP TABLE single", "more than one expression")]
    public async Task Expression_that_the_server_refuses_is_one_error_before_anything_is_written(string column, string sql, string words)
    {
        await using var scene = await EngineScene.CreateAsync(Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(Plan(scene, "account", 2, (column, sql))));
        error.Id.ShouldBe("FqOverrideInvalid");
        error.Message.ShouldContain("public.account." + column);
        error.Message.ShouldContain(words);
        (await scene.ScalarAsync<bool>("SELECT is_called FROM account_id_seq")).ShouldBeFalse();
        (await scene.ScalarAsync<long>("SELECT count(*) FROM single")).ShouldBe(0);
    }

    [Fact]
    public async Task Key_of_a_circle_cannot_be_an_expression()
    {
        await using var scene = await EngineScene.CreateAsync("""
            CREATE TABLE a (id uuid PRIMARY KEY, b uuid NOT NULL); CREATE TABLE b (id uuid PRIMARY KEY, a uuid NOT NULL REFERENCES a);
            ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
            """);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.RunAsync(Plan(scene, "a", 2, ("id", "gen_random_uuid()")).Add("b", 2)));
        error.Id.ShouldBe("FqOverrideInvalid");
        error.Message.ShouldContain("circle");
    }

    static SeedPlan Plan(EngineScene scene, string table, long count, params (string, string)[] expressions) => scene.Plan().Add(table, count, Sql(expressions));

    static Dictionary<string, ColumnOverride> Sql(params (string Column, string Sql)[] expressions) => expressions.ToDictionary(e => e.Column, e => (ColumnOverride)new SqlOverride(e.Sql));
}

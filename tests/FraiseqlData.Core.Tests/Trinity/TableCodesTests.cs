using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Trinity;

public sealed class TableCodesTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Ddl = """
        CREATE TABLE a (id uuid PRIMARY KEY); CREATE TABLE b (id uuid PRIMARY KEY); CREATE TABLE c (id uuid PRIMARY KEY); CREATE TABLE n (id int PRIMARY KEY);
        COMMENT ON TABLE b IS 'Something. fraiseql: table_code=000222, more';
        """;

    [Fact]
    public async Task Entry_goes_before_file_file_before_comment_comment_before_hash()
    {
        await database.ResetAsync(Ddl);
        var schema = await SeedEngine.ReadSchemaAsync(database.Database.Connection, Cancel);
        var hashed = TableCodes.Settle(schema, new Dictionary<string, int>());
        hashed.Of(Name("b")).ShouldBe(222);
        hashed.Of(Name("n")).ShouldBeNull();
        var registered = TableCodes.Settle(schema, new Dictionary<string, int> { ["public.a"] = 111, ["b"] = 333, ["other.tb_none"] = 9 });
        (registered.Of(Name("a")), registered.Of(Name("b")), registered.Of(Name("c"))).ShouldBe((111, 333, hashed.Of(Name("c"))));
        TableCodes.Settle(schema, new Dictionary<string, int> { ["a"] = 111 }, new Dictionary<QualifiedName, int> { [Name("a")] = 5 }).Of(Name("a")).ShouldBe(5);
    }

    [Fact]
    public async Task Hash_that_meets_a_given_code_gives_way_and_says_so()
    {
        await database.ResetAsync(Ddl);
        var schema = await SeedEngine.ReadSchemaAsync(database.Database.Connection, Cancel);
        var own = TableCodes.Settle(schema, new Dictionary<string, int>()).Of(Name("c"))!.Value;
        var codes = TableCodes.Settle(schema, new Dictionary<string, int> { ["a"] = own });
        codes.Of(Name("c")).ShouldBe((own + 1) % 1_000_000);
        foreach (var table in (string[])["a", "c"])
            codes.WarningsFor([Name(table)]).ShouldHaveSingleItem().ShouldContain("public.c gets the table code");
        codes.WarningsFor([Name("b")]).ShouldBeEmpty();
        var plan = SeedPlan.Create(database.Database.Connection, new PlanOptions { TableCodes = new Dictionary<string, int> { ["a"] = own } });
        (await SeedEngine.ResolveAsync(plan.Add("b", 1), cancellationToken: Cancel)).Warnings.ShouldBeEmpty();
        (await SeedEngine.ResolveAsync(plan.Add("c", 1), cancellationToken: Cancel)).Warnings.ShouldHaveSingleItem().ShouldContain("public.c gets the table code");
    }

    [Fact]
    public async Task Two_tables_cannot_be_given_one_code()
    {
        await database.ResetAsync(Ddl);
        var schema = await SeedEngine.ReadSchemaAsync(database.Database.Connection, Cancel);
        Should.Throw<FraiseqlDataException>(() => TableCodes.Settle(schema, new Dictionary<string, int> { ["a"] = 222 })).Id.ShouldBe("FqTableCodeTaken");
    }

    [Fact]
    public async Task Comment_that_is_no_code_is_passed_over()
    {
        await database.ResetAsync(Ddl + "COMMENT ON TABLE c IS 'fraiseql: table_code=12'");
        var schema = await SeedEngine.ReadSchemaAsync(database.Database.Connection, Cancel);
        TableCodes.Settle(schema, new Dictionary<string, int>()).WarningsFor([Name("c")]).ShouldHaveSingleItem().ShouldContain("table_code=12");
    }

    [Theory]
    [InlineData("catalog.tb_a: \"013210\"\ntb_b: 132100\n\"tb c\": 032100\n", "catalog.tb_a=13210 tb_b=132100 tb c=32100")]
    [InlineData("{ \"tb_a\": \"000001\" }", "tb_a=1")]
    public void File_is_read(string text, string expected) =>
        string.Join(' ', TableCodeFile.Read(text, "codes.yaml").Select(c => $"{c.Key}={c.Value}")).ShouldBe(expected);

    [Theory]
    [InlineData("", "no map")]
    [InlineData("- 1", "no map")]
    [InlineData("tb_a: 1", "'1' is no code for tb_a")]
    [InlineData("tb_a: \"0132100\"", "'0132100' is no code")]
    [InlineData("tb_a: \"01321x\"", "'01321x' is no code")]
    [InlineData("tb_a: true", "is no code for tb_a")]
    [InlineData("tb_a: { x: 1 }", "is no code for tb_a")]
    [InlineData("tb_a: \"013210\"\ntb_b: \"013210\"", "line 2: tb_b has the same code 013210 as tb_a")]
    [InlineData("tb_a: \"013210\"\ntb_a: \"013211\"", "'tb_a' is there twice")]
    [InlineData("a: &a [x]\nb: *a", "anchors")]
    [InlineData("tb_a: \"013210", "line")]
    public void Broken_file_is_refused_with_its_line(string text, string expected)
    {
        var error = Should.Throw<FraiseqlDataException>(() => TableCodeFile.Read(text, "codes.yaml"));
        error.Id.ShouldBe("FqTableCodesInvalid");
        error.Message.ShouldContain(expected);
        error.Message.ShouldContain("codes.yaml");
    }

    [Fact]
    public async Task Plan_takes_codes_of_entries_and_files()
    {
        await database.ResetAsync(Ddl);
        var options = new PlanOptions { TableCodes = new Dictionary<string, int> { ["a"] = 7 }, Uuid = new UuidFields(22, 3, 1234, 5) };
        var plan = SeedPlan.Create(database.Database.Connection, options).Add("a", 1).Add(new PlanEntry { Pattern = "c", Count = 1, TableCode = "000009" });
        _ = await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel);
        (await database.Database.ScalarAsync<string>("SELECT a.id || ' ' || c.id FROM a, c")).ShouldBe("00000722-0003-4123-8405-000000000001 00000922-0003-4123-8405-000000000001");
    }

    [Theory]
    [InlineData("a*", "000009", "FqTableCodeNotSingle")]
    [InlineData("a", "9", "FqTableCodeInvalid")]
    public async Task Code_of_an_entry_is_for_one_table(string pattern, string code, string id)
    {
        await database.ResetAsync(Ddl);
        var plan = SeedPlan.Create(database.Database.Connection);
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.AddAsync(plan, new PlanEntry { Pattern = pattern, TableCode = code }, Cancel))).Id.ShouldBe(id);
    }

    static QualifiedName Name(string table) => new("public", table);
}

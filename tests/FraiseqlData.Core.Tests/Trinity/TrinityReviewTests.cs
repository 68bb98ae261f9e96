using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Trinity;

public sealed class TrinityReviewTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>
{
    const string Good = """
        CREATE TABLE tb_good (pk_good bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE);
        """;

    const string Rest = "id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE";
    const string Key = "pk_thing bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    /// <summary>A table, what it deviates in, and rows that it holds when it is mended.</summary>
    public static TheoryData<string, string, string> Deviations => new()
    {
        { $"CREATE TABLE tb_thing ({Rest})", "KeyMissing Error", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')" },
        { "CREATE TABLE tb_thing (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, identifier text NOT NULL UNIQUE); CREATE TABLE note (thing uuid REFERENCES tb_thing ON DELETE CASCADE)",
            "KeyMissing Error", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b'); INSERT INTO note SELECT id FROM tb_thing" },
        { $"CREATE TABLE tb_thing (pk_thing text PRIMARY KEY, {Rest})", "KeyMissing Error", "INSERT INTO tb_thing (pk_thing, identifier) VALUES ('x', 'a'), ('y', 'b')" },
        { $"CREATE TABLE tb_thing (number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Rest})", "KeyName Error", "" },
        { $"CREATE TABLE tb_thing (pk_stuff int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {Rest})", "KeyName Information", "" },
        { $"CREATE TABLE tb_thing (pk_thing int PRIMARY KEY, {Rest})", "KeyNotIdentity Warning", "INSERT INTO tb_thing (pk_thing, identifier) VALUES (7, 'a'), (9, 'b')" },
        { $"CREATE TABLE tb_thing (pk_thing serial PRIMARY KEY, {Rest})", "KeyNotIdentity Warning", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')" },
        { $"CREATE SEQUENCE all_keys; CREATE TABLE other (n int DEFAULT nextval('all_keys')); CREATE TABLE tb_thing (pk_thing int DEFAULT nextval('all_keys') PRIMARY KEY, {Rest})", "KeyNotIdentity Warning", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')" },
        { $"CREATE TABLE tb_thing ({Key}, identifier text NOT NULL UNIQUE)", "IdMissing Error", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')" },
        { $"CREATE TABLE tb_thing ({Key}, id text DEFAULT '0' NOT NULL UNIQUE, identifier text NOT NULL UNIQUE)", "IdType Error", "INSERT INTO tb_thing (id, identifier) VALUES (gen_random_uuid()::text, 'a')" },
        { $"CREATE TABLE tb_thing ({Key}, id int NOT NULL UNIQUE, identifier text NOT NULL UNIQUE)", "IdType Error", "INSERT INTO tb_thing (id, identifier) VALUES (5, 'a'), (6, 'b')" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL UNIQUE)", "IdNullable Warning", "INSERT INTO tb_thing (id, identifier) VALUES (NULL, 'a')" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL UNIQUE, identifier text NOT NULL UNIQUE)", "IdDefault Warning", "" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE)", "IdNotUnique Warning", "" },
        { $"CREATE TABLE tb_thing ({Key}, tenant int, id uuid NOT NULL DEFAULT gen_random_uuid(), identifier text NOT NULL UNIQUE, UNIQUE (tenant, id))", "IdNotUnique Information", "" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE)", "IdentifierMissing Error", "INSERT INTO tb_thing DEFAULT VALUES" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier int DEFAULT 1 NOT NULL UNIQUE)", "IdentifierType Error", "INSERT INTO tb_thing DEFAULT VALUES" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier varchar(50) UNIQUE)", "IdentifierNullable Warning", "INSERT INTO tb_thing DEFAULT VALUES" },
        { $"CREATE TABLE tb_thing ({Key}, id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, identifier text NOT NULL)", "IdentifierNotUnique Warning", "INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, fk_good int REFERENCES tb_good)", "ForeignKeyType Warning", "" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, good_id bigint REFERENCES tb_good)", "ForeignKeyName Information", "" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, good_id uuid NOT NULL REFERENCES tb_good (id))", "ForeignKeyTarget Information", "INSERT INTO tb_good (identifier) VALUES ('g'); INSERT INTO tb_thing (identifier, good_id) SELECT 'a', id FROM tb_good" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, fk_good bigint)", "ForeignKeyUndeclared Warning", "" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, fk_first_good bigint)", "ForeignKeyUndeclared Warning", "" },
        { $"CREATE TABLE tb_thing ({Key}, {Rest}, fk_parent bigint)", "ForeignKeyUndeclared Warning", "" },
        { $"CREATE TABLE thing ({Key}, {Rest})", "TablePrefix Information", "INSERT INTO thing (identifier) VALUES ('a')" },
        { "CREATE TABLE tb_thing (id serial PRIMARY KEY, name text)", "KeyName Error, KeyNotIdentity Warning, IdMissing Error, IdentifierMissing Error", "INSERT INTO tb_thing (name) VALUES ('a'), ('b')" },
        { "CREATE TABLE tb_thing (tenant int, code text, PRIMARY KEY (tenant, code))", "KeyMissing Error, IdMissing Error, IdentifierMissing Error", "INSERT INTO tb_thing VALUES (1, 'x')" },
    };

    [Theory]
    [MemberData(nameof(Deviations))]
    public async Task Deviation_is_named_and_its_statements_mend_it(string ddl, string expected, string rows)
    {
        await database.ResetAsync(Good + ddl + ";" + rows);

        var found = (await ReviewAsync("*thing")).Findings;
        string.Join(", ", found.Select(f => $"{f.Rule} {f.Severity}")).ShouldBe(expected);
        foreach (var finding in found)
            await database.Database.ExecuteAsync(finding.Ddl.ShouldNotBeNull());

        var mended = await ReviewAsync("*thing");
        mended.Findings.ShouldBeEmpty();
        mended.IsTrinity.ShouldBeTrue();
    }

    [Fact]
    public async Task Key_goes_on_counting_where_the_rows_end()
    {
        await database.ResetAsync($"CREATE TABLE tb_thing (pk_thing serial PRIMARY KEY, {Rest}); INSERT INTO tb_thing (identifier) VALUES ('a'), ('b')");
        await database.Database.ExecuteAsync((await ReviewAsync("tb_thing")).Findings.Single().Ddl!);
        (await database.Database.ScalarAsync<int>("INSERT INTO tb_thing (identifier) VALUES ('c') RETURNING pk_thing")).ShouldBe(3);
    }

    [Fact]
    public async Task Table_that_keeps_to_everything_has_no_finding()
    {
        await database.ResetAsync(Good);
        var report = await ReviewAsync("*");
        (report.IsTrinity, report.Findings.Count, report.Tables.Single().Name.Name).ShouldBe((true, 0, "tb_good"));
    }

    [Fact]
    public async Task Lookup_junction_translation_and_read_model_mean_nothing_by_it()
    {
        await database.ResetAsync(Good + """
            CREATE TABLE country (code char(2) PRIMARY KEY, name text);
            CREATE TABLE tb_good_good (fk_a bigint REFERENCES tb_good, fk_b bigint REFERENCES tb_good, PRIMARY KEY (fk_a, fk_b));
            CREATE TABLE tl_good (fk_good bigint REFERENCES tb_good, locale text, label text, PRIMARY KEY (fk_good, locale));
            CREATE TABLE tv_good (id uuid PRIMARY KEY, data jsonb);
            CREATE TABLE tf_sale (at date, amount numeric);
            """);
        var report = await ReviewAsync("*");
        report.IsTrinity.ShouldBeTrue();
        report.Others.Select(t => t.Name.Name).ShouldBe(["country", "tb_good_good", "tf_sale", "tl_good", "tv_good"]);
        (await ReviewAsync("country")).IsTrinity.ShouldBeFalse("a table that is named is held to the pattern");
    }

    [Fact]
    public async Task Nothing_to_judge_is_no_yes()
    {
        await database.ResetAsync("CREATE TABLE country (code char(2) PRIMARY KEY)");
        (await ReviewAsync("*")).IsTrinity.ShouldBeFalse();
    }

    [Fact]
    public async Task Undeclared_key_without_a_table_of_its_name_has_no_statement()
    {
        await database.ResetAsync($"CREATE TABLE tb_thing ({Key}, {Rest}, fk_nothing bigint)");
        (await ReviewAsync("*")).Findings.ShouldHaveSingleItem().Ddl.ShouldBeNull();
    }

    [Fact]
    public async Task Unknown_name_is_an_error()
    {
        await database.ResetAsync(Good);
        (await Should.ThrowAsync<FraiseqlDataException>(() => ReviewAsync("tb_goods"))).Id.ShouldBe("FqTableNotFound");
    }

    Task<TrinityReport> ReviewAsync(string pattern) => SeedEngine.ReviewTrinityAsync(database.Database.Connection, [pattern], [], TestContext.Current.CancellationToken);
}

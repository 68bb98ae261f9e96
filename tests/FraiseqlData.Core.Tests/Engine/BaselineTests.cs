using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Errors;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine;

public sealed class BaselineTests(ReusedDatabase database) : IClassFixture<ReusedDatabase>, IDisposable
{
    const string Text = """
        tb_country:
          - { identifier: fr, name: "France's", code: FR, area: 12.5, founded: 0843-08-01, big: true }
          - { identifier: de, name: Germany, size: m }
        tb_city:
          - { identifier: paris, fk_country: fr, fk_twin_city: 3 }
          - { identifier: lyon, fk_country: 1, fk_twin_city: paris }
          - { identifier: berlin, fk_country: 2, fk_twin_city: null }
        config: { whatever: true }
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fraiseqldata");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(BrokenBaselines.Texts), MemberType = typeof(BrokenBaselines))]
    public async Task Broken_baseline_is_refused_and_nothing_written(string text, string expected)
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(text));
        error.Id.ShouldBe("FqBaselineInvalid");
        error.Message.ShouldContain(expected);
        error.Message.ShouldContain("\n1. line ");
        (await CountAsync()).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(BrokenBaselines.Scripts), MemberType = typeof(BrokenBaselines))]
    public void Script_that_does_more_than_insert_is_refused(string sql, string expected)
    {
        Write("1_seed_common/a.sql", sql);
        var error = Should.Throw<FraiseqlDataException>(() => BaselineFile.Load(_folder.FullName, _ => null));
        error.Id.ShouldBe("FqBaselineInvalid");
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task All_problems_are_numbered_at_once()
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync("tb_country: [{ identifier: fr }, { nam: x, name: y }]\ntb_none: [{ a: 1 }]"));
        error.Message.ShouldStartWith("The baseline test.yaml has 4 problems:\n1. ");
        error.Message.ShouldContain("\n4. ");
    }

    [Fact]
    public async Task Rows_are_inserted_with_their_instances_and_references_and_the_same_again_changes_nothing()
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        (await InvokeAsync(Text)).Select(r => r.ToString()).ShouldBe(["public.tb_country: 2 rows inserted", "public.tb_city: 3 rows inserted"]);
        (await database.Database.ScalarAsync<string>("""
            SELECT string_agg(concat_ws(' ', c.identifier, right(c.id::text, 4), k.identifier, t.identifier), ', ' ORDER BY c.id)
            FROM tb_city c JOIN tb_country k ON k.pk_country = c.fk_country LEFT JOIN tb_city t ON t.pk_city = c.fk_twin_city
            """)).ShouldBe("paris 0001 fr berlin, lyon 0002 fr paris, berlin 0003 de");
        (await database.Database.ScalarAsync<string>("SELECT name || code || area || founded || big FROM tb_country WHERE identifier = 'fr'")).ShouldBe("France'sFR12.500843-08-01true");
        (await InvokeAsync(Text)).ShouldAllBe(r => !r.IsInserted);
        (await CountAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData("UPDATE tb_country SET name = 'Francia' WHERE identifier = 'fr'", "public.tb_country row 1: name is 'Francia' in the database, 'France''s' in the baseline.")]
    [InlineData("UPDATE tb_city SET fk_country = (SELECT pk_country FROM tb_country WHERE identifier = 'de') WHERE identifier = 'lyon'", "public.tb_city row 2: fk_country is '2' in the database, '1' in the baseline.")]
    [InlineData("UPDATE tb_city SET fk_twin_city = NULL WHERE identifier = 'lyon'", "public.tb_city row 2: fk_twin_city is NULL in the database")]
    [InlineData("DELETE FROM tb_city WHERE identifier = 'lyon'", "public.tb_city row 2: is missing in the database.")]
    public async Task Drifted_baseline_is_refused_with_the_difference(string change, string expected)
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        _ = await InvokeAsync(Text);
        await database.Database.ExecuteAsync(change);
        var before = await CountAsync();
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(Text));
        error.Id.ShouldBe("FqBaselineDrifted");
        error.Message.ShouldContain(expected.Replace("''", "'", StringComparison.Ordinal));
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Counts_are_made_within_the_range_of_the_baseline_and_others_refer_to_them()
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        const string Counts = "baseline: { tb_country: 4 }\ntb_city: [{ identifier: paris, fk_country: 3 }]";
        _ = await InvokeAsync(Counts);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(right(id::text, 4), ' ' ORDER BY id) FROM tb_country")).ShouldBe("0001 0002 0003 0004");
        (await database.Database.ScalarAsync<string>("SELECT right(k.id::text, 4) FROM tb_city c JOIN tb_country k ON k.pk_country = c.fk_country")).ShouldBe("0003");
        (await InvokeAsync(Counts)).ShouldAllBe(r => !r.IsInserted);
        (await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(Counts.Replace("4", "5", StringComparison.Ordinal)))).Message.ShouldContain("public.tb_country row 5: is missing");
        (await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(Counts.Replace("4", "3", StringComparison.Ordinal)))).Message.ShouldContain("public.tb_country row 4: is in the database but not in the baseline");
    }

    [Fact]
    public async Task Test_data_refers_to_the_baseline()
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        var baseline = BaselineFile.Read("tb_country: [{ identifier: fr, name: France }, { identifier: de, name: Germany }]", "test.yaml");
        var plan = SeedPlan.Create(database.Database.Connection, new PlanOptions { Baseline = baseline, Uuid = new UuidFields(Scenario: 9) }).Add("tb_city", 30);
        (await Should.ThrowAsync<FraiseqlDataException>(() => SeedEngine.InvokeAsync(plan, cancellationToken: Cancel))).Id.ShouldBe("FqBaselineMissing");
        _ = await SeedEngine.InvokeAsync(SeedPlan.Create(database.Database.Connection).Add("tb_country", 20), cancellationToken: Cancel);
        _ = await SeedEngine.InvokeBaselineAsync(database.Database.Connection, baseline, cancellationToken: Cancel);
        _ = await SeedEngine.InvokeAsync(plan, cancellationToken: Cancel);
        (await database.Database.ScalarAsync<string>("SELECT string_agg(DISTINCT k.identifier, ' ' ORDER BY k.identifier) FROM tb_city c JOIN tb_country k ON k.pk_country = c.fk_country")).ShouldBe("de fr");
        (await database.Database.ScalarAsync<long>("SELECT count(*) FROM tb_city WHERE right(id::text, 12) >= '000000001001'")).ShouldBe(30);
    }

    [Fact]
    public async Task Server_that_refuses_a_row_undoes_all()
    {
        await database.ResetAsync(BrokenBaselines.Ddl + "ALTER TABLE tb_city ADD CHECK (identifier <> 'lyon');");
        (await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(Text))).Message.ShouldContain("tb_city");
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Scripts_are_carried_out_once()
    {
        await database.ResetAsync(BrokenBaselines.Ddl);
        Write("1_seed_common/2.sql", "INSERT INTO tb_city (identifier, fk_country) SELECT 'a;b', pk_country FROM tb_country ON CONFLICT (identifier) DO UPDATE SET identifier = 'a;b'");
        Write("1_seed_common/1.sql", "-- a ; comment\nINSERT INTO tb_country (identifier, name) VALUES ('fr', $x$F; DELETE$x$), ('de', 'it''s; G');\n");
        var baseline = BaselineFile.Load(_folder.FullName, _ => null);
        baseline.Scripts.Select(s => s.Name).ShouldBe(["1.sql", "2.sql"]);
        (await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(baseline))).Message.ShouldContain("ON CONFLICT");
        (await CountAsync()).ShouldBe(0);
        Write("1_seed_common/2.sql", "INSERT INTO tb_city (identifier, fk_country) SELECT identifier || ';', pk_country FROM tb_country ON CONFLICT DO NOTHING");
        baseline = BaselineFile.Load(_folder.FullName, _ => null);
        (await InvokeAsync(baseline)).Select(r => (r.Name, r.Rows, r.IsInserted)).ShouldBe([("1.sql", 2, true), ("2.sql", 2, true)]);
        (await InvokeAsync(baseline)).ShouldAllBe(r => !r.IsInserted);
        (await CountAsync()).ShouldBe(4);
        await database.Database.ExecuteAsync("DELETE FROM tb_city");
        (await Should.ThrowAsync<FraiseqlDataException>(() => InvokeAsync(baseline))).Id.ShouldBe("FqBaselineDrifted");
        (await CountAsync()).ShouldBe(2);
    }

    [Theory]
    [InlineData("FRAISEQL_ENV=test ENV=prod", "seed_common.test.yaml")]
    [InlineData("ENV=prod", "seed_common.prod.json")]
    [InlineData("ENV=dev", "seed_common.yaml")]
    [InlineData("", "seed_common.yaml")]
    public void Environment_chooses_the_file(string variables, string expected)
    {
        foreach (var name in (string[])["seed_common.test.yaml", "seed_common.test.json", "seed_common.prod.json", "seed_common.yaml", "seed_common.json"])
            Write(name, $"{{ \"{name}\": [{{ \"a\": 1 }}] }}");
        Write("1_seed_common/a.sql", "INSERT INTO a VALUES (1)");
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        BaselineFile.Load(_folder.FullName, environment.GetValueOrDefault).Tables.ShouldHaveSingleItem().Name.ShouldBe(expected);
    }

    [Fact]
    public void Json_and_scripts_come_after_yaml()
    {
        Write("1_seed_common/a.sql", "INSERT INTO a VALUES (1)");
        BaselineFile.Load(_folder.FullName, _ => null).Scripts.Count.ShouldBe(1);
        Write("seed_common.json", "{ \"a\": [{ \"b\": 1 }] }");
        BaselineFile.Load(_folder.FullName, _ => null).Source.ShouldBe("seed_common.json");
    }

    [Fact]
    public void Nothing_to_find_says_what_was_looked_for()
    {
        var error = Should.Throw<FraiseqlDataException>(() => BaselineFile.Load(_folder.FullName, v => v == "ENV" ? "qa" : null));
        (error.Id, error.RecommendedAction).ShouldBe(("FqBaselineNotFound", "It was looked for in this order: seed_common.qa.yaml, seed_common.qa.json, seed_common.yaml, seed_common.json, 1_seed_common/*.sql."));
        Should.Throw<FraiseqlDataException>(() => BaselineFile.Load(Path.Combine(_folder.FullName, "none"), _ => null)).Id.ShouldBe("FqBaselineNotFound");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    Task<IReadOnlyList<BaselineResult>> InvokeAsync(string text) => Task.Run(() => InvokeAsync(BaselineFile.Read(text, "test.yaml")), Cancel);

    Task<IReadOnlyList<BaselineResult>> InvokeAsync(Baseline baseline) => SeedEngine.InvokeBaselineAsync(database.Database.Connection, baseline, cancellationToken: Cancel);

    Task<long> CountAsync() => database.Database.ScalarAsync<long>("SELECT (SELECT count(*) FROM tb_country) + (SELECT count(*) FROM tb_city)");
}

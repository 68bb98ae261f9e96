using System.Globalization;
using FraiseqlData.Core.Tests.Schema;
using FraiseqlData.Errors;
using FraiseqlData.Formats;
using FraiseqlData.Generation;
using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Formats;

/// <summary>The text of scripts, and what is refused.</summary>
public sealed class ScriptTextTests(ScriptTextTests.Fixture db) : IClassFixture<ScriptTextTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA catalog;
        CREATE TABLE catalog.tb_maker (pk_maker int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, rating float8);
        CREATE TABLE catalog.tb_model (pk_model int PRIMARY KEY, fk_maker int NOT NULL REFERENCES catalog.tb_maker, tags text[]);
        """);

    const string Settings = """
        BEGIN;
        SET LOCAL client_encoding = 'UTF8';
        SET LOCAL DateStyle = 'ISO, MDY';
        SET LOCAL IntervalStyle = 'postgres';
        SET LOCAL TimeZone = 'UTC';
        SET LOCAL extra_float_digits = '1';
        SET LOCAL bytea_output = 'hex';
        SET LOCAL lc_monetary = 'C';
        SET LOCAL standard_conforming_strings = 'on';
        SET LOCAL xmloption = 'content';
        SET LOCAL array_nulls = 'on';
        -- catalog.tb_maker: 3 rows
        -- catalog.tb_model: 1 row

        -- catalog.tb_maker: 3 rows

        """;

    static readonly string Version = typeof(SqlScriptWriter).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public async Task Script_of_inserts_reads_as_expected() => (await Small().WriteAsync(rowsPerInsert: 2)).ShouldBe($$"""
        -- FraiseqlData {{Version}}, seed 42: 4 rows in 2 tables
        -- Load it with psql into a copy of the schema: all of the rows are added, or none.
        {{Settings}}INSERT INTO "catalog"."tb_maker" ("pk_maker", "name", "rating") OVERRIDING SYSTEM VALUE VALUES
        (1, 'O''Brien \ Sons', 1.5),
        (2, E'two\nlines', '-0'::double precision);
        INSERT INTO "catalog"."tb_maker" ("pk_maker", "name", "rating") OVERRIDING SYSTEM VALUE VALUES
        (3, '', NULL);

        -- catalog.tb_model: 1 row
        INSERT INTO "catalog"."tb_model" ("pk_model", "fk_maker", "tags") VALUES
        (1, 3, '{a,"b c"}'::text[]);

        SELECT pg_catalog.setval('"catalog"."tb_maker_pk_maker_seq"', 3) FROM "catalog"."tb_maker_pk_maker_seq" WHERE last_value < 3 OR (last_value = 3 AND NOT is_called);
        COMMIT;

        """);

    [Fact]
    public async Task Script_of_copies_reads_as_expected() => (await Small().WriteAsync(SqlScriptStyle.Copy)).ShouldBe($$"""
        -- FraiseqlData {{Version}}, seed 42: 4 rows in 2 tables
        -- Load it with psql into a copy of the schema: all of the rows are added, or none.
        \set ON_ERROR_STOP on
        {{Settings}}COPY "catalog"."tb_maker" ("pk_maker", "name", "rating") FROM stdin;
        1{{'\t'}}O'Brien \\ Sons{{'\t'}}1.5
        2{{'\t'}}two\nlines{{'\t'}}-0
        3{{'\t'}}{{'\t'}}\N
        \.

        -- catalog.tb_model: 1 row
        COPY "catalog"."tb_model" ("pk_model", "fk_maker", "tags") FROM stdin;
        1{{'\t'}}3{{'\t'}}{a,"b c"}
        \.

        SELECT pg_catalog.setval('"catalog"."tb_maker_pk_maker_seq"', 3) FROM "catalog"."tb_maker_pk_maker_seq" WHERE last_value < 3 OR (last_value = 3 AND NOT is_called);
        COMMIT;

        """);

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Same_rows_give_the_same_bytes_in_any_culture(SqlScriptStyle style)
    {
        var first = await Small().WriteAsync(style);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            (await Small().WriteAsync(style)).ShouldBe(first);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
        (await Small().WriteAsync(style)).ShouldBe(first);
    }

    [Fact]
    public async Task Script_of_a_result_names_its_seed_and_no_host()
    {
        var script = await new ScriptBuilder(db.Schema).WriteResultAsync(db.Database, SqlScriptStyle.Insert, "tb_maker");
        script.ShouldStartWith($"-- FraiseqlData {Version}, seed 7: 0 rows in 1 table\n");
        script.ShouldNotContain("secret.example");
    }

    [Fact]
    public async Task Tables_that_must_have_rows_already_are_named()
    {
        var builder = new ScriptBuilder(db.Schema);
        var model = builder.Resolve("tb_model", 1, new ResolvedReference(db["catalog", "tb_model"].ForeignKeys[0], ParentSource.Existing));
        builder.Add(model, ScriptBuilder.Segment(model, 0, 1, ("pk_model", [1]), ("fk_maker", [3])));
        (await builder.WriteAsync()).ShouldContain("-- catalog.tb_maker: rows refer to it");
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Nul_is_refused_with_table_column_and_row(SqlScriptStyle style)
    {
        var error = await Should.ThrowAsync<FraiseqlDataException>(new ScriptBuilder(db.Schema).WriteRowsAsync([Maker("1", "fine"), Maker("2", "a\0b")], style));
        error.Id.ShouldBe("FqValueNotStorable");
        error.Message.ShouldStartWith("The value of catalog.tb_maker.name in row 2 cannot be written:");
        error.Message.ShouldContain("NUL");
    }

    [Theory]
    [InlineData(SqlScriptStyle.Insert)]
    [InlineData(SqlScriptStyle.Copy)]
    public async Task Half_of_a_surrogate_pair_is_refused(SqlScriptStyle style) =>
        (await Should.ThrowAsync<FraiseqlDataException>(new ScriptBuilder(db.Schema).WriteRowsAsync([Maker("1", "a\uD83D")], style))).Message.ShouldContain("U+D83D");

    [Fact]
    public async Task Keys_that_only_the_server_knows_are_an_error_that_names_parent_and_child()
    {
        var builder = new ScriptBuilder(db.Schema);
        var maker = builder.Resolve("tb_maker", 1);
        var segment = ScriptBuilder.Segment(maker, 0, 1, ("name", ["a"]));
        builder.Add(new TableProgram(maker, [segment], [new StoredKeys([0], [segment.Codecs[0]])], []));
        var model = builder.Resolve("tb_model", 1, new ResolvedReference(db["catalog", "tb_model"].ForeignKeys[0], ParentSource.Plan));
        builder.Add(model, ScriptBuilder.Segment(model, 0, 1, ("pk_model", [1])));
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => builder.WriteAsync());
        (error.Id, error.ErrorTarget).ShouldBe(("FqExportNeedsKeys", (object)"catalog.tb_maker.pk_maker"));
        error.Message.ShouldContain("catalog.tb_model");
    }

    [Fact]
    public async Task Rows_whose_keys_could_not_be_read_are_an_error_where_others_refer_to_them()
    {
        var unread = Maker(null, "a");
        var child = (new QualifiedName("catalog", "tb_model"), new SeededRow(["pk_model", "fk_maker"], [null, null], ["1", "1"]));
        (await Should.ThrowAsync<FraiseqlDataException>(new ScriptBuilder(db.Schema).WriteRowsAsync([unread, child]))).Id.ShouldBe("FqExportNeedsKeys");
        (await new ScriptBuilder(db.Schema).WriteRowsAsync([unread])).ShouldContain("INSERT INTO \"catalog\".\"tb_maker\" (\"name\") VALUES\n('a');");
    }

    [Fact]
    public async Task Rows_of_an_unknown_table_or_column_are_an_error()
    {
        var table = (new QualifiedName("catalog", "tb_gone"), new SeededRow([], [], []));
        var column = (new QualifiedName("catalog", "tb_maker"), new SeededRow(["gone"], [null], [null]));
        (await Should.ThrowAsync<FraiseqlDataException>(() => new ScriptBuilder(db.Schema).WriteRowsAsync([table]))).Id.ShouldBe("FqTableNotFound");
        (await Should.ThrowAsync<FraiseqlDataException>(new ScriptBuilder(db.Schema).WriteRowsAsync([column]))).Id.ShouldBe("FqColumnNotFound");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Statements_of_no_rows_are_refused(int rows) =>
        (await Should.ThrowAsync<FraiseqlDataException>(() => Small().WriteAsync(rowsPerInsert: rows))).Id.ShouldBe("FqRowsPerInsertOutOfRange");

    [Fact]
    public async Task Rows_are_passed_on_while_they_are_made()
    {
        var builder = new ScriptBuilder(db.Schema).Add("tb_model", 20_000, ("pk_model", [1]), ("fk_maker", [1]), ("tags", [new[] { new string('x', 100) }]));
        var plan = new ResolvedPlan { Plan = SeedPlan.Create(), Schema = db.Schema, Tables = [builder.Last.Table], LeftOut = [] };
        var writer = new LargestPiece();
        await SqlScriptWriter.WriteAsync(writer, plan, [builder.Last], new SqlScriptOptions(), TestContext.Current.CancellationToken);
        writer.Total.ShouldBeGreaterThan(2_000_000);
        writer.Largest.ShouldBeLessThan(100_000);
    }

    [Fact]
    public async Task Stop_ends_the_writing()
    {
        var builder = Small();
        var plan = new ResolvedPlan { Plan = SeedPlan.Create(), Schema = db.Schema, Tables = [builder.Last.Table], LeftOut = [] };
        await Should.ThrowAsync<OperationCanceledException>(
            SqlScriptWriter.WriteAsync(TextWriter.Null, plan, [builder.Last], new SqlScriptOptions(), new CancellationToken(canceled: true)));
    }

    ScriptBuilder Small() => new ScriptBuilder(db.Schema)
        .Add("tb_maker", 3, ("pk_maker", [1, 2, 3]), ("name", ["O'Brien \\ Sons", "two\nlines", ""]), ("rating", [1.5, -0.0, null]))
        .Add("tb_model", 1, ("pk_model", [1]), ("fk_maker", [3]), ("tags", [new[] { "a", "b c" }]));

    static (QualifiedName, SeededRow) Maker(string? key, string name) =>
        (new QualifiedName("catalog", "tb_maker"), new SeededRow(["pk_maker", "name"], [null, null], [key, name]));

    sealed class LargestPiece : StringWriter
    {
        public int Largest { get; private set; }

        public long Total { get; private set; }

        public override Task WriteAsync(System.Text.StringBuilder? value, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, value!.Length);
            Total += value.Length;
            return Task.CompletedTask;
        }
    }
}

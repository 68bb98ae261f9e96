using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

/// <summary>What PostgreSQL 18 brought.</summary>
public sealed class Version18Tests
{
    const string Script = """
        CREATE DOMAIN required AS int CONSTRAINT is_required NOT NULL CHECK (VALUE > 0);
        CREATE TABLE tb_new (
            a int CONSTRAINT a_there NOT NULL, b int, c required,
            doubled int GENERATED ALWAYS AS (a * 2) VIRTUAL, implied int GENERATED ALWAYS AS (a * 3), kept int GENERATED ALWAYS AS (a * 4) STORED,
            CONSTRAINT c_loose CHECK (a > 0) NOT ENFORCED, CONSTRAINT c_strict CHECK (b > 0));
        ALTER TABLE tb_new ADD CONSTRAINT b_there NOT NULL b NOT VALID;
        CREATE TABLE tb_stay (
            during daterange, slot int4range, unit int4range, CONSTRAINT stay_key PRIMARY KEY (slot, during WITHOUT OVERLAPS),
            CONSTRAINT stay_unique UNIQUE (unit, during WITHOUT OVERLAPS), CONSTRAINT stay_exclusion EXCLUDE USING gist (slot WITH &&));
        CREATE TABLE tb_visit (
            during daterange, slot int4range,
            CONSTRAINT fk_stay FOREIGN KEY (slot, PERIOD during) REFERENCES tb_stay (slot, PERIOD during),
            CONSTRAINT fk_loose FOREIGN KEY (slot, PERIOD during) REFERENCES tb_stay (slot, PERIOD during) NOT ENFORCED);
        """;

    static async Task<DatabaseSchema> ReadAsync()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var session = await database.OpenAsync();
        Assert.SkipWhen(session.PostgreSqlVersion.Major < 18, "The server is older than PostgreSQL 18.");
        await session.RunAsync(Script);
        return await SchemaReader.ReadAsync(session, inTransaction: false, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Virtual_columns_are_told_from_stored_ones()
    {
        var table = (await ReadAsync()).Get(new("public", "tb_new"));
        table.GetColumn("doubled").Generated.ShouldBe(GeneratedKind.Virtual);
        table.GetColumn("doubled").GenerationExpression.ShouldBe("(a * 2)");
        table.GetColumn("doubled").Default.ShouldBeNull();
        table.GetColumn("implied").Generated.ShouldBe(GeneratedKind.Virtual);
        table.GetColumn("kept").Generated.ShouldBe(GeneratedKind.Stored);
    }

    [Fact]
    public async Task Not_null_constraints_are_the_columns_and_no_checks()
    {
        var table = (await ReadAsync()).Get(new("public", "tb_new"));
        table.Checks.Select(c => c.Name).ShouldBe(["c_loose", "c_strict"]);
        table.GetColumn("a").NotNull.ShouldBeTrue();
        table.GetColumn("b").NotNull.ShouldBeTrue();
        table.GetColumn("c").NotNull.ShouldBeTrue();
        table.GetColumn("c").Type.Checks.ShouldHaveSingleItem().Expression.ShouldBe("(VALUE > 0)");
    }

    [Fact]
    public async Task Constraints_that_are_not_enforced_say_so()
    {
        var schema = await ReadAsync();
        schema.Get(new("public", "tb_new")).Checks.Select(c => c.IsEnforced).ShouldBe([false, true]);
        schema.Get(new("public", "tb_visit")).ForeignKeys.Select(k => (k.Name, k.IsEnforced)).ShouldBe([("fk_loose", false), ("fk_stay", true)]);
    }

    [Fact]
    public async Task Keys_without_overlaps_are_unique_keys_and_no_exclusions()
    {
        var table = (await ReadAsync()).Get(new("public", "tb_stay"));
        table.PrimaryKey!.Columns.ShouldBe(["slot", "during"]);
        table.UniqueKeys.Select(k => (k.Name, k.WithoutOverlaps)).ShouldBe([("stay_key", true), ("stay_unique", true)]);
        table.Exclusions.ShouldHaveSingleItem().Name.ShouldBe("stay_exclusion");
    }

    [Fact]
    public async Task Period_key_says_so()
    {
        var key = (await ReadAsync()).Get(new("public", "tb_visit")).ForeignKeys.Single(k => k.Name == "fk_stay");
        key.HasPeriod.ShouldBeTrue();
        key.Columns.ShouldBe(["slot", "during"]);
        key.ReferencedColumns.ShouldBe(["slot", "during"]);
    }
}

using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class RelationsTests(RelationsTests.Fixture db) : IClassFixture<RelationsTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE TABLE tb_plain (pk_plain int PRIMARY KEY);
        COMMENT ON TABLE tb_plain IS 'A plain table; with "quotes"';
        INSERT INTO tb_plain SELECT generate_series(1, 42);
        ANALYZE tb_plain;
        CREATE UNLOGGED TABLE crm.tb_fast (a int);
        CREATE TABLE tb_parted (a int) PARTITION BY LIST (a);
        CREATE FOREIGN DATA WRAPPER fq_wrapper;
        CREATE SERVER fq_elsewhere FOREIGN DATA WRAPPER fq_wrapper;
        CREATE FOREIGN TABLE tb_foreign (a int) SERVER fq_elsewhere;
        CREATE VIEW v_plain AS SELECT * FROM tb_plain;
        CREATE MATERIALIZED VIEW mv_plain AS SELECT * FROM tb_plain;
        CREATE TABLE tb_of_extension (a int);
        ALTER EXTENSION plpgsql ADD TABLE tb_of_extension;
        CREATE TABLE tb_empty ();
        CREATE TABLE tb_base_1 (a int CHECK (a > 0));
        CREATE TABLE tb_base_2 (b int);
        CREATE TABLE tb_child (c int) INHERITS (tb_base_2, crm.tb_fast, tb_base_1);
        CREATE TABLE tb_secret (a int);
        ALTER TABLE tb_secret ENABLE ROW LEVEL SECURITY;
        ALTER TABLE tb_secret FORCE ROW LEVEL SECURITY;
        CREATE TABLE crm.tb_plain (a int);
        """);

    [Theory]
    [InlineData("tb_plain", RelationKind.Table, true)]
    [InlineData("tb_parted", RelationKind.PartitionedTable, true)]
    [InlineData("tb_foreign", RelationKind.ForeignTable, false)]
    [InlineData("v_plain", RelationKind.View, false)]
    [InlineData("mv_plain", RelationKind.MaterializedView, false)]
    public void Relation_of_each_kind_is_read(string name, RelationKind kind, bool fillable)
    {
        db[name].Kind.ShouldBe(kind);
        db[name].IsFillable.ShouldBe(fillable);
    }

    [Fact]
    public void Tables_of_all_user_schemas_are_read_in_order_and_no_others() =>
        db.Schema.Tables.Select(t => t.ToString()).ShouldBe(
        [
            "crm.tb_fast", "crm.tb_plain", "public.mv_plain", "public.tb_base_1", "public.tb_base_2", "public.tb_child", "public.tb_empty",
            "public.tb_foreign", "public.tb_of_extension", "public.tb_parted", "public.tb_plain", "public.tb_secret", "public.v_plain",
        ]);

    [Fact]
    public async Task Temporary_tables_are_left_out()
    {
        var schema = await db.ReadAfterAsync("CREATE TEMPORARY TABLE tb_passing (a int)");
        schema.Tables.ShouldNotContain(t => t.Name.Name == "tb_passing");
    }

    [Fact]
    public async Task Database_version_and_search_path_are_the_sessions()
    {
        await using var session = await db.Database.OpenAsync();
        db.Schema.Database.ShouldBe(db.Database.Connection.Database);
        db.Schema.ServerVersion.ToString().ShouldBe(await session.ScalarAsync<string>("SHOW server_version_num"));
        db.Schema.MajorVersion.ShouldBe(session.PostgreSqlVersion.Major);
        db.Schema.SearchPath.ShouldBe(["public"]);
        var schema = await db.ReadAfterAsync("SET search_path = missing, crm, public");
        schema.SearchPath.ShouldBe(["crm", "public"]);
    }

    [Fact]
    public async Task Oid_is_the_relations()
    {
        await using var session = await db.Database.OpenAsync();
        db["tb_plain"].Oid.ShouldBe(await session.ScalarAsync<uint>("SELECT 'public.tb_plain'::regclass::oid"));
    }

    [Fact]
    public void Comment_is_read_or_null()
    {
        db["tb_plain"].Comment.ShouldBe("A plain table; with \"quotes\"");
        db["tb_child"].Comment.ShouldBeNull();
    }

    [Fact]
    public void Row_estimate_is_the_planners()
    {
        db["tb_plain"].EstimatedRows.ShouldBe(42);
        db["tb_child"].EstimatedRows.ShouldBe(-1);
    }

    [Fact]
    public void Unlogged_table_says_so()
    {
        db["crm", "tb_fast"].IsUnlogged.ShouldBeTrue();
        db["tb_plain"].IsUnlogged.ShouldBeFalse();
    }

    [Fact]
    public void Extension_names_the_owner()
    {
        db["tb_of_extension"].Extension.ShouldBe("plpgsql");
        db["tb_plain"].Extension.ShouldBeNull();
    }

    [Fact]
    public void Inherits_lists_the_parents_in_declared_order()
    {
        db["tb_child"].Inherits.Select(p => p.ToString()).ShouldBe(["public.tb_base_2", "crm.tb_fast", "public.tb_base_1"]);
        db["tb_child"].Columns.Select(c => c.Name).ShouldBe(["b", "a", "c"]);
        db["tb_child"].Checks.Count.ShouldBe(1);
        db["tb_child"].Partition.ShouldBeNull();
    }

    [Fact]
    public void Table_without_columns_is_read() => db["tb_empty"].Columns.ShouldBeEmpty();

    [Fact]
    public void Find_and_get_look_up_by_exact_name()
    {
        db.Schema.Find(new("public", "tb_plain"))!.FindColumn("pk_plain").ShouldNotBeNull();
        db.Schema.Find(new("public", "TB_PLAIN")).ShouldBeNull();
        db["tb_plain"].FindColumn("PK_PLAIN").ShouldBeNull();
        db["crm", "tb_plain"].GetColumn("a").Name.ShouldBe("a");
    }

    [Fact]
    public async Task Row_security_is_active_only_for_a_role_that_it_binds()
    {
        db["tb_secret"].RowSecurityActive.ShouldBeFalse();
        await using var role = await TestRole.CreateAsync(db.Database);
        var schema = await db.ReadAfterAsync(role.SetSql);
        schema.Get(new("public", "tb_secret")).RowSecurityActive.ShouldBeTrue();
        schema.Get(new("public", "tb_plain")).RowSecurityActive.ShouldBeFalse();
    }
}

using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class PartitionsTests(PartitionsTests.Fixture db) : IClassFixture<PartitionsTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE TABLE tb_range (id int, at timestamptz NOT NULL, name text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at, id);
        CREATE TABLE crm.range_2024 PARTITION OF tb_range
            FOR VALUES FROM ('2024-01-01 00:00:00+02', MINVALUE) TO ('2025-01-01 00:00:00+02', MINVALUE);
        CREATE TABLE range_rest PARTITION OF tb_range DEFAULT;
        CREATE TABLE tb_list (kind text, note text) PARTITION BY LIST (lower(kind));
        CREATE TABLE list_odd PARTITION OF tb_list FOR VALUES IN ('a', 'it''s');
        CREATE TABLE tb_hash (a int, b text, c text) PARTITION BY HASH (a, (b || ', ('), (coalesce(c, 'x', '"')));
        CREATE TABLE hash_0 PARTITION OF tb_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY LIST (b);
        CREATE TABLE hash_0_all PARTITION OF hash_0 DEFAULT;
        CREATE TABLE tb_ident (id bigint GENERATED ALWAYS AS IDENTITY, kind int) PARTITION BY LIST (kind);
        CREATE TABLE ident_reordered (kind int, extra int, id bigint NOT NULL);
        ALTER TABLE ident_reordered DROP COLUMN extra;
        ALTER TABLE tb_ident ATTACH PARTITION ident_reordered FOR VALUES IN (1);

        CREATE TABLE tb_ref (id int, at timestamptz, CONSTRAINT fk_range FOREIGN KEY (id, at) REFERENCES tb_range) PARTITION BY LIST (id);
        CREATE TABLE ref_1 PARTITION OF tb_ref FOR VALUES IN (1);
        CREATE TABLE ref_2 (own int, id int, at timestamptz, CONSTRAINT fk_own FOREIGN KEY (id, at) REFERENCES tb_range);
        ALTER TABLE ref_2 DROP COLUMN own;
        ALTER TABLE tb_ref ATTACH PARTITION ref_2 FOR VALUES IN (2);
        CREATE TABLE range_2025 PARTITION OF tb_range
            FOR VALUES FROM ('2025-01-01 00:00:00+02', MINVALUE) TO ('2026-01-01 00:00:00+02', MINVALUE);
        CREATE TABLE tb_plain_ref (id int, at timestamptz, CONSTRAINT fk_range FOREIGN KEY (id, at) REFERENCES tb_range);
        """);

    [Fact]
    public void Range_key_has_its_columns_in_order()
    {
        db["tb_range"].PartitionKey!.Strategy.ShouldBe(PartitionStrategy.Range);
        db["tb_range"].PartitionKey!.Parts.ShouldBe([new("at", null), new("id", null)]);
        db["crm", "range_2024"].PartitionKey.ShouldBeNull();
    }

    [Fact]
    public void Key_of_expressions_is_split_into_them()
    {
        db["tb_list"].PartitionKey!.Strategy.ShouldBe(PartitionStrategy.List);
        db["tb_list"].PartitionKey!.Parts.ShouldBe([new(null, "lower(kind)")]);
        db["tb_hash"].PartitionKey!.Strategy.ShouldBe(PartitionStrategy.Hash);
        db["tb_hash"].PartitionKey!.Parts.ShouldBe(
            [new("a", null), new(null, "(b || ', ('::text)"), new(null, "COALESCE(c, 'x'::text, '\"'::text)")]);
    }

    [Fact]
    public void Partition_has_its_parent_bound_and_condition()
    {
        var partition = db["crm", "range_2024"].Partition!;
        partition.Parent.ShouldBe(new("public", "tb_range"));
        partition.Bound.ShouldBe("FOR VALUES FROM ('2023-12-31 22:00:00+00', MINVALUE) TO ('2024-12-31 22:00:00+00', MINVALUE)");
        partition.Constraint.ShouldNotBeNull().ShouldContain("(at >= '2023-12-31 22:00:00+00'::timestamp with time zone)");
        partition.IsDefault.ShouldBeFalse();
        db["crm", "range_2024"].Inherits.ShouldBeEmpty();
        db["list_odd"].Partition!.Bound.ShouldBe("FOR VALUES IN ('a', 'it''s')");
        db["tb_range"].Partition.ShouldBeNull();
    }

    [Fact]
    public void Default_partition_says_so()
    {
        db["range_rest"].Partition!.IsDefault.ShouldBeTrue();
        db["range_rest"].Partition!.Constraint.ShouldNotBeNull().ShouldStartWith("(NOT ");
    }

    [Fact]
    public void Partition_may_be_partitioned_again()
    {
        db["hash_0"].Kind.ShouldBe(RelationKind.PartitionedTable);
        db["hash_0"].Partition!.Parent.Name.ShouldBe("tb_hash");
        db["hash_0"].PartitionKey!.Parts.ShouldBe([new("b", null)]);
        db["hash_0_all"].Partition!.Parent.Name.ShouldBe("hash_0");
    }

    [Fact]
    public void Partition_has_its_own_unique_keys() => db["crm", "range_2024"].PrimaryKey!.Columns.ShouldBe(["id", "at"]);

    [Fact]
    public void Identity_of_a_partition_is_its_parents_where_the_server_shares_it()
    {
        var (parent, partition) = (db["tb_ident"].GetColumn("id"), db["ident_reordered"].GetColumn("id"));
        parent.Sequence!.Name.Name.ShouldBe("tb_ident_id_seq");
        var shared = db.Schema.MajorVersion >= 17;
        partition.Identity.ShouldBe(shared ? IdentityKind.Always : IdentityKind.None);
        partition.Sequence?.Name.ShouldBe(parent.Sequence.Name);
        (partition.Sequence is not null).ShouldBe(shared);
    }

    // Partitioning adds a key for each partition of the parent, on the same table; only the declared one is to be met.
    [Theory]
    [InlineData("tb_ref", "fk_range")]
    [InlineData("ref_1", "fk_range")]
    [InlineData("ref_2", "fk_own")]
    [InlineData("tb_plain_ref", "fk_range")]
    public void Key_to_a_partitioned_table_is_read_once_on_each_table(string table, string name)
    {
        var key = db[table].ForeignKeys.ShouldHaveSingleItem();
        key.Name.ShouldBe(name);
        key.ReferencedTable.ShouldBe(new("public", "tb_range"));
        key.Columns.ShouldBe(["id", "at"]);
    }
}

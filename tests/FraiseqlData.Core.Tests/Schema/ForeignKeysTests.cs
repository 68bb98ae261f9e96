using FraiseqlData.Schema;
using Shouldly;
using Xunit;
using MatchType = FraiseqlData.Schema.MatchType;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class ForeignKeysTests(ForeignKeysTests.Fixture db) : IClassFixture<ForeignKeysTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE TABLE crm.tb_tenant (pk_tenant int PRIMARY KEY, code text UNIQUE);
        CREATE TABLE crm.tb_user (gone int, tenant int, number int, parent int, UNIQUE (tenant, number), UNIQUE (number));
        ALTER TABLE crm.tb_user DROP COLUMN gone;
        CREATE UNIQUE INDEX i_parent ON crm.tb_user (parent);
        ALTER TABLE crm.tb_user
            ADD CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES crm.tb_user (number) DEFERRABLE INITIALLY DEFERRED,
            ADD CONSTRAINT fk_tenant FOREIGN KEY (tenant) REFERENCES crm.tb_tenant DEFERRABLE;
        CREATE TABLE tb_order (
            user_number int, user_tenant int, tenant_code text,
            CONSTRAINT fk_tenant FOREIGN KEY (tenant_code) REFERENCES crm.tb_tenant (code),
            CONSTRAINT fk_user FOREIGN KEY (user_number, user_tenant) REFERENCES crm.tb_user (number, tenant) MATCH FULL
        );
        ALTER TABLE tb_order ADD CONSTRAINT fk_late FOREIGN KEY (user_number) REFERENCES crm.tb_user (parent) NOT VALID;
        """);

    ForeignKey Key(Table table, string name) => table.ForeignKeys.Single(k => k.Name == name);

    [Fact]
    public void Keys_come_by_name() =>
        db["tb_order"].ForeignKeys.Select(k => k.Name).ShouldBe(["fk_late", "fk_tenant", "fk_user"]);

    [Fact]
    public void Composite_key_pairs_its_columns_with_the_parents()
    {
        var key = Key(db["tb_order"], "fk_user");
        key.Table.ShouldBe(new("public", "tb_order"));
        key.Columns.ShouldBe(["user_number", "user_tenant"]);
        key.ReferencedTable.ShouldBe(new("crm", "tb_user"));
        key.ReferencedColumns.ShouldBe(["number", "tenant"]);
        key.Match.ShouldBe(MatchType.Full);
        key.HasPeriod.ShouldBeFalse();
        key.IsEnforced.ShouldBeTrue();
    }

    [Fact]
    public void Same_name_on_two_tables_is_two_keys()
    {
        Key(db["tb_order"], "fk_tenant").ReferencedColumns.ShouldBe(["code"]);
        Key(db["crm", "tb_user"], "fk_tenant").ReferencedColumns.ShouldBe(["pk_tenant"]);
        Key(db["crm", "tb_user"], "fk_tenant").Match.ShouldBe(MatchType.Simple);
    }

    [Fact]
    public void Deferrability_is_read()
    {
        var (deferred, deferrable, immediate) = (Key(db["crm", "tb_user"], "fk_parent"), Key(db["crm", "tb_user"], "fk_tenant"), Key(db["tb_order"], "fk_user"));
        (deferred.IsDeferrable, deferred.IsInitiallyDeferred).ShouldBe((true, true));
        (deferrable.IsDeferrable, deferrable.IsInitiallyDeferred).ShouldBe((true, false));
        (immediate.IsDeferrable, immediate.IsInitiallyDeferred).ShouldBe((false, false));
    }

    [Fact]
    public void Not_valid_key_to_a_unique_index_is_read()
    {
        Key(db["tb_order"], "fk_late").IsValidated.ShouldBeFalse();
        Key(db["tb_order"], "fk_late").ReferencedColumns.ShouldBe(["parent"]);
        Key(db["tb_order"], "fk_user").IsValidated.ShouldBeTrue();
    }

    [Fact]
    public void Self_reference_says_so()
    {
        Key(db["crm", "tb_user"], "fk_parent").IsSelfReference.ShouldBeTrue();
        Key(db["crm", "tb_user"], "fk_tenant").IsSelfReference.ShouldBeFalse();
    }
}

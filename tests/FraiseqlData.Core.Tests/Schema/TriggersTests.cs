using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class TriggersTests(TriggersTests.Fixture db) : IClassFixture<TriggersTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE FUNCTION crm."Stamp it"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TABLE tb_fired (pk int PRIMARY KEY);
        CREATE TABLE tb_child (fk int REFERENCES tb_fired);
        CREATE TRIGGER b_before_row BEFORE INSERT OR UPDATE ON tb_fired FOR EACH ROW EXECUTE FUNCTION crm."Stamp it"();
        CREATE TRIGGER a_after_statement AFTER INSERT ON tb_fired EXECUTE FUNCTION crm."Stamp it"();
        CREATE TRIGGER c_disabled BEFORE INSERT ON tb_fired FOR EACH ROW EXECUTE FUNCTION crm."Stamp it"();
        CREATE TRIGGER d_replica AFTER INSERT ON tb_fired FOR EACH ROW EXECUTE FUNCTION crm."Stamp it"();
        CREATE TRIGGER e_always AFTER INSERT ON tb_fired FOR EACH ROW EXECUTE FUNCTION crm."Stamp it"();
        CREATE TRIGGER f_update BEFORE UPDATE ON tb_fired FOR EACH ROW EXECUTE FUNCTION crm."Stamp it"();
        ALTER TABLE tb_fired DISABLE TRIGGER c_disabled, ENABLE REPLICA TRIGGER d_replica, ENABLE ALWAYS TRIGGER e_always;
        CREATE TABLE tb_ruled (a int);
        CREATE RULE z_also AS ON INSERT TO tb_ruled DO ALSO NOTIFY inserted;
        CREATE RULE a_instead AS ON INSERT TO tb_ruled DO INSTEAD NOTHING;
        CREATE RULE few AS ON INSERT TO tb_ruled WHERE NEW.a > 1 DO INSTEAD NOTHING;
        CREATE RULE off AS ON INSERT TO tb_ruled DO INSTEAD NOTHING;
        CREATE RULE on_update AS ON UPDATE TO tb_ruled DO INSTEAD NOTHING;
        ALTER TABLE tb_ruled DISABLE RULE off;
        """);

    [Fact]
    public void Insert_triggers_come_by_name_with_their_kind()
    {
        QualifiedName function = new("crm", "Stamp it");
        db["tb_fired"].Triggers.ShouldBe(
        [
            new("a_after_statement", function, IsBefore: false, IsRow: false, IsEnabled: true),
            new("b_before_row", function, IsBefore: true, IsRow: true, IsEnabled: true),
            new("c_disabled", function, IsBefore: true, IsRow: true, IsEnabled: false),
            new("d_replica", function, IsBefore: false, IsRow: true, IsEnabled: false),
            new("e_always", function, IsBefore: false, IsRow: true, IsEnabled: true),
        ]);
    }

    [Fact]
    public void Triggers_of_foreign_keys_are_left_out() => db["tb_child"].Triggers.ShouldBeEmpty();

    [Fact]
    public void Insert_rules_that_are_enabled_come_by_name() =>
        db["tb_ruled"].Rules.ShouldBe([
            new("a_instead", IsInstead: true, IsNothing: true), new("few", IsInstead: true, IsConditional: true, IsNothing: true), new("z_also", IsInstead: false)]);
}

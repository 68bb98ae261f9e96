using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class ChecksTests(ChecksTests.Fixture db) : IClassFixture<ChecksTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE TABLE tb_check (
            gone int, first int NOT NULL, second int, third int, during tsrange, room text,
            CONSTRAINT c_pair CHECK (third > first), CONSTRAINT c_none CHECK (1 = 1), CONSTRAINT c_own CHECK (second > 0) NO INHERIT
        );
        ALTER TABLE tb_check DROP COLUMN gone;
        ALTER TABLE tb_check ADD CONSTRAINT c_late CHECK (first < 100) NOT VALID, ADD CONSTRAINT c_row CHECK (tb_check IS NOT NULL);
        CREATE SCHEMA crm;
        CREATE FUNCTION crm.same(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
        CREATE OPERATOR crm.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = crm.same);
        ALTER TABLE tb_check ADD CONSTRAINT c_operator CHECK (room OPERATOR(crm.===) 'a');
        ALTER TABLE tb_check
            ADD CONSTRAINT x_times EXCLUDE USING gist (during WITH &&, int4range(first, third) WITH -|-) WHERE (second > 1),
            ADD CONSTRAINT x_room EXCLUDE (room WITH =);
        """);

    CheckConstraint Check(string name) => db["tb_check"].Checks.Single(c => c.Name == name);

    [Fact]
    public void Checks_come_by_name_without_not_null_constraints() =>
        db["tb_check"].Checks.Select(c => c.Name).ShouldBe(["c_late", "c_none", "c_operator", "c_own", "c_pair", "c_row"]);

    [Fact]
    public void Expression_is_deparsed_and_its_columns_come_in_table_order()
    {
        Check("c_pair").Expression.ShouldBe("(third > first)");
        Check("c_pair").Columns.ShouldBe(["first", "third"]);
        Check("c_pair").IsEnforced.ShouldBeTrue();
        Check("c_none").Columns.ShouldBeEmpty();
        Check("c_operator").Expression.ShouldBe("(room OPERATOR(crm.===) 'a'::text)");
    }

    [Fact]
    public void Check_of_the_whole_row_names_every_column() =>
        Check("c_row").Columns.ShouldBe(["first", "second", "third", "during", "room"]);

    [Fact]
    public void Validity_and_inheritance_are_read()
    {
        Check("c_late").IsValidated.ShouldBeFalse();
        Check("c_pair").IsValidated.ShouldBeTrue();
        Check("c_own").NoInherit.ShouldBeTrue();
        Check("c_pair").NoInherit.ShouldBeFalse();
    }

    [Fact]
    public void Exclusion_has_parts_operators_and_predicate()
    {
        db["tb_check"].Exclusions.Select(x => (x.Name, x.Predicate)).ShouldBe([("x_room", null), ("x_times", "(second > 1)")]);
        db["tb_check"].Exclusions[0].Parts.ShouldBe([new("room", null, "=")]);
        db["tb_check"].Exclusions[1].Parts.ShouldBe([new("during", null, "&&"), new(null, "int4range(first, third)", "-|-")]);
        db["tb_check"].UniqueKeys.ShouldBeEmpty();
    }
}

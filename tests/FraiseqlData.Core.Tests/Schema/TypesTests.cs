using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class TypesTests(TypesTests.Fixture db) : IClassFixture<TypesTests.Fixture>
{
    public sealed class Fixture() : SchemaFixture("""
        CREATE SCHEMA crm;
        CREATE TYPE crm.mood AS ENUM ('sad', 'ok', 'o''so "happy"');
        ALTER TYPE crm.mood ADD VALUE 'meh' BEFORE 'ok';
        CREATE DOMAIN crm.amount AS numeric(12,2) DEFAULT 0.00 CONSTRAINT positive CHECK (VALUE >= 0) CONSTRAINT capped CHECK (VALUE < 1000);
        CREATE DOMAIN crm.fee AS crm.amount NOT NULL CONSTRAINT small CHECK (VALUE < 10);
        ALTER DOMAIN crm.fee ADD CONSTRAINT even CHECK (VALUE <> 3) NOT VALID;
        CREATE DOMAIN crm.triple AS int[] CHECK (array_length(VALUE, 1) = 3);
        CREATE TYPE crm.address AS (street text, "zip code" varchar(10), mood crm.mood);
        ALTER TYPE crm.address ADD ATTRIBUTE gone int;
        ALTER TYPE crm.address DROP ATTRIBUTE gone;
        CREATE TYPE crm.span AS RANGE (subtype = crm.amount, multirange_type_name = crm.spans);
        CREATE TYPE crm.shell;
        CREATE FUNCTION crm.shell_in(cstring) RETURNS crm.shell LANGUAGE internal IMMUTABLE STRICT AS 'textin';
        CREATE FUNCTION crm.shell_out(crm.shell) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
        CREATE TYPE crm.shell (INPUT = crm.shell_in, OUTPUT = crm.shell_out, LIKE = text);
        ALTER EXTENSION plpgsql ADD TYPE crm.shell;
        CREATE TYPE crm.shelf AS (book crm.shell);
        CREATE TABLE tb_row (a int);
        CREATE TABLE tb_type (
            n int4, mood crm.mood, moods crm.mood[], fee crm.fee, triple crm.triple, address crm.address, addresses crm.address[],
            span crm.span, spans crm.spans, shell crm.shell, shells crm.shell[], shelf crm.shelf, place point, label name, one_char "char",
            padded bpchar, row_of tb_row, vec int2vector);
        """);

    PgType Type(string column) => db["tb_type"].GetColumn(column).Type;

    [Theory]
    [InlineData("n", PgTypeKind.Base, "pg_catalog.int4", "integer")]
    [InlineData("mood", PgTypeKind.Enum, "crm.mood", "crm.mood")]
    [InlineData("moods", PgTypeKind.Array, "crm._mood", "crm.mood[]")]
    [InlineData("fee", PgTypeKind.Domain, "crm.fee", "crm.fee")]
    [InlineData("address", PgTypeKind.Composite, "crm.address", "crm.address")]
    [InlineData("span", PgTypeKind.Range, "crm.span", "crm.span")]
    [InlineData("spans", PgTypeKind.Multirange, "crm.spans", "crm.spans")]
    [InlineData("place", PgTypeKind.Base, "pg_catalog.point", "point")]
    [InlineData("label", PgTypeKind.Base, "pg_catalog.name", "name")]
    [InlineData("one_char", PgTypeKind.Base, "pg_catalog.char", "\"char\"")]
    [InlineData("vec", PgTypeKind.Base, "pg_catalog.int2vector", "int2vector")]
    [InlineData("row_of", PgTypeKind.Composite, "public.tb_row", "public.tb_row")]
    public void Type_of_each_kind_is_read(string column, PgTypeKind kind, string name, string sqlName)
    {
        Type(column).Kind.ShouldBe(kind);
        Type(column).Name.ToString().ShouldBe(name);
        Type(column).SqlName.ShouldBe(sqlName);
        Type(column).ToString().ShouldBe(sqlName);
    }

    [Fact]
    public void Oid_and_category_are_the_types()
    {
        Type("n").Oid.ShouldBe(23u);
        Type("n").Category.ShouldBe('N');
        Type("mood").Category.ShouldBe('E');
    }

    // 'abc'::character would be 'a'.
    [Fact]
    public void Sql_name_of_bpchar_does_not_shorten() => Type("padded").SqlName.ShouldBe("bpchar");

    [Fact]
    public void Enum_labels_come_in_sort_order()
    {
        Type("mood").Labels.ShouldBe(["sad", "meh", "ok", "o'so \"happy\""]);
        Type("n").Labels.ShouldBeEmpty();
    }

    [Fact]
    public void Domain_chain_is_followed_to_its_end()
    {
        var fee = Type("fee");
        fee.NotNull.ShouldBeTrue();
        fee.BaseType!.Name.ShouldBe(new("crm", "amount"));
        fee.BaseTypeModifier.ShouldBe(-1);
        fee.BaseType.NotNull.ShouldBeFalse();
        fee.BaseType.Default.ShouldBe("0.00");
        fee.BaseType.BaseTypeModifier.ShouldBe(((12 << 16) | 2) + 4);
        fee.Underlying.Name.ShouldBe(new("pg_catalog", "numeric"));
        fee.Underlying.BaseType.ShouldBeNull();
        (db["tb_type"].GetColumn("fee").Precision, db["tb_type"].GetColumn("fee").Scale).ShouldBe((12, 2));
    }

    [Fact]
    public void Domain_checks_are_its_own_by_name()
    {
        Type("fee").Checks.Select(c => (c.Name, c.Expression, c.IsValidated)).ShouldBe(
            [("even", "((VALUE)::numeric <> (3)::numeric)", false), ("small", "((VALUE)::numeric < (10)::numeric)", true)]);
        Type("fee").BaseType!.Checks.Select(c => c.Name).ShouldBe(["capped", "positive"]);
        Type("fee").Checks.ShouldAllBe(c => c.Columns.Count == 0 && c.IsEnforced);
    }

    [Fact]
    public void Domain_over_an_array_has_its_dimensions()
    {
        Type("triple").BaseDimensions.ShouldBe(1);
        Type("triple").Underlying.Kind.ShouldBe(PgTypeKind.Array);
        Type("triple").Underlying.Element!.Name.Name.ShouldBe("int4");
    }

    [Fact]
    public void Composite_fields_come_in_order_without_dropped_ones()
    {
        Type("address").Fields.Select(f => (f.Name, f.Type.SqlName, f.TypeModifier)).ShouldBe(
            [("street", "text", -1), ("zip code", "character varying", 14), ("mood", "crm.mood", -1)]);
        Type("addresses").Element.ShouldBeSameAs(Type("address"));
        Type("n").Fields.ShouldBeEmpty();
    }

    [Fact]
    public void Range_and_multirange_lead_to_their_subtype()
    {
        Type("spans").Element.ShouldBeSameAs(Type("span"));
        Type("span").Element!.Name.ShouldBe(new("crm", "amount"));
    }

    [Fact]
    public void Binary_input_is_missing_where_a_part_has_none()
    {
        Type("shell").HasBinaryInput.ShouldBeFalse();
        Type("shells").HasBinaryInput.ShouldBeFalse();
        Type("shelf").HasBinaryInput.ShouldBeFalse();
        Type("addresses").HasBinaryInput.ShouldBeTrue();
        Type("spans").HasBinaryInput.ShouldBeTrue();
    }

    [Fact]
    public void Extension_owns_a_type_and_its_array()
    {
        Type("shell").Extension.ShouldBe("plpgsql");
        Type("shells").Extension.ShouldBe("plpgsql");
        Type("mood").Extension.ShouldBeNull();
    }
}

using System.Text;
using FraiseqlData.Schema;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>The written forms themselves, without a server.</summary>
public sealed class FormTests
{
    static readonly Guid Uuid = new("01234567-89ab-cdef-0123-456789abcdef");

    [Theory]
    [InlineData("int4", -5, "-5")]
    [InlineData("bool", true, "true")]
    [InlineData("text", "it's \\", "'it''s \\'")]
    [InlineData("float8", -0.0, "'-0'::sql_type")]
    [InlineData("float8", 1.5, "1.5")]
    [InlineData("float8", double.NaN, "'NaN'::sql_type")]
    [InlineData("bit", "101", "B'101'")]
    [InlineData("json", "{}", "'{}'::sql_type")]
    [InlineData("oid", 1, "'1'::sql_type")]
    [InlineData("text", null, "NULL")]
    public void Literal_is_bare_where_it_is_safe_and_cast_where_it_is_not(string type, object? value, string expected)
    {
        var (column, vector) = Cell(type, value);
        var sql = new StringBuilder();
        SqlLiteral.Append(sql, column, TypeCodecs.For(column), vector, 0, new StringBuilder("left over"));
        sql.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(5, "'5'::sql_type")]
    [InlineData(null, "NULL::sql_type")]
    public void Cast_literal_always_names_the_type(object? value, string expected)
    {
        var (column, vector) = Cell("int4", value);
        var sql = new StringBuilder();
        SqlLiteral.AppendCast(sql, column, TypeCodecs.For(column), vector, 0, new StringBuilder());
        sql.ToString().ShouldBe(expected);
    }

    [Fact]
    public void Literal_with_nul_is_refused() => Should.Throw<ValueConversionException>(() => SqlLiteral.Quote("a\0"));

    [Fact]
    public void Quoted_text_doubles_its_quotes() => SqlLiteral.Quote("'a''b'").ShouldBe("'''a''''b'''");

    [Fact]
    public void Field_of_copy_has_its_special_characters_escaped()
    {
        var line = new StringBuilder();
        CopyText.AppendEscaped(line, "a\\b\tc\nd\re\bf\fg\vh");
        line.ToString().ShouldBe("a\\\\b\\tc\\nd\\re\\bf\\fg\\vh");
    }

    [Fact]
    public void Null_field_of_copy_is_not_the_text_that_looks_like_it()
    {
        var (column, vector) = Cell("text", "\\N");
        var line = new StringBuilder();
        CopyText.AppendField(line, TypeCodecs.For(column), vector, 0, new StringBuilder());
        vector.SetNull(0);
        CopyText.AppendField(line.Append(' '), TypeCodecs.For(column), vector, 0, new StringBuilder());
        line.ToString().ShouldBe("\\\\N \\N");
    }

    [Fact]
    public void Hashtable_becomes_json_in_an_order_that_is_the_same_in_every_process() =>
        JsonText.Of(new System.Collections.Hashtable { ["b"] = 1, ["C"] = 2m, ["a"] = Uuid }).ShouldBe("{\"C\":2,\"a\":\"01234567-89ab-cdef-0123-456789abcdef\",\"b\":1}");

    [Fact]
    public void Ordered_dictionary_keeps_its_order() =>
        JsonText.Of(new System.Collections.Specialized.OrderedDictionary { ["b"] = 1e20, ["a"] = 0.1f }).ShouldBe("{\"b\":1E+20,\"a\":0.1}");

    [Theory]
    [InlineData("bool", true)]
    [InlineData("int2", (short)5)]
    [InlineData("int4", 5)]
    [InlineData("int8", 5L)]
    [InlineData("float4", 1.5f)]
    [InlineData("float8", 1.5)]
    [InlineData("numeric", "12345678.9012")]
    [InlineData("numeric", "79228162514264337593543950335")]
    [InlineData("money", "1.5")]
    [InlineData("text", "ünï")]
    [InlineData("uuid", "01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("date", "2024-01-31")]
    [InlineData("time", "10:11:12.5")]
    [InlineData("timestamp", "2024-01-31 10:11:12")]
    [InlineData("timestamptz", "2024-01-31 10:11:12")]
    [InlineData("interval", "1 year -3 days 04:05:06.7")]
    [InlineData("inet", "10.0.0.1/8")]
    [InlineData("macaddr", "08:00:2b:01:02:03")]
    [InlineData("bit", "101")]
    public void Binary_form_is_written_without_allocating(string type, object value)
    {
        var (column, vector) = Cell(type, value);
        var codec = TypeCodecs.For(column);
        var buffer = new CopyBuffer();
        Write(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Write(int times)
        {
            for (var i = 0; i < times; i++)
                codec.WriteBinary(vector, 0, buffer);
        }
    }

    static (Column Column, ColumnVector Vector) Cell(string type, object? value)
    {
        var column = new Column
        {
            Name = "c",
            Position = 1,
            SqlType = "sql_type",
            Type = new PgType { Oid = 1, Name = new QualifiedName("pg_catalog", type), Kind = PgTypeKind.Base, SqlName = type },
        };
        var codec = TypeCodecs.For(column);
        var vector = codec.CreateVector(1);
        vector.SetValue(0, codec.FromUser(value));
        return (column, vector);
    }
}

using System.Net;
using System.Net.NetworkInformation;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>For each type: what a user gives, and the text that PostgreSQL must write for it.</summary>
static class TypeCases
{
    public const string Types = """
        CREATE EXTENSION citext;
        CREATE EXTENSION hstore;
        CREATE EXTENSION ltree;
        CREATE EXTENSION isn;
        CREATE EXTENSION cube;
        CREATE TYPE mood AS ENUM ('sad', 'o''so "happy"', '');
        CREATE DOMAIN amount AS numeric(12,2);
        CREATE DOMAIN code AS varchar(4);
        CREATE DOMAIN fee AS amount CHECK (VALUE >= 0);
        CREATE DOMAIN triple AS int[];
        CREATE TYPE place AS (street text, zip varchar(5), since date, moods mood[]);
        CREATE TYPE house AS (number int, place place, cost fee);
        CREATE TYPE single AS (part text);
        CREATE TYPE lookup AS (which regclass);
        CREATE TYPE textrange AS RANGE (subtype = text, multirange_type_name = textranges);
        CREATE TYPE feerange AS RANGE (subtype = fee);
        """;

    /// <summary>Whether a server takes the type: scales outside a numeric's precision came with PostgreSQL 15.</summary>
    public static bool IsKnown(string type, int version) => version >= 15 || type is not ("numeric(4,-2)" or "numeric(2,4)");

    static readonly Guid Uuid = new("01234567-89ab-cdef-0123-456789abcdef");

    public static readonly Dictionary<string, (object? Given, string? Text)[]> Binary = new()
    {
        ["bool"] = [(true, "t"), (0, "f"), ("Yes", "t"), ("off", "f"), (null, null), (DBNull.Value, null)],
        ["smallint"] = [(short.MinValue, "-32768"), ("32767", "32767"), (-0.0, "0"), (5m, "5")],
        ["integer"] = [(int.MinValue, "-2147483648"), (DayOfWeek.Friday, "5"), (2147483647L, "2147483647"), ('7', "7")],
        ["bigint"] = [(long.MinValue, "-9223372036854775808"), (long.MaxValue, "9223372036854775807"), (1e15, "1000000000000000"), (" 12 ", "12")],
        ["oid"] = [(uint.MaxValue, "4294967295"), (0, "0")],
        ["xid"] = [(3, "3")],
        ["cid"] = [(4000000000, "4000000000")],
        ["xid8"] = [(ulong.MaxValue, "18446744073709551615")],
        ["real"] = [(0.1f, "0.1"), (float.MaxValue, "3.4028235e+38"), (-0f, "-0"), (float.NaN, "NaN"), (float.NegativeInfinity, "-Infinity"), (1e-45f, "1e-45"), (0.3, "0.3"), (3, "3")],
        ["double precision"] = [(0.1, "0.1"), (double.MaxValue, "1.7976931348623157e+308"), (double.Epsilon, "5e-324"), (-0.0, "-0"), ("Infinity", "Infinity"), (double.NaN, "NaN"), (0.1f, "0.1"), (1e20, "1e+20"), (-5, "-5"), (-1.5m, "-1.5")],
        ["numeric"] = [(decimal.MaxValue, "79228162514264337593543950335"), (decimal.MinValue, "-79228162514264337593543950335"), (1.00m, "1.00"), (0.0000000000000000000000000001m, "0.0000000000000000000000000001"), (0m, "0"), (0.000m, "0.000"), (10000, "10000"), ("-1234567.89", "-1234567.89"), (0.1, "0.1"), ("1e5", "100000")],
        ["numeric(6,2)"] = [(9999.99m, "9999.99"), (1.005m, "1.01"), (-5, "-5.00")],
        ["numeric(4,-2)"] = [(999900m, "999900"), (149, "100")],
        ["numeric(2,4)"] = [(0.0099m, "0.0099")],
        ["money"] = [(1234.5m, "$1,234.50"), (-0.005m, "-$0.01"), ("$1,000.25", "$1,000.25"), (92233720368547758.07m, "$92,233,720,368,547,758.07"), (-92233720368547758.08m, "-$92,233,720,368,547,758.08")],
        ["text"] = [("", ""), ("it's \"q\" \\ back\\n", "it's \"q\" \\ back\\n"), ("tab\tnl\nrc\r\b\f\v", "tab\tnl\nrc\r\b\f\v"), ("😀 ünï", "😀 ünï"), ("\\N", "\\N"), ("\\.", "\\."), ("NULL", "NULL"), (1.5, "1.5"), (true, "true"), (new DateOnly(2024, 2, 29), "2024-02-29"), ('c', "c"), ("@p :name $1 ?", "@p :name $1 ?")],
        ["varchar(4)"] = [("abcd", "abcd"), ("😀😀😀😀", "😀😀😀😀"), ("ab      ", "ab  ")],
        ["char(4)"] = [("ab", "ab  "), ("abcd  ", "abcd")],
        ["name"] = [("a\"b", "a\"b")],
        ["\"char\""] = [("x", "x"), ("", ""), ("'", "'")],
        ["citext"] = [("MiXed", "MiXed")],
        ["mood"] = [("sad", "sad"), ("o'so \"happy\"", "o'so \"happy\""), ("", "")],
        ["json"] = [("{\"b\": 1,  \"a\":[\"x\\ny\"]}", "{\"b\": 1,  \"a\":[\"x\\ny\"]}"), (5, "5"), (false, "false"), (new object?[] { 1, null, "é'" }, "[1,null,\"é'\"]")],
        ["jsonb"] = [(new Dictionary<string, object?> { ["b"] = 1.5m, ["a"] = new List<object?> { true, null } }, "{\"a\": [true, null], \"b\": 1.5}"), ("null", "null"), ("\"\\\\u0000\"", "\"\\\\u0000\"")],
        ["jsonpath"] = [("$.\"a\"[*]", "$.\"a\"[*]")],
        ["xml"] = [("<a b=\"1\">é</a>", "<a b=\"1\">é</a>"), ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é</a>", "<a>é</a>"), ("x<b/>", "x<b/>")],
        ["uuid"] = [(Uuid, "01234567-89ab-cdef-0123-456789abcdef"), ("{01234567-89AB-CDEF-0123-456789ABCDEF}", "01234567-89ab-cdef-0123-456789abcdef"), ("0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef")],
        ["bytea"] = [(new byte[] { 0, 255, 92 }, "\\x00ff5c"), (Array.Empty<byte>(), "\\x"), ("\\xBEEF", "\\xbeef"), ("0x01", "\\x01"), (new object[] { 1, "2" }, "\\x0102")],
        ["date"] = [(DateOnly.MinValue, "0001-01-01"), (DateOnly.MaxValue, "9999-12-31"), (new DateTime(2000, 1, 1, 23, 0, 0), "2000-01-01"), ("2024-2-29", "2024-02-29"), ("02/03/2024 10:11:12", "2024-02-03"), (new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.FromHours(5)), "2024-05-06")],
        ["time"] = [(TimeOnly.MinValue, "00:00:00"), (TimeOnly.MaxValue, "23:59:59.999999"), (TimeSpan.FromHours(1.5), "01:30:00"), ("4:05", "04:05:00"), ("04:05:06.5", "04:05:06.5"), (new DateTime(2024, 1, 1, 10, 0, 0), "10:00:00")],
        ["timetz"] = [("04:05:06.789-08", "04:05:06.789-08"), ("04:05", "04:05:00+00"), ("04:05:06+05:30", "04:05:06+05:30"), ("24:00:00+00", "24:00:00+00"), (new TimeOnly(1, 2), "01:02:00+00"), (new DateTimeOffset(2024, 1, 1, 9, 0, 0, TimeSpan.FromHours(-3)), "09:00:00-03")],
        ["timestamp"] = [(DateTime.MinValue, "0001-01-01 00:00:00"), (DateTime.MaxValue, "9999-12-31 23:59:59.999999"), (new DateTime(1999, 12, 31, 23, 59, 59).AddTicks(9999999), "1999-12-31 23:59:59.999999"), ("2024-01-31T10:00:00+02:00", "2024-01-31 10:00:00"), ("2024-01-31", "2024-01-31 00:00:00"), (new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.FromHours(2)), "2024-01-01 10:00:00")],
        ["timestamp(0)"] = [(new DateTime(2024, 1, 1, 0, 0, 0, 600), "2024-01-01 00:00:01")],
        ["timestamptz"] = [(new DateTime(2024, 1, 1, 10, 0, 0, DateTimeKind.Utc), "2024-01-01 10:00:00+00"), (new DateTime(2024, 1, 1, 10, 0, 0), "2024-01-01 10:00:00+00"), (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), "9999-12-31 23:59:59.999999+00"), ("2024-01-31T10:00:00.123456+02:00", "2024-01-31 08:00:00.123456+00"), ("2024-01-31 10:00Z", "2024-01-31 10:00:00+00"), ("2024-01-31 10:00-0330", "2024-01-31 13:30:00+00"), (new DateOnly(2024, 1, 1), "2024-01-01 00:00:00+00")],
        ["interval"] = [(TimeSpan.FromHours(26), "1 day 02:00:00"), (TimeSpan.FromSeconds(-1.5), "-00:00:01.5"), ("1 year -2 mons +3 days -04:05:06.7", "10 mons 3 days -04:05:06.7"), ("P1Y2M3DT4H5M6.5S", "1 year 2 mons 3 days 04:05:06.5"), ("@ 1 hour 30 minutes ago", "-01:30:00"), ("1-2", "1 year 2 mons"), ("0", "00:00:00"), ("-1 mon", "-1 mons"), ("1.5 weeks", "10 days 12:00:00"), ("2147483647 days", "2147483647 days"), ("100:00:00", "100:00:00"), ("5 us", "00:00:00.000005")],
        ["interval day to second(0)"] = [("1 day 01:02:03.7", "1 day 01:02:04")],
        ["inet"] = [("192.168.0.1/24", "192.168.0.1/24"), (IPAddress.Parse("10.0.0.1"), "10.0.0.1"), ("::1", "::1"), ("2001:db8::ff00:42:8329/64", "2001:db8::ff00:42:8329/64"), ("::ffff:1.2.3.4", "::ffff:1.2.3.4")],
        ["cidr"] = [("10.1.0.0/16", "10.1.0.0/16"), ("2001:db8::/32", "2001:db8::/32"), (IPNetwork.Parse("0.0.0.0/0"), "0.0.0.0/0")],
        ["macaddr"] = [("08-00-2B-01-02-03", "08:00:2b:01:02:03"), (PhysicalAddress.Parse("08002b010203"), "08:00:2b:01:02:03")],
        ["macaddr8"] = [("08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:05"), ("0800.2b01.0203", "08:00:2b:ff:fe:01:02:03")],
        ["bit(3)"] = [("101", "101"), ("000", "000")],
        ["bit"] = [(true, "1"), ("0", "0")],
        ["varbit(10)"] = [("", ""), ("1", "1"), ("0101010111", "0101010111")],
        ["ltree"] = [("Top.Science", "Top.Science")],
        ["amount"] = [(12.345m, "12.35")],
        ["code"] = [("abcd", "abcd")],
        ["fee"] = [(1, "1.00")],
        ["triple"] = [(new[] { 1, 2, 3 }, "{1,2,3}")],
        ["integer[]"] = [(new object?[] { 1, null, "3" }, "{1,NULL,3}"), (Array.Empty<int>(), "{}"), ("{ {1,2}, {3,4} }", "{{1,2},{3,4}}"), (new[] { new[] { 1 }, new[] { 2 } }, "{{1},{2}}"), (new List<object> { Array.Empty<object>() }, "{}")],
        ["text[]"] = [(new[] { "", "null", "a b", "a,b", "{}", "\"\\", "\t\n", "é😀" }, "{\"\",\"null\",\"a b\",\"a,b\",\"{}\",\"\\\"\\\\\",\"\t\n\",é😀}"), ("{NULL,\"NULL\",a\\,b}", "{NULL,\"NULL\",\"a,b\"}")],
        ["varchar(4)[]"] = [(new[] { "abcd" }, "{abcd}")],
        ["char(3)[]"] = [(new[] { "ab" }, "{\"ab \"}")],
        ["bit(3)[]"] = [(new[] { "101" }, "{101}")],
        ["mood[]"] = [(new[] { "sad", "o'so \"happy\"" }, "{sad,\"o'so \\\"happy\\\"\"}")],
        ["bytea[]"] = [(new[] { new byte[] { 1 }, [] }, "{\"\\\\x01\",\"\\\\x\"}")],
        ["uuid[]"] = [(new[] { Uuid }, "{01234567-89ab-cdef-0123-456789abcdef}")],
        ["jsonb[]"] = [(new object[] { new[] { 1, 2 }, "{}" }, "{\"[1, 2]\",\"{}\"}")],
        ["timestamptz[]"] = [(new[] { new DateTime(2024, 1, 1) }, "{\"2024-01-01 00:00:00+00\"}")],
        ["fee[]"] = [(new[] { 1.5m }, "{1.50}")],
        ["triple[]"] = [(new[] { new[] { 1, 2 }, [3] }, "{\"{1,2}\",\"{3}\"}")],
        ["place[]"] = [(new object?[] { new object?[] { "a b", null, null, null }, null }, "{\"(\\\"a b\\\",,,)\",NULL}")],
        ["place"] = [
            (new Dictionary<string, object?> { ["Street"] = "5, \"Elm\" \\ (x)", ["moods"] = new[] { "sad" }, ["since"] = "2024-01-31" }, "(\"5, \"\"Elm\"\" \\\\ (x)\",,2024-01-31,{sad})"),
            ("(\"\",12345,infinity,)", "(\"\",12345,infinity,)"),
            (new object?[] { null, null, null, null }, "(,,,)")],
        ["house"] = [(new Dictionary<string, object?> { ["number"] = 7, ["place"] = new object?[] { "x", "1", null, null }, ["cost"] = 2 }, "(7,\"(x,1,,)\",2.00)")],
        ["single"] = [("()", "()"), ("(\"\")", "(\"\")"), (new object?[] { "a" }, "(a)")],
        ["int4range"] = [("[1,10]", "[1,11)"), ("empty", "empty"), ("(,5)", "(,5)"), (new object?[] { 1, null }, "[1,)"), ("(,)", "(,)")],
        ["tstzrange"] = [("[2024-01-01, infinity)", "[\"2024-01-01 00:00:00+00\",infinity)"), (new object[] { new DateTime(2024, 1, 1), "2024-01-02" }, "[\"2024-01-01 00:00:00+00\",\"2024-01-02 00:00:00+00\")")],
        ["daterange"] = [("[-infinity,2024-01-01]", "[-infinity,2024-01-02)")],
        ["numrange"] = [("[1.50,Infinity]", "[1.50,Infinity]"), ("(-Infinity,NaN)", "(-Infinity,NaN)")],
        ["textrange"] = [("[\"a \\\"(\",\"b,\"\"\"]", "[\"a \"\"(\",\"b,\"\"\"]"), ("[\"\",z)", "[\"\",z)")],
        ["feerange"] = [(new[] { 1, 2 }, "[1.00,2.00)")],
        ["int4multirange"] = [("{[1,3), [5,5]}", "{[1,3),[5,6)}"), ("{}", "{}"), (new object[] { new[] { 1, 2 } }, "{[1,2)}")],
        ["textranges"] = [("{[\"a\",\"b\"],[c,d)}", "{[a,b],[c,d)}")],
        ["int4range[]"] = [(new[] { "[1,2)", "empty" }, "{\"[1,2)\",empty}")],
    };

    public static readonly Dictionary<string, (object? Given, string? Text)[]> TextOnly = new()
    {
        ["point"] = [("(1,2)", "(1,2)")],
        ["box[]"] = [("{(1,1),(0,0);(2,2),(1,1)}", "{(1,1),(0,0);(2,2),(1,1)}"), (new[] { "(1,1),(0,0)" }, "{(1,1),(0,0)}")],
        ["polygon"] = [("((0,0),(1,1),(1,0))", "((0,0),(1,1),(1,0))")],
        ["tsvector"] = [("'a':1 'it''s'", "'a':1 'it''s'")],
        ["tsquery"] = [("'a' & 'b'", "'a' & 'b'")],
        ["pg_lsn"] = [("16/B374D848", "16/B374D848")],
        ["tid"] = [("(0,1)", "(0,1)")],
        ["regclass"] = [("pg_class", "pg_class")],
        ["int2vector"] = [("1 2", "1 2")],
        ["hstore"] = [(new Dictionary<string, object?> { ["b\"\\"] = null, ["a"] = "it's" }, "\"a\"=>\"it's\", \"b\\\"\\\\\"=>NULL"), ("x=>1", "\"x\"=>\"1\"")],
        ["isbn"] = [("978-0-393-04002-9", "0-393-04002-X")],
        ["cube"] = [("(1, 2)", "(1, 2)")],
        ["lookup"] = [("(pg_class)", "(pg_class)")],
        ["regclass[]"] = [(new[] { "pg_class" }, "{pg_class}")],
    };

    public static TheoryData<string> BinaryTypes => [.. Binary.Keys];

    public static TheoryData<string> TextOnlyTypes => [.. TextOnly.Keys];
}

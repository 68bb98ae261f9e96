using System.Globalization;
using System.Numerics;
using FraiseqlData.Core.Tests.Infrastructure;
using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>What users may not give, and what they are told.</summary>
public sealed class UserValueTests(CodecFixture fixture) : IClassFixture<CodecFixture>
{
    public static TheoryData<string, object, string> Refused => new()
    {
        { "integer", "abc", "'abc' is no integer" },
        { "integer", 1.5, "1.5 is no integer" },
        { "integer", true, "true is no integer" },
        { "integer", double.NaN, "NaN is no integer" },
        { "integer", new[] { 1 }, "a list is no integer" },
        { "integer", "1e3", "'1e3' is no integer" },
        { "smallint", 70000, "70000 is outside the range of smallint, -32768 to 32767" },
        { "bigint", ulong.MaxValue, "18446744073709551615 is outside the range of bigint, -9223372036854775808 to 9223372036854775807" },
        { "oid", -1, "-1 is outside the range of oid, 0 to 4294967295" },
        { "real", 1e300, "1E+300 is outside the range of real" },
        { "real", 1e-300, "1E-300 is outside the range of real" },
        { "double precision", "1e999", "'1e999' is no number" },
        { "double precision", "1,5", "'1,5' is no number" },
        { "numeric", "1,000", "'1,000' is no number that a .NET decimal holds" },
        { "numeric", double.PositiveInfinity, "Infinity is no number that a .NET decimal holds" },
        { "numeric", "0.12345678901234567890123456789", "'0.12345678901234567890123456789' has more digits than a .NET decimal holds (28)" },
        { "numeric", BigInteger.Pow(10, 40), "'1000000000000000000000000000000000000000…' has more digits than a .NET decimal holds (28)" },
        { "numeric(6,2)", 10000m, "10000 does not fit numeric(6,2), which takes numbers below 1e4" },
        { "numeric(6,2)", 9999.995m, "9999.995 does not fit numeric(6,2), which takes numbers below 1e4" },
        { "numeric(2,4)", 0.01m, "0.01 does not fit numeric(2,4), which takes numbers below 1e-2" },
        { "amount", 1e10m, "10000000000 does not fit numeric(12,2), which takes numbers below 1e10" },
        { "money", 1e17m, "100000000000000000 is outside the range of money, -92233720368547758.08 to 92233720368547758.07" },
        { "money", "much", "'much' is no amount of money" },
        { "boolean", "maybe", "'maybe' is no boolean" },
        { "boolean", 2, "2 is no boolean" },
        { "text", new object[] { 1 }, "a list is no text" },
        { "text", new Dictionary<string, object>(), "a hashtable is no text" },
        { "text", new object(), "an object of type Object is no text" },
        { "text", "a\0b", "'a\\0b' has a NUL character, which PostgreSQL cannot store" },
        { "text", "a\uD800", "the text has half of a surrogate pair (U+D800), which UTF-8 cannot hold" },
        { "text", "\uDC00\uD800", "the text has half of a surrogate pair (U+DC00), which UTF-8 cannot hold" },
        { "varchar(10)", new string('x', 40), "40 characters, the column takes 10" },
        { "varchar(2)", "😀😀😀", "3 characters, the column takes 2" },
        { "name", new string('é', 32), "64 bytes, a name takes 63" },
        { "\"char\"", "é", "'é' is no single ASCII character" },
        { "mood", "Sad", "'Sad' is no label of mood; its labels are 'sad', 'o'so \"happy\"', ''" },
        { "json", "{a:1}", "'{a:1}' is no JSON: " },
        { "json", new object[] { double.NaN }, "NaN has no JSON form" },
        { "json", new object(), "an object of type Object has no JSON form" },
        { "jsonb", "\"\\u0000\"", "'\"\\u0000\"' has the character \\u0000, which jsonb cannot store" },
        { "jsonb", new[] { "\0" }, "'\\0' has a NUL character, which PostgreSQL cannot store" },
        { "uuid", "0123", "'0123' is no uuid" },
        { "bytea", "abc", "'abc' is no bytea: give an array of bytes, or hexadecimal digits behind \\x" },
        { "bytea", "\\xabc", "'\\xabc' has no even number of hexadecimal digits" },
        { "bytea", new object[] { 1, 256 }, "256 is no byte" },
        { "bit(3)", "10", "2 bits, the column takes exactly 3" },
        { "varbit(10)", "00000000000", "11 bits, the column takes at most 10" },
        { "bit(3)", "12x", "'12x' is no text of 0 and 1" },
        { "date", "2023-02-29", "'2023-02-29' is no date that .NET can hold (years 1 to 9999)" },
        { "date", "10:30", "'10:30' is no date that .NET can hold (years 1 to 9999)" },
        { "date", 5, "5 is no date that .NET can hold (years 1 to 9999)" },
        { "time", TimeSpan.FromHours(24), "1.00:00:00 is no time of day from 00:00 to 23:59:59.999999" },
        { "timetz", "25:00+01", "'25:00+01' is no time with time zone" },
        { "timestamp", "yesterday", "'yesterday' is no point in time that .NET can hold (years 1 to 9999)" },
        { "timestamptz", "0001-01-01T00:00:00+01:00", "'0001-01-01T00:00:00+01:00' is in UTC no point in time that .NET can hold (years 1 to 9999)" },
        { "interval", "1 fortnight", "'1 fortnight' is no interval" },
        { "interval", "", "'' is no interval" },
        { "interval", "3000000000 days", "'3000000000 days' is no interval" },
        { "inet", "10", "'10' is no address such as 192.168.0.1/24 or ::1" },
        { "inet", "10.0.0.1/33", "'10.0.0.1/33' is no address such as 192.168.0.1/24 or ::1" },
        { "cidr", "10.0.0.1/8", "'10.0.0.1/8' is no network: it has bits set to the right of the mask" },
        { "macaddr", "08:00:2b:01:02", "'08:00:2b:01:02' is no hardware address of 6 bytes, such as 08:00:2b:01:02:03" },
        { "integer[]", 5, "5 is no array: give a list" },
        { "integer[]", "5", "'5' is no array: give a list, or text such as {1,2}" },
        { "integer[]", new object[] { 1, "x" }, "'x' is no integer" },
        { "integer[]", "{{1,2},{3}}", "the inner lists have different lengths; the dimensions of an array are even" },
        { "integer[]", new object[] { 1, new[] { 2 } }, "the inner lists have different lengths; the dimensions of an array are even" },
        { "integer[]", new int[2, 2], "an array of .NET with several dimensions is not taken: give lists of lists" },
        { "place", new Dictionary<string, object> { ["road"] = 1 }, "place has no field 'road'; its fields are street, zip, since, moods" },
        { "place", "(1,2)", "2 values, place has 4 fields" },
        { "place", new object[] { 1 }, "1 values, place has 4 fields" },
        { "place", "x", "'x' is no place: text for it looks like (1,\"a b\",)" },
        { "house", new Dictionary<string, object> { ["place"] = new Dictionary<string, object> { ["since"] = "x" } }, "field place: field since: 'x' is no date that .NET can hold (years 1 to 9999)" },
        { "int4range", "1-5", "'1-5' is no int4range: text for it looks like [1,10)" },
        { "int4range", "[a,5]", "'a' is no integer" },
        { "int4multirange", "[1,2)", "'[1,2)' is no int4multirange: text for it looks like {[1,3),[5,7)}" },
        { "hstore", new Dictionary<string, object> { ["a"] = new[] { 1 } }, "'a': a list is no text; hstore holds text alone" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Value_that_does_not_fit_is_refused_with_the_reason(string type, object value, string message)
    {
        var codec = (await fixture.TableAsync(type)).Codec;
        Should.Throw<ValueConversionException>(() => codec.FromUser(value)).Message.Replace("public.", "", StringComparison.Ordinal).ShouldStartWith(message);
    }

    [Fact]
    public async Task Value_that_contains_itself_is_refused()
    {
        var list = new List<object?>();
        list.Add(list);
        var codec = (await fixture.TableAsync("jsonb")).Codec;
        Should.Throw<ValueConversionException>(() => codec.FromUser(list)).Message.ShouldContain("contain itself");
    }

    [Fact]
    public async Task Local_time_is_brought_to_utc_for_timestamptz_alone()
    {
        var local = new DateTime(2024, 7, 1, 12, 0, 0, DateTimeKind.Local);
        (await fixture.TableAsync("timestamptz")).Codec.FromUser(local).ShouldBe(local.ToUniversalTime());
        (await fixture.TableAsync("timestamp")).Codec.FromUser(local).ShouldBe(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
    }

    [Theory]
    [InlineData("timestamp", DateTimeKind.Unspecified)]
    [InlineData("timestamptz", DateTimeKind.Utc)]
    public async Task Kind_of_a_time_is_fixed_by_the_type(string type, DateTimeKind kind)
    {
        var codec = (await fixture.TableAsync(type)).Codec;
        foreach (object given in new object[] { "2024-01-01 10:00", "2024-01-01T10:00:00Z", DateTime.UnixEpoch, DateTimeOffset.UnixEpoch, new DateTime(5), DateOnly.MaxValue })
            codec.FromUser(given).ShouldBeOfType<DateTime>().Kind.ShouldBe(kind);
        codec.Parse("2024-01-01 10:00:00" + (kind == DateTimeKind.Utc ? "+00" : "")).ShouldBeOfType<DateTime>().Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public async Task Culture_changes_nothing(string culture)
    {
        var version = await PostgresServer.VersionAsync();
        foreach (var (type, cases) in TypeCases.Binary.Concat(TypeCases.TextOnly).Where(t => TypeCases.IsKnown(t.Key, version)))
        {
            var codec = (await fixture.TableAsync(type)).Codec;
            foreach (var (given, text) in cases.Where(c => c.Text is not null))
            {
                var form = Form(codec, given!);
                var parsed = codec.Parse(text!);
                using var _ = new CultureScope(culture);
                Form(codec, given!).ShouldBe(form);
                codec.Parse(text!).ShouldBe(parsed);
            }
        }
    }

    static string Form(TypeCodec codec, object given) => codec.FromUserPart(given);

    sealed class CultureScope : IDisposable
    {
        readonly CultureInfo _before = CultureInfo.CurrentCulture;

        public CultureScope(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

        public void Dispose() => CultureInfo.CurrentCulture = _before;
    }
}

using CsCheck;
using FraiseqlData.Errors;
using FraiseqlData.Schema;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Trinity;

public sealed class UuidDecoderTests
{
    /// <summary>Ids as the members of the family write them, and what they mean.</summary>
    [Theory]
    [InlineData("01234521-0042-4100-8015-000000000001", "fraiseql-uuid 012345 21 42 1000 15 1")]
    [InlineData("99999999-9999-4999-8999-999999999999", "fraiseql-uuid 999999 99 9999 9999 99 999999999999")]
    [InlineData("00000000-0000-4000-8000-000000000000", "fraiseql-uuid 000000 0 0 0 0 0")]
    // tb_organization, tb_manufacturer, tb_model as the Python fraiseql-data writes them.
    [InlineData("2a6f3c21-0000-4000-8000-000000001001", "fraiseql-data 2a6f3c 21 0 0 0 1001")]
    [InlineData("1559c821-0000-4000-8000-000000000001", "fraiseql-data 1559c8 21 0 0 0 1")]
    [InlineData("01321021-0042-0000-0007-000000000003", "printoptim 013210 21 42 7  3")]
    [InlineData("01321000-0007-8001-8000-000000000003", "semis 01321000   7  3")]
    [InlineData("deadbeef-ffff-8fff-bfff-ffffffffffff", "semis deadbeef   65535  4611686018427387903")]
    public void Family_and_fields_are_told(string text, string expected)
    {
        var decoded = UuidDecoder.Create().Decode(Guid.Parse(text));
        $"{decoded.Family} {decoded.TableCode} {decoded.SeedDir} {decoded.Function} {decoded.Scenario} {decoded.TestCase} {decoded.Instance}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301", "variant digit is 9")]
    [InlineData("01234521-0042-1100-8015-000000000001", "version is 1")]
    [InlineData("01234521-0042-4100-8015-00000000000f", "letters")]
    [InlineData("00000000-0000-0000-0000-000000000000", "version is 0")]
    [InlineData("018f4e5c-7b1a-7000-8000-000000000001", "version is 7")]
    public void Other_uuids_are_refused_with_the_reason(string text, string reason) =>
        Should.Throw<FraiseqlDataException>(() => UuidDecoder.Create().Decode(Guid.Parse(text))).Message.ShouldContain(reason);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("01234521-0042-4100-8015-00000000000")]
    [InlineData("012345210-042-4100-8015-000000000001")]
    public void Malformed_text_is_no_uuid(string text) =>
        Should.Throw<FraiseqlDataException>(() => UuidDecoder.Parse(text)).Id.ShouldBe("FqUuidInvalid");

    [Fact]
    public void Table_is_named_by_registry_database_or_hash()
    {
        var schema = Schema(Trinity("catalog", "tb_model"), Trinity("catalog", "tb_user"));
        var decoder = UuidDecoder.Create(new Dictionary<string, int> { ["catalog.tb_model"] = 13210, ["elsewhere.tb_x"] = 7 }, schema);
        decoder.Decode(Guid.Parse("01321021-0000-4000-8000-000000000001")).Table!.ToString().ShouldBe("catalog.tb_model");
        decoder.Decode(Guid.Parse("00000721-0000-4000-8000-000000000001")).Table!.ToString().ShouldBe("elsewhere.tb_x");
        decoder.Decode(Guid.Parse("99999921-0000-4000-8000-000000000001")).Table.ShouldBeNull();
        // The md5 of tb_user begins with digits only: by its form it is fraiseql-uuid's, by its table the Python tool's.
        var user = decoder.Decode(Guid.Parse("95201621-0000-4000-8000-000000001001"));
        (user.Family, user.Table!.ToString()).ShouldBe(("fraiseql-data", "catalog.tb_user"));
        decoder.CodeOf("tb_model").ShouldBe("013210");
        Should.Throw<FraiseqlDataException>(() => decoder.CodeOf("tb_none")).Id.ShouldBe("FqTableCodeUnknown");
    }

    [Fact]
    public void Whatever_is_made_is_told() => Gen.Select(Gen.Int[0, 999_999], Gen.Int[0, 99], Gen.Int[0, 9_999], Gen.Int[0, 9_999], Gen.Int[0, 99], Gen.Long[0, PatternUuid.MaxInstance]).Sample((code, dir, function, scenario, test, instance) =>
    {
        var decoded = UuidDecoder.Create().Decode(PatternUuid.Create(TableCodes.Format(code), instance, dir, function, scenario, test).ToGuid());
        (decoded.Family, decoded.TableCode, decoded.SeedDir, decoded.Function, decoded.Scenario, decoded.TestCase, decoded.Instance)
            .ShouldBe(("fraiseql-uuid", TableCodes.Format(code), dir, function, scenario, test, instance));
    });

    [Theory]
    [InlineData("12345", 1, 21, 0, 0, 0, "FqTableCodeInvalid")]
    [InlineData("1234567", 1, 21, 0, 0, 0, "FqTableCodeInvalid")]
    [InlineData("ABCDEF", 1, 21, 0, 0, 0, "FqTableCodeInvalid")]
    [InlineData("٠١٢٣٤٥", 1, 21, 0, 0, 0, "FqTableCodeInvalid")]
    [InlineData("012345", -5, 21, 0, 0, 0, "The instance")]
    [InlineData("012345", 1_000_000_000_000, 21, 0, 0, 0, "The instance")]
    [InlineData("012345", 1, 123, 0, 0, 0, "The seed directory")]
    [InlineData("012345", 1, 21, 10_000, 0, 0, "The function")]
    [InlineData("012345", 1, 21, 0, 12_345, 0, "The scenario")]
    [InlineData("012345", 1, 21, 0, 0, 150, "The test case")]
    [InlineData("012345", 1, 21, 0, 0, 4_294_967_296, "The test case")]
    public void What_the_reference_cuts_or_overflows_is_refused_here(string code, long instance, long dir, long function, long scenario, long test, string expected)
    {
        var error = Should.Throw<FraiseqlDataException>(() => PatternUuid.Create(code, instance, dir, function, scenario, test));
        $"{error.Id} {error.Message}".ShouldContain(expected);
    }

    static DatabaseSchema Schema(params Table[] tables) => new("test", 150000, ["public"], tables);

    static Table Trinity(string schema, string name)
    {
        var uuid = new PgType { Oid = 2950, Name = new QualifiedName("pg_catalog", "uuid"), SqlName = "uuid", Kind = PgTypeKind.Base };
        return new Table
        {
            Oid = (uint)name.Length,
            Name = new QualifiedName(schema, name),
            Columns = [new Column { Name = "id", Position = 1, Type = uuid, SqlType = "uuid", NotNull = true }],
            UniqueKeys = [new UniqueKey { Name = name + "_id_key", Parts = [new KeyPart("id", null)] }],
        };
    }
}

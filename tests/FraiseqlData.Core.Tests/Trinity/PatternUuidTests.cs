using System.Text.RegularExpressions;
using CsCheck;
using FraiseqlData.Errors;
using FraiseqlData.Trinity;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Trinity;

public sealed partial class PatternUuidTests
{
    static readonly Gen<PatternUuid> Uuids =
        from code in Gen.Int[0, 999_999]
        from directory in Gen.Int[0, 99]
        from function in Gen.Int[0, 9_999]
        from scenario in Gen.Int[0, 9_999]
        from testCase in Gen.Int[0, 99]
        from instance in Gen.Long[0, PatternUuid.MaxInstance]
        select new PatternUuid(code, directory, function, scenario, testCase, instance);

    [Fact]
    public void Published_example_is_written_as_documented() =>
        new PatternUuid(12345, 21, 42, 1000, 15, 1).ToString().ShouldBe("01234521-0042-4100-8015-000000000001");

    [Fact]
    public void Any_fields_round_trip_in_the_published_form() => Uuids.Sample(uuid =>
    {
        uuid.ToString().ShouldMatch(PublishedForm().ToString());
        PatternUuid.Parse(uuid.ToGuid()).ShouldBe(uuid);
    });

    [Fact]
    public void Instances_sort_as_the_server_sorts_uuids() => Gen.Select(Uuids, Gen.Long[0, PatternUuid.MaxInstance]).Sample((uuid, other) =>
        string.CompareOrdinal(uuid.ToString(), (uuid with { Instance = other }).ToString()).CompareTo(0).ShouldBe(uuid.Instance.CompareTo(other)));

    [Theory]
    [InlineData("a1234521-0042-4100-8015-000000000001")]
    [InlineData("01234521-0042-1100-8015-000000000001")]
    [InlineData("01234521-0042-4100-9015-000000000001")]
    [InlineData("01234521-0042-4100-8015-00000000000f")]
    public void Other_uuids_are_none(string text) => PatternUuid.Parse(Guid.Parse(text)).ShouldBeNull();

    [Theory]
    [InlineData(1_000_000, 0, 0, 0, 0, 0)]
    [InlineData(-1, 0, 0, 0, 0, 0)]
    [InlineData(0, 100, 0, 0, 0, 0)]
    [InlineData(0, 0, 10_000, 0, 0, 0)]
    [InlineData(0, 0, 0, 10_000, 0, 0)]
    [InlineData(0, 0, 0, 0, 100, 0)]
    [InlineData(0, 0, 0, 0, 0, 1_000_000_000_000)]
    [InlineData(0, 0, 0, 0, 0, -1)]
    public void Field_out_of_range_is_refused(int code, int directory, int function, int scenario, int testCase, long instance) =>
        Should.Throw<FraiseqlDataException>(() => new PatternUuid(code, directory, function, scenario, testCase, instance).ToGuid()).Id.ShouldBe("FqUuidFieldOutOfRange");

    [GeneratedRegex("^([0-9]{6})([0-9]{2})-([0-9]{4})-4([0-9]{3})-8([0-9])([0-9]{2})-([0-9]{12})$")]
    private static partial Regex PublishedForm();
}

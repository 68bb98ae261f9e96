using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine.Types;

/// <summary>A table for every limit of a type, at its ends and where little room is left.</summary>
public sealed class BoundsFixture : IAsyncLifetime
{
    internal static readonly (string Type, string Check)[] Cases =
    [
        ("smallint", "v > 32000"), ("smallint", "v < -32760"), ("integer", "v = 2147483647"), ("integer", "v <= -2147483640"),
        ("bigint", "v >= 9223372036854775000"), ("bigint", "v <= -9223372036854775000"), ("bigint", "v BETWEEN 5000000000000000000 AND 5000000000000000100"),
        ("numeric", "v > 100000000000000000000"), ("numeric", "v < -1000000000000"), ("numeric", "v > 0 AND v < 0.0001"), ("numeric(38,20)", "v > 0 AND v <= 0.0000000001"),
        ("numeric(6,2)", "v >= 9999"), ("numeric(6,2)", "v <> 'NaN' AND v < 0"), ("numeric", "v <> 'NaN'"), ("numeric(20,4)", "v >= 1000000000000000"), ("money", "v >= '90000000000000'"),
        ("real", "v > 1e30"), ("real", "v > 0 AND v < 0.00001"), ("double precision", "v > 1e300"), ("double precision", "v < -1e100"), ("double precision", "v > 0 AND v < 1e-9"),
        ("double precision", "v BETWEEN 0 AND 1"), ("double precision", "v <> 'NaN' AND v <> 'Infinity'"),
        ("date", "v > '8000-01-01'"), ("date", "v < '0100-01-01'"), ("date", "v <> 'infinity'"), ("timestamp", "v >= '9999-12-31'"), ("timestamptz", "v < '1000-01-01Z'"),
        ("timestamptz(0)", "v > '2020-01-01Z' AND v < '2020-01-01 00:01Z'"), ("timestamp(3)", "v BETWEEN '2020-01-01 00:00:00.5' AND '2020-01-01 00:00:03'"),
        ("time", "v >= '23:59:30'"), ("time", "v BETWEEN '08:00' AND '08:00:20'"), ("timetz", "v IS NOT NULL"),
        ("interval", "v > '0'"), ("interval", "v BETWEEN '1 hour' AND '2 hours'"), ("interval", "v < '0'"), ("interval", "v >= '100 years'"), ("interval year", "v >= '5 years'"),
        ("interval", "v <= '1 day'"),
        ("char(5)", "v = upper(v)"), ("char(5)", "length(v) = 5"), ("varchar(3)", "length(v) >= 3"), ("text", "length(v) > 5000"), ("text", "octet_length(v) = 64"), ("name", "length(v) = 60"),
        ("\"char\"", "v IN ('a', 'b')"), ("bytea", "octet_length(v) = 32"), ("bytea", "length(v) BETWEEN 1000 AND 1010"),
        ("bit(8)", "v <> B'00000000'"), ("varbit(40)", "length(v) = 5"), ("varbit", "length(v) >= 64"), ("uuid", "v <> '00000000-0000-0000-0000-000000000000'"),
        ("int[]", "array_length(v, 1) = 3"), ("int[]", "cardinality(v) BETWEEN 1 AND 2"), ("int[]", "0 < ALL (v)"), ("text[]", "v <> '{}'"), ("int[][]", "array_ndims(v) = 2"),
        ("int[]", "v[1] > 0"), ("text[]", "array_position(v, NULL) IS NULL"), ("int[]", "v <@ ARRAY[1,2,3]"), ("text[]", "v <@ ARRAY['a','b']::text[]"),
        ("int4range", "lower(v) > 100 AND upper(v) < 200"), ("daterange", "NOT isempty(v)"), ("tstzrange", "lower(v) IS NOT NULL AND upper(v) IS NOT NULL"), ("numrange", "upper(v) <= 1"),
        ("jsonb", "jsonb_typeof(v) = 'array'"), ("jsonb", "v ? 'name'"), ("boolean", "v"), ("oid", "v > 0::oid"),
    ];

    internal EngineScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Scene = await EngineScene.CreateAsync(string.Concat(Cases.Select((c, i) => $"CREATE TABLE t_{i} (z int PRIMARY KEY, v {c.Type} NOT NULL CHECK ({c.Check}));\n")));

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}

public sealed class BoundsTests(BoundsFixture fixture) : IClassFixture<BoundsFixture>
{
    public static TheoryData<int, string, string> Cases => [.. BoundsFixture.Cases.Select((c, i) => new TheoryDataRow<int, string, string>(i, c.Type, c.Check))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Values_keep_within_their_limits(int number, string type, string check)
    {
        _ = await fixture.Scene.FillAsync($"t_{number}", 30);
        (await fixture.Scene.ScalarAsync<long>($"SELECT count(*) FROM t_{number} WHERE {check}")).ShouldBe(30, type);
    }

    [Fact]
    public async Task Column_whose_values_cannot_be_held_here_is_diagnosed_by_its_constraint()
    {
        await using var scene = await EngineScene.CreateAsync("CREATE TABLE t (z int PRIMARY KEY, v date NOT NULL CONSTRAINT far CHECK (v > '20000-01-01'))");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("t", 1));
        error.Id.ShouldBe("FqCheckUnsatisfied");
        error.Message.ShouldContain("public.t");
        error.Message.ShouldContain("far");
    }

    [Theory]
    [InlineData("numeric")]
    [InlineData("real")]
    [InlineData("double precision")]
    public async Task Numbers_are_never_nan_or_infinite_unless_asked_for(string type)
    {
        await using var scene = await EngineScene.CreateAsync($"CREATE TABLE t (z int PRIMARY KEY, v {type} NOT NULL)");
        _ = await scene.FillAsync("t", 1000);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE v::text IN ('NaN', 'Infinity', '-Infinity')")).ShouldBe(0);
    }
}

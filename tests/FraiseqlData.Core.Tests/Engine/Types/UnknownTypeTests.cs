using FraiseqlData.Errors;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Engine.Types;

/// <summary>Types of which nothing is known but that they have a text form.</summary>
public sealed class UnknownTypeTests
{
    const string Types = """
        CREATE TYPE odd;
        CREATE FUNCTION odd_in(cstring) RETURNS odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
        CREATE FUNCTION odd_out(odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
        CREATE TYPE odd (INPUT = odd_in, OUTPUT = odd_out, LIKE = int4);
        CREATE DOMAIN odder AS odd DEFAULT '5';
        CREATE TYPE oddest AS (first odd, others odd[]);

        """;

    [Fact]
    public async Task Values_are_those_that_rows_have()
    {
        await using var scene = await EngineScene.CreateAsync(Types + """
            CREATE TABLE known (v odd); INSERT INTO known VALUES ('17'), ('4'), (NULL);
            CREATE TABLE t (id int PRIMARY KEY, v odd NOT NULL, list odd[] NOT NULL, part oddest NOT NULL);
            """);
        _ = await scene.FillAsync("t", 30);
        (await scene.RowsAsync("SELECT DISTINCT v::text FROM t ORDER BY 1")).ShouldBe(["(17)", "(4)"]);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE (part).first::text IN ('4', '17') AND list[1]::text IN ('4', '17')")).ShouldBe(30);
    }

    [Fact]
    public async Task Value_is_the_default_of_the_column_or_of_its_domain()
    {
        await using var scene = await EngineScene.CreateAsync(Types + "CREATE TABLE t (id int PRIMARY KEY, v odd NOT NULL DEFAULT '3', w odder NOT NULL)");
        _ = await scene.FillAsync("t", 3);
        (await scene.RowsAsync("SELECT DISTINCT v::text, w::text FROM t")).ShouldBe(["(3,5)"]);
    }

    [Theory]
    [InlineData("v odd NOT NULL", "public.t.v", "public.odd")]
    [InlineData("v odd[] NOT NULL", "public.t.v", "public.odd[]")]
    [InlineData("v oddest NOT NULL", "public.t.v", "public.oddest")]
    public async Task Column_that_nothing_can_be_put_into_is_diagnosed(string column, string name, string type)
    {
        await using var scene = await EngineScene.CreateAsync(Types + $"CREATE TABLE t (id int PRIMARY KEY, {column})");
        var error = await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("t", 3));
        error.Id.ShouldBe("FqTypeNotSupported");
        error.Message.ShouldContain(name);
        error.Message.ShouldContain($"its type {type} is not known here");
    }

    [Fact]
    public async Task Nullable_column_stays_null()
    {
        await using var scene = await EngineScene.CreateAsync(Types + "CREATE TABLE t (id int PRIMARY KEY, v odd, list odd[])");
        _ = await scene.FillAsync("t", 3);
        (await scene.ScalarAsync<long>("SELECT count(*) FROM t WHERE v IS NULL AND list IS NULL")).ShouldBe(3);
    }

    [Fact]
    public async Task Unique_column_takes_values_of_other_tables_while_there_are_any()
    {
        await using var scene = await EngineScene.CreateAsync(Types + """
            CREATE FUNCTION odd_eq(odd, odd) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
            CREATE FUNCTION odd_hash(odd) RETURNS int LANGUAGE internal IMMUTABLE STRICT AS 'hashint4';
            CREATE OPERATOR = (LEFTARG = odd, RIGHTARG = odd, FUNCTION = odd_eq, COMMUTATOR = =, HASHES);
            CREATE OPERATOR CLASS odd_ops DEFAULT FOR TYPE odd USING hash AS OPERATOR 1 =, FUNCTION 1 odd_hash(odd);
            CREATE TABLE known (v odd); INSERT INTO known VALUES ('17'), ('4');
            CREATE TABLE t (v odd NOT NULL, EXCLUDE USING hash (v WITH =));
            """);
        _ = await scene.FillAsync("t", 2);
        (await Should.ThrowAsync<FraiseqlDataException>(() => scene.FillAsync("t", 1))).Id.ShouldBe("FqCapacityExceeded");
    }
}

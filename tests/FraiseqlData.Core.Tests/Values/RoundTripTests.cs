using FraiseqlData.Values;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Values;

/// <summary>Every form of every type, against a real server.</summary>
public sealed class RoundTripTests(CodecFixture fixture) : IClassFixture<CodecFixture>
{
    [Theory]
    [MemberData(nameof(TypeCases.BinaryTypes), MemberType = typeof(TypeCases))]
    public async Task Binary_form_is_what_the_server_means(string type)
    {
        var table = await fixture.TableAsync(type);
        table.Codec.HasBinary.ShouldBeTrue();
        (await table.ThroughBinaryCopyAsync(table.Vector(Given(type)))).ShouldBe(Texts(type));
    }

    [Theory]
    [MemberData(nameof(TypeCases.TextOnlyTypes), MemberType = typeof(TypeCases))]
    public async Task Type_without_encoder_says_so(string type) => (await fixture.TableAsync(type)).Codec.HasBinary.ShouldBeFalse();

    [Theory]
    [MemberData(nameof(TypeCases.BinaryTypes), MemberType = typeof(TypeCases))]
    [MemberData(nameof(TypeCases.TextOnlyTypes), MemberType = typeof(TypeCases))]
    public async Task Text_form_is_what_the_server_means(string type)
    {
        var table = await fixture.TableAsync(type);
        (await table.ThroughTextCopyAsync(table.Vector(Given(type)))).ShouldBe(Texts(type));
    }

    [Theory]
    [MemberData(nameof(TypeCases.BinaryTypes), MemberType = typeof(TypeCases))]
    [MemberData(nameof(TypeCases.TextOnlyTypes), MemberType = typeof(TypeCases))]
    public async Task Literal_is_what_the_server_means(string type)
    {
        var table = await fixture.TableAsync(type);
        (await table.ThroughInsertAsync(table.Vector(Given(type)))).ShouldBe(Texts(type));
        (await table.ThroughCastInsertAsync(table.Vector(Given(type)))).ShouldBe(Texts(type));
    }

    [Theory]
    [MemberData(nameof(TypeCases.BinaryTypes), MemberType = typeof(TypeCases))]
    [MemberData(nameof(TypeCases.TextOnlyTypes), MemberType = typeof(TypeCases))]
    public async Task Text_of_the_server_is_read_into_a_value_that_gives_it_again(string type)
    {
        var codec = (await fixture.TableAsync(type)).Codec;
        foreach (var text in Texts(type).OfType<string>())
        {
            var value = codec.Parse(text);
            value.ShouldBeOfType(codec.ValueType);
            codec.FromUser(value).ShouldBe(value);
            codec.FromUser(text).ShouldBe(value);
        }
    }

    [Theory]
    [InlineData("numeric", "NaN")]
    [InlineData("numeric", "0.12345678901234567890123456789012345")]
    [InlineData("numeric", "79228162514264337593543950336")]
    [InlineData("date", "infinity")]
    [InlineData("date", "0044-03-15 BC")]
    [InlineData("date", "10000-01-01")]
    [InlineData("time", "24:00:00")]
    [InlineData("timestamp", "-infinity")]
    [InlineData("timestamptz", "infinity")]
    [InlineData("timestamptz", "0044-03-15 00:00:00+00 BC")]
    [InlineData("integer[]", "[0:1]={1,2}")]
    public async Task Text_that_no_value_holds_stays_text(string type, string text)
    {
        var table = await fixture.TableAsync(type);
        table.Codec.Parse(text).ShouldBe(text);
        Should.Throw<ValueConversionException>(() => table.Codec.FromUser(text));
    }

    [Theory]
    [InlineData("varchar(4)", "abcde")]
    [InlineData("varchar(4)[]", new[] { "abcde" })]
    [InlineData("char(3)[]", new[] { "abcd" })]
    [InlineData("code", "abcde")]
    [InlineData("code[]", new[] { "abcde" })]
    [InlineData("bit(3)", "1010")]
    [InlineData("varbit(10)", "10101010101")]
    [InlineData("bit(3)[]", new[] { "1010" })]
    [InlineData("place", "(,123456,,)")]
    public async Task Value_too_long_is_refused_here_and_never_cut_by_a_literal(string type, object value)
    {
        var table = await fixture.TableAsync(type);
        Should.Throw<ValueConversionException>(() => table.Codec.FromUser(value));
        var vector = table.Codec.CreateVector(1);
        vector.SetValue(0, value is string[] list ? list.Cast<object?>().ToArray() : value);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => table.ThroughInsertAsync(vector))).SqlState.ShouldBeOneOf("22001", "22026");
    }

    static IReadOnlyList<object?> Given(string type) => [.. Cases(type).Select(c => c.Given)];

    static string?[] Texts(string type) => [.. Cases(type).Select(c => c.Text)];

    static (object? Given, string? Text)[] Cases(string type) => TypeCases.Binary.GetValueOrDefault(type) ?? TypeCases.TextOnly[type];
}

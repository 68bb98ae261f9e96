using FraiseqlData.Constraints;
using FraiseqlData.Errors;
using FraiseqlData.Generation;
using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

/// <summary>Generators that an override names.</summary>
public sealed class NamedSourcesTests
{
    static ValueSource Named(Column column, string name, params (string Key, object? Value)[] parameters) =>
        SourceBench.Catalog.ByName(name, parameters.ToDictionary(p => p.Key, p => p.Value), SourceBench.Table("tb_item", column), column, ColumnDomain.Any);

    static List<object?> Values(Column column, string name, params (string Key, object? Value)[] parameters) =>
        SourceBench.Draw(Named(column, name, parameters), column, 50);

    [Fact]
    public void Generator_is_used_whatever_the_column_is_called() =>
        Values(SourceBench.Text("foo"), "email").Cast<string>().ShouldAllBe(v => v.Contains("@example."));

    [Fact]
    public void Bounds_narrow_a_generator()
    {
        var column = SourceBench.Numeric("foo", 10, 2);
        Values(column, "decimal", ("min", 10), ("max", "500.5")).Cast<decimal>().ShouldAllBe(v => v >= 10 && v <= 500.5m);
        Values(column, "price", ("min", 1000), ("max", 1001)).Cast<decimal>().ShouldAllBe(v => v >= 1000 && v <= 1001);
    }

    [Fact]
    public void Values_pattern_mask_template_and_probability_do_what_they_say()
    {
        var text = SourceBench.Text("foo");
        Values(text, "text", ("values", new[] { "a", "b" })).Distinct().ShouldBe(["a", "b"], ignoreOrder: true);
        Values(text, "text", ("pattern", "^X[0-9]$")).Cast<string>().ShouldAllBe(v => v.Length == 2 && v[0] == 'X');
        Values(text, "mask", ("mask", "AB-\\##")).Cast<string>().ShouldAllBe(v => v.StartsWith("AB-#") && v.Length == 5);
        Values(text, "template", ("template", "<red|blue>-<1..3>")).Cast<string>().ShouldAllBe(v => v.StartsWith("red-") || v.StartsWith("blue-"));
        Values(SourceBench.Column("foo", SourceBench.Type("bool")), "boolean", ("probability", 1)).ShouldAllBe(v => (bool)v!);
    }

    [Fact]
    public void Sequence_counts_rows()
    {
        var column = SourceBench.Column("foo", SourceBench.Type("int4"));
        var vector = FraiseqlData.Values.TypeCodecs.For(column).CreateVector(3);
        var batch = new RowBatch([vector], 3);
        batch.Reset(firstOrdinal: 4, firstInstance: 1005, count: 3);
        List<object?> Write(ValueSource source)
        {
            for (var i = 0; i < 3; i++)
                source.Write(vector, i, default, new CellContext(batch, i));
            return [.. Enumerable.Range(0, 3).Select(vector.GetValue)];
        }
        Write(Named(column, "sequence", ("start", 100), ("step", 10))).ShouldBe([140, 150, 160]);
        Write(Named(column, "sequence")).ShouldBe([1005, 1006, 1007]);
    }

    [Fact]
    public void Unknown_generator_names_the_nearest()
    {
        var error = Should.Throw<FraiseqlDataException>(() => Named(SourceBench.Text("foo"), "emial"));
        error.Id.ShouldBe("FqGeneratorUnknown");
        error.Message.ShouldContain("public.tb_item.foo");
        error.RecommendedAction.ShouldBe("Did you mean 'email'?");
    }

    [Fact]
    public void Unknown_parameter_lists_what_there_is()
    {
        var error = Should.Throw<FraiseqlDataException>(() => Named(SourceBench.Text("foo"), "email", ("colour", 1)));
        error.Id.ShouldBe("FqGeneratorUnknown");
        error.RecommendedAction!.ShouldContain("min_length");
    }

    [Fact]
    public void Parameter_of_the_wrong_kind_is_refused() =>
        Should.Throw<FraiseqlDataException>(() => Named(SourceBench.Numeric("foo", 10, 2), "decimal", ("min", "cheap"))).Id.ShouldBe("FqGeneratorParameter");

    [Theory]
    [InlineData("email", "int4")]
    [InlineData("price", "bool")]
    [InlineData("uuid", "text")]
    public void Generator_of_another_type_is_refused(string name, string type) =>
        Should.Throw<FraiseqlDataException>(() => Named(SourceBench.Column("foo", SourceBench.Type(type)), name)).Id.ShouldBe("FqGeneratorUnsuitable");

    [Fact]
    public void Names_are_sorted_and_complete() => SourceBench.Catalog.Names.ShouldBe(SourceBench.Catalog.Names.Order(StringComparer.Ordinal).Distinct());
}

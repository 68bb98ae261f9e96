using Shouldly;
using Xunit;

namespace FraiseqlData.Corpus.Tests;

public sealed class CorpusOptionsTests
{
    [Fact]
    public void Options_are_read_in_any_order() =>
        CorpusOptions.Parse(["--rows", "1000", "schemas", "--json", "out.json", "--together", "--only", "omop", "--patience", "60"])
            .ShouldBe(new CorpusOptions("schemas", 1000, "omop", "out.json", Together: true, Patience: 60));

    [Fact]
    public void Rows_are_20_unless_said() => CorpusOptions.Parse(["schemas"]).Rows.ShouldBe(20);

    [Theory]
    [InlineData("The folder")]
    [InlineData("--rows needs a value", "schemas", "--rows")]
    [InlineData("'0' is no positive number", "schemas", "--rows", "0")]
    [InlineData("no option --row", "schemas", "--row")]
    [InlineData("one folder too many", "schemas", "more")]
    public void Nonsense_is_refused(string why, params string[] arguments) =>
        Should.Throw<ArgumentException>(() => CorpusOptions.Parse(arguments)).Message.ShouldContain(why);
}

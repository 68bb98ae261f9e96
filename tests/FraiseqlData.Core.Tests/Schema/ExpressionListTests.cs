using FraiseqlData.Schema;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Schema;

public sealed class ExpressionListTests
{
    [Theory]
    [InlineData("lower(a)", new[] { "lower(a)" })]
    [InlineData("lower(a), (b + c)", new[] { "lower(a)", "(b + c)" })]
    [InlineData("f(a, b), ARRAY[a, b], g((a), (b, c))", new[] { "f(a, b)", "ARRAY[a, b]", "g((a), (b, c))" })]
    [InlineData("(a || ', (('::text), \"odd, )name\"", new[] { "(a || ', (('::text)", "\"odd, )name\"" })]
    [InlineData("(a || 'it''s, '::text), b", new[] { "(a || 'it''s, '::text)", "b" })]
    [InlineData("(a || E'\\\\, '::text), \"quo\"\", te\"", new[] { "(a || E'\\\\, '::text)", "\"quo\"\", te\"" })]
    public void List_is_split_at_its_own_commas_only(string list, string[] expected) => ExpressionList.Split(list).ShouldBe(expected);
}

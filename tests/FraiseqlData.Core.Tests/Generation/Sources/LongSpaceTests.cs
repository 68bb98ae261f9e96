using CsCheck;
using FraiseqlData.Generation;
using FraiseqlData.Generation.Sources;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

public sealed class LongSpaceTests
{
    [Fact]
    public void Drawing_between_two_numbers_is_drawing_from_that_part()
    {
        var number = Gen.Long[-20, 20];
        Gen.Select(number, number, number.Array[0, 12], number, number, Gen.ULong).Sample((from, to, holes, low, high, key) =>
        {
            var space = new LongSpace(Math.Min(from, to), Math.Max(from, to), holes);
            var part = space.Clip(low, high);
            var (one, other) = (CellRandom.For(key, 1), CellRandom.For(key, 1));
            long? expected = part.Count == 0 ? null : part.At(one.Next(part.Count));
            space.Draw(low, high, ref other).ShouldBe(expected);
        });
    }
}

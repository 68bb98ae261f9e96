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

    [Fact]
    public void Numbers_of_several_spaces_are_those_of_each()
    {
        var space = Gen.Select(Gen.Long[-20, 20], Gen.Long[-20, 20], Gen.Long[-20, 20].Array[0, 5], (from, to, holes) => new LongSpace(from, to, holes));
        space.Array[1, 5].Sample(spaces =>
        {
            var union = LongSpace.Union(spaces);
            var numbers = Enumerable.Range(-25, 51).Select(n => (long)n).Where(n => spaces.Any(s => s.Contains(n))).ToList();
            union.Count.ShouldBe((ulong)numbers.Count);
            Enumerable.Range(0, numbers.Count).Select(i => union.At((ulong)i)).ShouldBe(numbers);
            Enumerable.Range(-25, 51).Select(n => union.RankOf(n)).ShouldBe(Enumerable.Range(-25, 51).Select(n => (ulong)numbers.Count(x => x < n)));
            foreach (var n in numbers.Count == 0 ? [] : Enumerable.Range(-25, 51))
                Math.Abs(union.Nearest(n) - n).ShouldBe(numbers.Min(x => Math.Abs(x - n)));
        });
    }
}

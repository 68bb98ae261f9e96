using CsCheck;
using FraiseqlData.Generation.Sources;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Sources;

public sealed class PermutationTests
{
    [Fact]
    public void Every_number_comes_once() =>
        Gen.Select(Gen.Int[1, 3000], Gen.ULong).Sample((count, key) =>
        {
            var permutation = new Permutation((ulong)count, key);
            Enumerable.Range(0, count).Select(i => permutation.At((ulong)i)).Order().ShouldBe(Enumerable.Range(0, count).Select(i => (ulong)i));
        });

    [Fact]
    public void Large_spaces_give_different_numbers_below_their_size() =>
        Gen.Select(Gen.ULong[1UL << 40, 1UL << 62], Gen.ULong, Gen.ULong[0, 1UL << 39]).Sample((count, key, first) =>
        {
            var permutation = new Permutation(count, key);
            var numbers = Enumerable.Range(0, 200).Select(i => permutation.At(first + (ulong)i)).ToList();
            numbers.ShouldBeUnique();
            numbers.ShouldAllBe(n => n < count);
        });

    [Fact]
    public void Another_key_gives_another_order()
    {
        var (one, other) = (new Permutation(1000, 1), new Permutation(1000, 2));
        Enumerable.Range(0, 1000).Count(i => one.At((ulong)i) == other.At((ulong)i)).ShouldBeLessThan(50);
    }

    [Fact]
    public void Number_outside_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new Permutation(10, 1).At(10));
}

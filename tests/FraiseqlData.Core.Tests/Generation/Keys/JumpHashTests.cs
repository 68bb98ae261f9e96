using CsCheck;
using FraiseqlData.Generation;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Keys;

public sealed class JumpHashTests
{
    [Fact]
    public void More_buckets_move_keys_only_to_the_new_ones() => Gen.Select(Gen.ULong, Gen.Long[1, 100_000], Gen.Long[1, 100_000]).Sample((key, few, more) =>
    {
        var before = JumpHash.Of(key, few);
        var after = JumpHash.Of(key, few + more);
        (after == before || after >= few).ShouldBeTrue();
        before.ShouldBeInRange(0, few - 1);
    });

    [Fact]
    public void Keys_spread_evenly()
    {
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++)
            counts[JumpHash.Of(CellRandom.Mix((ulong)i), counts.Length)]++;
        counts.ShouldAllBe(c => c > 9_500 && c < 10_500);
    }
}

using CsCheck;
using FraiseqlData.Generation;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Generation.Keys;

public sealed class IndexSequenceTests
{
    [Fact]
    public void Rows_get_the_positions_that_are_not_skipped_in_order() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 1000], Gen.Int[0, 199].HashSet[0, 50]).Sample((size, start, skip) =>
        {
            var skipped = skip.Where(s => s < size).Order().Select(s => (long)s).ToList();
            var sequence = new IndexSequence((ulong)start, (ulong)size, skipped);
            var expected = Enumerable.Range(0, size).Where(p => !skipped.Contains(p)).Select(p => (ulong)((start + p) % size));
            Enumerable.Range(0, size - skipped.Count).Select(r => sequence.Of(r)).ShouldBe(expected);
            sequence.Capacity.ShouldBe(size - skipped.Count);
        });

    [Fact]
    public void Whole_space_of_64_bits_is_walked_without_overflow()
    {
        var sequence = new IndexSequence(ulong.MaxValue - 1, ulong.MaxValue, []);
        sequence.Of(0).ShouldBe(ulong.MaxValue - 1);
        sequence.Of(1).ShouldBe(0UL);
    }
}

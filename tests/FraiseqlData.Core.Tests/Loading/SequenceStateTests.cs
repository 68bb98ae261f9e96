using CsCheck;
using FraiseqlData.Loading;
using Shouldly;
using Xunit;

namespace FraiseqlData.Core.Tests.Loading;

public sealed class SequenceStateTests
{
    static SequenceState State(
        long last = 1, bool called = false, long increment = 1, long min = 1, long max = 100, bool cycles = false, long? lowest = null, long? highest = null) =>
        new(last, called, increment, min, max, cycles, lowest, highest);

    [Fact]
    public void Block_of_a_never_used_sequence_begins_with_its_first_value() => State().Placements(5).ShouldBe([new Placement(1, false, false)]);

    [Fact]
    public void Block_follows_the_last_value() => State(last: 7, called: true).Placements(93).ShouldBe([new Placement(8, false, false)]);

    [Fact]
    public void Block_begins_behind_existing_rows() => State(highest: 10, increment: 4).Placements(2).ShouldBe([new Placement(13, false, true)]);

    [Fact]
    public void Descending_block_begins_below_existing_rows() =>
        State(last: -1, increment: -3, min: -100, max: -1, lowest: -8).Placements(2).ShouldBe([new Placement(-10, false, true)]);

    [Fact]
    public void Rows_at_the_far_end_leave_the_sequence_where_it_is_if_the_place_is_free() =>
        State(highest: 100).Placements(5).ShouldBe([new Placement(1, true, false)]);

    [Fact]
    public void Used_up_sequence_has_no_place() => State(last: 96, called: true).Placements(5).ShouldBeEmpty();

    [Fact]
    public void Used_up_cycle_starts_again_where_it_is_free() => State(last: 96, called: true, cycles: true).Placements(5).ShouldBe([new Placement(1, true, false)]);

    [Fact]
    public void Sequence_at_the_limit_of_int8_does_not_overflow()
    {
        var state = State(last: long.MaxValue, called: true, max: long.MaxValue, highest: long.MaxValue);
        state.Placements(1).ShouldBeEmpty();
        ((long)state.Left(state.NextPastRows)).ShouldBe(0);
    }

    [Fact]
    public void Every_place_lies_on_the_sequence_s_way_within_its_limits_and_behind_the_rows() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Bool, Gen.Int[-7, 7].Where(i => i != 0), Gen.Int[-50, 50], Gen.Long[1, 20]).Sample((last, called, increment, edge, count) =>
        {
            var state = State(last, called, increment, -60, 60, lowest: edge, highest: edge);
            foreach (var place in state.Placements(count))
            {
                var end = place.Base + (count - 1) * increment;
                ((place.Base - last) % increment == 0).ShouldBeTrue();
                (place.Base is >= -60 and <= 60 && end is >= -60 and <= 60).ShouldBeTrue();
                if (!place.MustBeFree)
                    (increment > 0 ? place.Base > edge : place.Base < edge).ShouldBeTrue();
            }
        });
}

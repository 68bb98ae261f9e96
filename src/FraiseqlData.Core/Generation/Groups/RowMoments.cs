using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>When rows were made.</summary>
/// <param name="memory">Says whether the rows are still what they were.</param>
/// <param name="rows">Gives the moment by the row's ordinal.</param>
/// <param name="codec">The codec of the column.</param>
sealed class RowMoments(ParentMemory memory, ParentKeys rows, TypeCodec codec)
{
    // Each row asks for its parent, and that one for its own: without a memory the work would grow with each generation.
    const int MostRemembered = 1 << 16;

    readonly Known?[] _known = new Known?[Math.Clamp(rows.Count, 1, MostRemembered)];

    /// <summary>The moment of a row in ticks, or null where it is not known.</summary>
    public long? TicksOf(long ordinal)
    {
        ref var place = ref _known[ordinal % _known.Length];
        var version = memory.Version;
        if (place is { } known && known.Ordinal == ordinal && known.Version == version)
            return known.Ticks;
        var cell = codec.CreateVector(1);
        rows.Copy(ordinal, [cell], 0);
        var ticks = MomentMember.TicksOf(cell, 0);
        // Whole or not at all: another thread may look here at the same time.
        place = new Known(ordinal, version, ticks);
        return ticks;
    }

    sealed record Known(long Ordinal, int Version, long? Ticks);
}

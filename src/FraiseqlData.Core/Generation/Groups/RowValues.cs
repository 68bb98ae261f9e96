using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a column of some rows holds.</summary>
/// <param name="memory">Says whether the rows are still what they were.</param>
/// <param name="rows">Gives the value by the row's ordinal.</param>
/// <param name="codec">The codec of the column.</param>
sealed class RowValues(ParentMemory memory, ParentKeys rows, TypeCodec codec)
{
    // Each row asks for its parent, and that one for its own: without a memory the work would grow with each generation.
    const int MostRemembered = 1 << 16;

    readonly Known?[] _known = new Known?[Math.Clamp(rows.Count, 1, MostRemembered)];

    /// <summary>The value in a row, or null for NULL.</summary>
    public object? Of(long ordinal)
    {
        ref var place = ref _known[ordinal % _known.Length];
        var version = memory.Version;
        if (place is { } known && known.Ordinal == ordinal && known.Version == version)
            return known.Value;
        var cell = codec.CreateVector(1);
        rows.Copy(ordinal, [cell], 0);
        var value = cell.GetValue(0);
        // Whole or not at all: another thread may look here at the same time.
        place = new Known(ordinal, version, value);
        return value;
    }

    sealed record Known(long Ordinal, int Version, object? Value);
}

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

/// <summary>What a column of some rows' parents holds.</summary>
/// <param name="links">The rows' keys.</param>
/// <param name="keys">The parents' keys.</param>
/// <param name="count">How many parents there are.</param>
/// <param name="values">The values of the parents.</param>
sealed class LinkedValues(RowValues links, RowValues keys, long count, RowValues values)
{
    /// <summary>The greatest number of parents that are looked up.</summary>
    public const long Most = 100_000;

    readonly Lazy<Dictionary<object, long>> _ordinals = new(() =>
    {
        var ordinals = new Dictionary<object, long>();
        for (var i = 0L; i < count; i++)
        {
            if (keys.Of(i) is { } key)
                ordinals[key] = i;
        }
        return ordinals;
    });

    /// <summary>The value for a row, or null for NULL or where there is no parent.</summary>
    public object? Of(long ordinal) => links.Of(ordinal) is { } key && _ordinals.Value.TryGetValue(key, out var parent) ? values.Of(parent) : null;
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Some of a reference's parents.</summary>
/// <param name="parents">All parents.</param>
/// <param name="ordinals">The ordinals of those that are meant.</param>
sealed class FilteredKeys(ParentKeys parents, IReadOnlyList<long> ordinals) : ParentKeys
{
    public override long Count => ordinals.Count;

    public override bool IsKnown => parents.IsKnown;

    /// <summary>The number of a parent among all.</summary>
    public long OrdinalOf(long index) => ordinals[(int)index];

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row) => parents.Copy(ordinals[(int)ordinal], targets, row);
}

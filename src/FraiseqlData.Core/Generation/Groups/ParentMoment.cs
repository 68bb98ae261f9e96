using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>When the parent of a row was made: the row is not older.</summary>
/// <param name="reference">The foreign key that leads to the parent.</param>
/// <param name="rows">Gives the moment by the parent's ordinal.</param>
/// <param name="codec">The codec of the parent's column.</param>
sealed class ParentMoment(TableReference reference, ParentKeys rows, TypeCodec codec)
{
    // Each row asks for its parent, and that one for its own: without a memory the work would grow with each generation.
    const int MostRemembered = 1 << 16;

    readonly Known?[] _known = new Known?[Math.Clamp(rows.Count, 1, MostRemembered)];

    /// <summary>The columns of the foreign key.</summary>
    public IReadOnlyList<int> Columns => reference.Columns;

    /// <summary>The column that says when a table's rows were made; null for none.</summary>
    public static Column? ColumnOf(Table table) => table.Columns
        .Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "date" or "timestamp" or "timestamptz")
        .Select(c => (Column: c, Name: MomentNames.Of(c.Name)))
        .Where(m => m.Name is { Kind: MomentKind.Life, Stage: <= MomentNames.Happened })
        .OrderBy(m => m.Name!.Value.Stage).Select(m => m.Column).FirstOrDefault();

    /// <summary>The moment in ticks, or null where it is not known.</summary>
    public long? TicksOf(RowBatch batch, int row)
    {
        if (batch.PickOf(reference.Index, row) is not (>= 0 and var parent))
            return null;
        ref var place = ref _known[parent % _known.Length];
        if (place is { } known && known.Parent == parent)
            return known.Ticks;
        var cell = codec.CreateVector(1);
        rows.Copy(parent, [cell], 0);
        var ticks = MomentMember.TicksOf(cell, 0);
        // Whole or not at all: another thread may look here at the same time.
        place = new Known(parent, ticks);
        return ticks;
    }

    sealed record Known(long Parent, long? Ticks);
}

using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>When the parent of a row was made: the row is not older.</summary>
/// <param name="reference">The foreign key that leads to the parent.</param>
/// <param name="moments">The moments of the parents.</param>
sealed class ParentMoment(TableReference reference, RowMoments moments)
{
    /// <summary>The columns of the foreign key.</summary>
    public IReadOnlyList<int> Columns => reference.Columns;

    /// <summary>The column that says when a table's rows were made; null for none.</summary>
    public static Column? ColumnOf(Table table) => table.Columns
        .Where(c => !c.IsGenerated && c.Type.Underlying.Name.Name is "date" or "timestamp" or "timestamptz")
        .Select(c => (Column: c, Name: MomentNames.Of(c.Name)))
        .Where(m => m.Name is { Kind: MomentKind.Life, Stage: <= MomentNames.Happened })
        .OrderBy(m => m.Name!.Value.Stage).Select(m => m.Column).FirstOrDefault();

    /// <summary>The moment in ticks, or null where it is not known.</summary>
    public long? TicksOf(RowBatch batch, int row) => batch.PickOf(reference.Index, row) is >= 0 and var parent ? moments.TicksOf(parent) : null;
}

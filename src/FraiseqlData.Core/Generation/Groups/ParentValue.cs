using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Groups;

/// <summary>What a column of a row's parent holds, which the row follows: it is not older, it lies in the same city, it has the same price.</summary>
/// <param name="reference">The foreign key that leads to the parent.</param>
/// <param name="values">The values of the parents, by their ordinals.</param>
sealed class ParentValue(TableReference reference, Func<long, object?> values)
{
    /// <summary>A column of the first parent that a row picks whose table has such a one and whose values are known; null for none.</summary>
    /// <param name="table">The table of the rows.</param>
    /// <param name="column">The column of a parent's table; null where it has none.</param>
    public static ParentValue? Find(TableContext table, Func<Table, Column?> column) =>
        (from reference in table.References
         where reference.IsPickable
         let told = column(table.Run.Plan.Schema.Get(reference.Key.ReferencedTable))
         where told is not null
         let values = table.Run.ValuesOf(reference.Resolved, told.Name)
         where values is not null
         select new ParentValue(reference, values.Of)).FirstOrDefault();

    /// <summary>The columns of the foreign key.</summary>
    public IReadOnlyList<int> Columns => reference.Columns;

    /// <summary>The parent's value, or null where there is none or it is not known.</summary>
    public object? Of(RowBatch batch, int row) => batch.PickOf(reference.Index, row) is >= 0 and var parent ? values(parent) : null;

    /// <summary>The same of a parent in the same table, which has to be an earlier row.</summary>
    public object? OfEarlier(RowBatch batch, int row) => batch.PickOf(reference.Index, row) is >= 0 and var parent && parent < batch.OrdinalOf(row) ? values(parent) : null;
}

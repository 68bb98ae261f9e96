using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Keys of parents that this run makes. Bound to the parent's program when all tables are compiled, since circles refer forward.</summary>
sealed class PlannedKeys(ForeignKey key, long count) : ParentKeys
{
    ParentKeys? _bound;

    public ForeignKey Key => key;

    public override long Count => count;

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row) => _bound!.Copy(ordinal, targets, row);

    /// <summary>Finds out how the keys are known: computed again, or stored while the parent is loaded.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqParentMissing</c>: a table's rows refer to each other by keys that only the server knows.</exception>
    public void Bind(Table child, TableProgram parent)
    {
        var columns = key.ReferencedColumns.Select(parent.Table.IndexOf).ToList();
        if (parent.Segments.All(s => s.CanCompute(columns)))
        {
            _bound = new ComputedKeys(parent.Table, parent.Segments, columns);
            return;
        }
        if (key.IsSelfReference)
            throw PlanErrors.ParentMissing(child, key, "its rows refer to each other and their keys are not known before they are written");
        var stored = parent.Stored.Find(s => s.Columns.SequenceEqual(columns));
        if (stored is null)
            parent.Stored.Add(stored = new StoredKeys(columns, [.. columns.Select(c => parent.Segments[0].Codecs[c])]));
        _bound = stored;
    }
}

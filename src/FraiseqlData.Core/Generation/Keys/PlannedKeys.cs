using System.Runtime.CompilerServices;
using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>Keys, or other columns, of parents that this run makes. Bound to the parent's program when all tables are compiled, since circles refer forward.</summary>
/// <param name="key">The foreign key that leads to the parents.</param>
/// <param name="parentColumns">The parents' columns.</param>
/// <param name="count">How many parents there are.</param>
/// <param name="areAncestorsCompiled">Whether the tables that the parents refer to are compiled: a parent's row can be made only then.</param>
/// <param name="memory">What is known of the parents.</param>
sealed class PlannedKeys(ForeignKey key, IReadOnlyList<string> parentColumns, long count, Func<bool> areAncestorsCompiled, ParentMemory memory) : ParentKeys
{
    ParentKeys? _bound;
    Table? _child;

    public ForeignKey Key => key;

    public override long Count => count;

    public override bool IsKnown => _bound is { IsKnown: true } && areAncestorsCompiled();

    public override void Copy(long ordinal, IReadOnlyList<ColumnVector?> targets, int row)
    {
        EnsureEnd();
        _bound!.Copy(ordinal, targets, row);
    }

    public override void CopyRun(long first, int count, IReadOnlyList<ColumnVector?> targets)
    {
        EnsureEnd();
        _bound!.CopyRun(first, count, targets);
    }

    /// <summary>Keys that are part of each other in a circle have no beginning.</summary>
    void EnsureEnd()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw PlanErrors.ParentMissing(_child!, key, "its key is made of the keys of its own children, in a circle");
    }

    /// <summary>Finds out how the keys are known: computed again, or stored while the parent is loaded.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqParentMissing</c>: a table's rows refer to each other by keys that only the server knows.</exception>
    public void Bind(Table child, TableProgram parent)
    {
        if (_bound is not null)
            return;
        _child = child;
        var columns = parentColumns.Select(parent.Table.IndexOf).ToList();
        if (parent.Segments.All(s => s.CanCompute(columns)))
        {
            var computed = new ComputedKeys(parent.Table, parent.Segments, columns);
            _bound = computed;
            if (!key.IsSelfReference && parent.Table.Table.MayChangeRows)
            {
                var verified = new CheckedKeys(memory, computed, columns, [.. columns.Select(c => parent.Segments[0].Codecs[c])]);
                parent.Checked.Add(verified);
                _bound = verified;
            }
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

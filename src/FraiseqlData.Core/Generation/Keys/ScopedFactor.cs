using FraiseqlData.Generation.Sources;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A part of a unique key that can be enumerated under each parent.</summary>
abstract class ScopedFactor
{
    /// <summary>The indexes of the columns that the factor writes.</summary>
    public abstract IReadOnlyList<int> Columns { get; }

    /// <summary>The indexes of columns that the factor writes too, though they tell no rows apart.</summary>
    public virtual IReadOnlyList<int> Besides => [];

    /// <summary>How many different values there are under a parent.</summary>
    public abstract ulong SizeOf(long parent);

    /// <summary>Whether the values come in a natural order, which is kept.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>Says where the values of a column come from.</summary>
    public abstract ColumnAccount AccountFor(int column);

    /// <summary>Writes the value of that number into a row of the parent.</summary>
    public abstract void Write(RowBatch batch, int row, long parent, ulong digit);
}

/// <summary>The distinct values of a column's source: whole numbers count up from the least natural one.</summary>
sealed class ScopedSource : ScopedFactor
{
    readonly ValueSource _source;
    readonly ulong _streamKey;
    readonly ulong _size;
    readonly ulong _first;

    /// <summary>Creates the factor.</summary>
    /// <param name="column">The column.</param>
    /// <param name="source">Its source.</param>
    /// <param name="streamKey">Its stream.</param>
    /// <param name="needed">How many values one parent needs at the most.</param>
    public ScopedSource(int column, ValueSource source, ulong streamKey, ulong needed)
    {
        (_source, _streamKey, Columns) = (source, streamKey, [column]);
        var ordered = source as IOrderedSource;
        if (ordered is { Step: 1 })
        {
            _first = ordered.Whole.RankOf(ordered.Natural.At(0));
            IsOrdered = ordered.Whole.Count - _first >= needed;
        }
        _size = IsOrdered ? ordered!.Whole.Count - _first : ordered is not null && ordered.Natural.Count >= needed ? ordered.Natural.Count : source.DistinctCapacity;
    }

    public override IReadOnlyList<int> Columns { get; }

    public override bool IsOrdered { get; }

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(_source);

    public override ulong SizeOf(long parent) => _size;

    public override void Write(RowBatch batch, int row, long parent, ulong digit)
    {
        var target = batch.Columns[Columns[0]]!;
        if (IsOrdered)
        {
            var ordered = (IOrderedSource)_source;
            ordered.WriteNumber(target, row, ordered.Whole.At(_first + digit));
        }
        else
        {
            _source.WriteDistinct(target, row, digit, CellRandom.For(_streamKey, batch.InstanceOf(row)), new CellContext(batch, row));
        }
    }
}

/// <summary>The parents of another foreign key that agree with the parent.</summary>
sealed class ScopedParents : ScopedFactor
{
    readonly TableReference _reference;
    readonly ParentGroups? _groups;
    readonly int[]? _groupOf;
    readonly bool[] _isWritten;

    /// <summary>Finds the parents that agree.</summary>
    /// <param name="reference">The other foreign key.</param>
    /// <param name="driver">The foreign key of the parent.</param>
    /// <param name="agreements">What both agree on; none where every pair will do.</param>
    public ScopedParents(TableReference reference, TableReference driver, IReadOnlyList<Agreement> agreements)
    {
        _reference = reference;
        Columns = [.. reference.Columns.Except(driver.Columns)];
        _isWritten = [.. reference.Columns.Select(Columns.Contains)];
        if (agreements.Count == 0)
            return;
        _groups = reference.GroupsBy(agreements);
        _groupOf = new int[checked((int)driver.Parents!.Count)];
        Array.Fill(_groupOf, -1);
        var groups = driver.GroupsBy(agreements);
        for (var group = 0; group < groups.Count; group++)
        {
            var own = _groups.IndexOf(groups.ValueOf(group));
            foreach (var parent in groups[group])
                _groupOf[parent] = own;
        }
    }

    public override IReadOnlyList<int> Columns { get; }

    public override ColumnAccount AccountFor(int column) => ColumnAccount.Of(_reference);

    public override ulong SizeOf(long parent) => _groupOf is null ? (ulong)_reference.Parents!.Count : _groupOf[parent] is >= 0 and var group ? (ulong)_groups![group].Length : 0;

    public override void Write(RowBatch batch, int row, long parent, ulong digit)
    {
        var picked = _groupOf is null ? (long)digit : _groups![_groupOf[parent]][(int)digit];
        var targets = new ColumnVector?[_isWritten.Length];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = _isWritten[i] ? batch.Columns[_reference.Columns[i]] : null;
        _reference.Parents!.Copy(picked, targets, row);
        batch.SetPick(_reference.Index, row, picked);
    }
}

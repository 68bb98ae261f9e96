namespace FraiseqlData.Generation;

/// <summary>A part of a unique key that can be enumerated: a column's distinct values, or a foreign key's parents.</summary>
abstract class KeyFactor
{
    /// <summary>The indexes of the columns that the factor writes.</summary>
    public abstract IReadOnlyList<int> Columns { get; }

    /// <summary>The indexes of columns that the factor writes too, though they tell no rows apart.</summary>
    public virtual IReadOnlyList<int> Besides => [];

    /// <summary>How many different values there are, at least 1.</summary>
    public abstract ulong Size { get; }

    /// <summary>How many of the first values are as good as each other, so that rows may take them in any order.</summary>
    public virtual ulong Interchangeable => Size;

    /// <summary>Says where a column's values come from.</summary>
    public abstract ColumnAccount AccountFor(int column);

    /// <summary>Writes the value of that number into a row.</summary>
    public abstract void Write(RowBatch batch, int row, ulong digit);
}

/// <summary>The distinct values of a column's source.</summary>
sealed class SourceFactor(int column, ValueSource source, ulong streamKey) : KeyFactor
{
    /// <summary>The source.</summary>
    public ValueSource Source => source;

    public override IReadOnlyList<int> Columns { get; } = [column];

    public override ulong Size => source.DistinctCapacity;

    public override ulong Interchangeable => source.Interchangeable;

    public override ColumnAccount AccountFor(int _) => ColumnAccount.Of(source);

    /// <summary>The same values under each parent.</summary>
    /// <param name="needed">How many one parent needs at the most.</param>
    public ScopedSource ScopedTo(ulong needed) => new(column, source, streamKey, needed);

    // What surrounds the distinct part follows from the digit too: whether a key may be used does not depend on the row that gets it.
    public override void Write(RowBatch batch, int row, ulong digit) =>
        source.WriteDistinct(batch.Columns[column]!, row, digit, CellRandom.For(streamKey, (long)digit), new CellContext(batch, row));
}

/// <summary>The parents of a foreign key of which a unique key holds only some columns: one of each group of parents that are the same in these.</summary>
/// <param name="reference">The foreign key; its parents' keys are known.</param>
/// <param name="held">Those of its columns that the unique key holds.</param>
/// <param name="streamKey">Picks within a group.</param>
sealed class ParentGroupFactor(TableReference reference, IReadOnlyList<int> held, ulong streamKey) : KeyFactor
{
    readonly ParentGroups _groups = reference.GroupsBy([.. held.Order().Select(c => new Agreement(c, null))]);

    public override IReadOnlyList<int> Columns { get; } = reference.Columns;

    public override ulong Size => (ulong)_groups.Count;

    public override ColumnAccount AccountFor(int _) => ColumnAccount.Of(reference);

    public override void Write(RowBatch batch, int row, ulong digit)
    {
        var parents = _groups[(int)digit];
        var parent = parents[CellRandom.For(streamKey, (long)digit).Next(parents.Length)];
        reference.Put(batch, row, parent);
    }
}

/// <summary>The parents of a foreign key.</summary>
sealed class ParentFactor(TableReference reference) : KeyFactor
{
    public override IReadOnlyList<int> Columns { get; } = reference.Columns;

    public override ulong Size => (ulong)reference.Parents!.Count;

    public override ColumnAccount AccountFor(int _) => ColumnAccount.Of(reference);

    public override void Write(RowBatch batch, int row, ulong digit) => reference.Put(batch, row, (long)digit);
}

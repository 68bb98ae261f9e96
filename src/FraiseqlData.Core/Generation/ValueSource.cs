using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>
/// Makes the values of one column. Knows the column's type, length and constraints already: what it makes is insertable,
/// but not necessarily unique.
/// </summary>
abstract class ValueSource
{
    /// <summary>Why this source was chosen, for people: <c>name 'email'</c>, <c>type date</c>, <c>check "status_check"</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The generator's name, as an override may name it: <c>email</c>, <c>decimal</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What chose this source.</summary>
    public SourceOrigin Origin { get; set; }

    /// <summary>How many distinct values <see cref="WriteDistinct"/> can give; 0 where it cannot be used.</summary>
    public virtual ulong DistinctCapacity => 0;

    /// <summary>How many of the first distinct values are as good as each other; 0 where their order means something.</summary>
    public virtual ulong Interchangeable => 0;

    /// <summary>Writes a value drawn from the cell's stream.</summary>
    public abstract void Write(ColumnVector target, int row, CellRandom random, in CellContext cell);

    /// <summary>
    /// Writes the value number <paramref name="index"/> of the source's value space: different indexes below
    /// <see cref="DistinctCapacity"/> give values that are different to PostgreSQL (under the column's collation and operator class).
    /// </summary>
    public virtual void WriteDistinct(ColumnVector target, int row, ulong index, CellRandom random, in CellContext cell) =>
        throw new InvalidOperationException($"The generator {Name} has no distinct values.");
}

/// <summary>What a source may know about the row of its cell.</summary>
/// <param name="Batch">The batch; columns that the source declared to read are filled.</param>
/// <param name="Row">The row within the batch.</param>
readonly record struct CellContext(RowBatch Batch, int Row)
{
    /// <summary>The row's instance number.</summary>
    public long Instance => Batch.InstanceOf(Row);
}

/// <summary>What chose a column's source.</summary>
enum SourceOrigin
{
    /// <summary>The column's type alone.</summary>
    Type,
    /// <summary>A rule by the column's name.</summary>
    Name,
    /// <summary>A constraint that fixes the values (a list of allowed values, an enum, a pattern).</summary>
    Constraint,
    /// <summary>The user.</summary>
    Override,
}

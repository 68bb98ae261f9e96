using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>A table of a script, and where its rows come from.</summary>
abstract class ScriptTable(Table table)
{
    public Table Table { get; } = table;

    /// <summary>How many rows there are.</summary>
    public abstract long Count { get; }

    /// <summary>Whether rows that refer to rows of the same table come after them, or the key is checked only at the end.</summary>
    public abstract bool ParentsFirst { get; }

    /// <summary>References that are NULL in <see cref="ReadAsync"/> and set when all tables are written.</summary>
    public abstract IReadOnlyList<LateReference> Late { get; }

    /// <summary>Hands over all rows, block by block, in row order.</summary>
    public abstract Task ReadAsync(Func<RowBlock, ValueTask> take, CancellationToken cancellationToken);
}

/// <summary>A reference that is set by updates.</summary>
/// <param name="KeyColumns">The indexes of the columns that find the row.</param>
/// <param name="SetColumns">The indexes of the columns to set.</param>
/// <param name="ReadAsync">Hands over these columns' values of all rows, block by block.</param>
sealed record LateReference(
    IReadOnlyList<int> KeyColumns, IReadOnlyList<int> SetColumns, Func<Func<RowBlock, ValueTask>, CancellationToken, Task> ReadAsync);

namespace FraiseqlData.Generation;

/// <summary>Fills one or several columns of a batch. Pure: the same rows and attempt give the same values, in any order and on any thread.</summary>
abstract class BatchStep
{
    /// <summary>The indexes (in <c>Table.Columns</c>) of the columns that the step writes.</summary>
    public abstract IReadOnlyList<int> Writes { get; }

    /// <summary>The indexes of the columns that it reads; they are filled before.</summary>
    public virtual IReadOnlyList<int> Reads => [];

    /// <summary>Whether the values were drawn from their columns' domains, and give way to whatever a constraint demands of the row.</summary>
    public virtual bool IsDrawn => false;

    /// <summary>Whether another attempt can give other values. Keys that are unique by construction cannot be drawn again.</summary>
    public virtual bool CanRetry => true;

    /// <summary>How rows stay out of the reach of the unique key that the step makes hold, or null where none need to.</summary>
    public UniqueEscape? Escape { get; init; }

    /// <summary>Whether the step calls the user's code, which runs on a thread of its own and is no pure function.</summary>
    public virtual bool CallsUserCode => false;

    /// <summary>Says where the values of a column that the step writes come from.</summary>
    public abstract ColumnAccount AccountFor(int column);

    /// <summary>Fills rows <paramref name="start"/> to <paramref name="end"/> - 1 of the batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row behind the last.</param>
    /// <param name="attempt">0 at first; counts up when a constraint refused the values made before.</param>
    public abstract void Fill(RowBatch batch, int start, int end, int attempt);
}

using FraiseqlData.Planning;
using FraiseqlData.Schema;
using FraiseqlData.Values;

namespace FraiseqlData.Generation;

/// <summary>A column that the server computes from the row's other columns.</summary>
/// <param name="Column">The index of the column.</param>
/// <param name="Sql">The expression.</param>
readonly record struct SqlColumn(int Column, string Sql);

/// <summary>What it takes to know some columns of a row.</summary>
/// <param name="Steps">The steps that write them, and those that these depend on, in order.</param>
/// <param name="IsWholeRow">Whether only the whole row tells their values.</param>
sealed record ColumnSteps(BatchStep[] Steps, bool IsWholeRow);

/// <summary>Makes the rows of one segment of a table: an ordered list of steps over a batch.</summary>
sealed class SegmentProgram
{
    IReadOnlyList<BatchStep> _steps;
    RowVerifier? _verifier;
    IReadOnlySet<int>? _changeable;
    readonly long _tableFirstInstance;

    /// <summary>Creates a program.</summary>
    /// <param name="segment">The rows that it makes.</param>
    /// <param name="codecs">The codec of every column, by the column's index in <c>Table.Columns</c>.</param>
    /// <param name="steps">The steps in an order in which what one reads was written before.</param>
    /// <param name="verifier">Checks the rows, or null where there is nothing to check.</param>
    /// <param name="tableFirstInstance">The instance number of the table's first row.</param>
    public SegmentProgram(RowSegment segment, IReadOnlyList<TypeCodec> codecs, IReadOnlyList<BatchStep> steps, RowVerifier? verifier, long tableFirstInstance)
    {
        (Segment, Codecs, _steps, _verifier, _tableFirstInstance) = (segment, codecs, steps, verifier, tableFirstInstance);
        Written = [.. steps.SelectMany(s => s.Writes).Distinct().Order()];
        _changeable = verifier?.Changeable;
        CallsUserCode = steps.Any(s => s.CallsUserCode);
    }

    /// <summary>The rows that the program makes.</summary>
    public RowSegment Segment { get; }

    /// <summary>The codec of every column, by the column's index in <c>Table.Columns</c>.</summary>
    public IReadOnlyList<TypeCodec> Codecs { get; }

    /// <summary>The indexes in <see cref="Table.Columns"/> of the columns that are sent, ascending; the server gives the others.</summary>
    public IReadOnlyList<int> Written { get; }

    /// <summary>The columns that the server computes while it inserts the rows.</summary>
    public IReadOnlyList<SqlColumn> Expressions { get; init; } = [];

    /// <summary>Whether a step calls the user's code (which serialises it).</summary>
    public bool CallsUserCode { get; }

    /// <summary>Checks the rows, or null where there is nothing to check.</summary>
    public RowVerifier? Verifier => _verifier;

    /// <summary>What the server said of the rows, or null where it was not asked.</summary>
    public JudgedRows? Judged
    {
        get;
        set
        {
            field = value;
            ForgetRows();
        }
    }

    /// <summary>Whether the rows that were made so far have taught the program nothing: it is as if none had been made.</summary>
    public bool IsAsCompiled => Judged is null && _verifier is null or { HasDecided: true };

    /// <summary>Says that rows have become others than they were, for those who keep something of them.</summary>
    public void ForgetRows() => _verifier?.Table.Run.Memory.Forget();

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<BatchStep> Steps => _steps;

    /// <summary>Creates buffers for that many rows.</summary>
    public RowBatch CreateBatch(int capacity)
    {
        var columns = new ColumnVector?[Codecs.Count];
        foreach (var column in Written)
            columns[column] = Codecs[column].CreateVector(capacity);
        return new RowBatch(columns, capacity);
    }

    /// <summary>Fills a batch with rows of the segment. Pure but for user code; safe on any thread with a batch of one's own.</summary>
    /// <param name="batch">A batch from <see cref="CreateBatch"/>.</param>
    /// <param name="ordinal">The ordinal within the table of the first row; within the segment.</param>
    /// <param name="count">How many rows; at most the batch's capacity.</param>
    /// <exception cref="Errors.FraiseqlDataException">An override does not fit, a constraint cannot be met, user code failed.</exception>
    public void Fill(RowBatch batch, long ordinal, int count)
    {
        batch.Reset(ordinal, _tableFirstInstance + ordinal, count);
        foreach (var step in _steps)
            step.Fill(batch, 0, count, attempt: 0);
        _verifier?.Verify(batch);
        Judged?.Apply(batch);
    }

    /// <summary>Fills only some columns, with the values that <see cref="Fill"/> gives them.</summary>
    public void FillOnly(RowBatch batch, long ordinal, int count, IReadOnlyList<int> columns) => FillOnly(batch, ordinal, count, StepsOf(columns));

    /// <summary>As above, for columns that are asked for again and again.</summary>
    public void FillOnly(RowBatch batch, long ordinal, int count, ColumnSteps needed)
    {
        if (needed.IsWholeRow || (Judged is { } judged && Array.Exists(needed.Steps, judged.MayRepeat)))
        {
            Fill(batch, ordinal, count);
            return;
        }
        Draw(batch, ordinal, count, needed);
    }

    /// <summary>Fills only some columns, with what is drawn for them first: where that is refused, the row has other values.</summary>
    public void Draw(RowBatch batch, long ordinal, int count, ColumnSteps needed)
    {
        batch.Reset(ordinal, _tableFirstInstance + ordinal, count);
        foreach (var step in needed.Steps)
            step.Fill(batch, 0, count, attempt: 0);
    }

    /// <summary>Lets the first values of columns stand, whatever checks say. Only before rows are made.</summary>
    public void Fix(IReadOnlyList<int> columns)
    {
        var needed = Closure(columns);
        _steps = [.. _steps.Select(s => s.CanRetry && needed.Contains(s) ? new FixedStep(s) : s)];
        _verifier = _verifier?.Of(_steps);
        _changeable = _verifier?.Changeable;
    }

    /// <summary>What it takes to know columns.</summary>
    public ColumnSteps StepsOf(IReadOnlyList<int> columns)
    {
        var needed = Closure(columns);
        // A row that is refused gets other values: then only the whole row says which.
        return new ColumnSteps([.. needed], _changeable is not null && needed.Any(s => (s.CanRetry || s.Escape is { Beyond: not null }) && s.Writes.Any(_changeable.Contains)));
    }

    /// <summary>The step that writes a column, or null where the server gives the value.</summary>
    public BatchStep? StepOf(int column) => _steps.LastOrDefault(s => s.Writes.Contains(column));

    /// <summary>Whether the values of columns can be computed here: sent at all, and without asking the user's code.</summary>
    public bool CanCompute(IReadOnlyList<int> columns) => columns.All(Written.Contains) && !Closure(columns).Any(s => s.CallsUserCode);

    /// <summary>The steps that columns depend on, in order.</summary>
    List<BatchStep> Closure(IReadOnlyList<int> columns)
    {
        var wanted = columns.ToHashSet();
        var needed = new List<BatchStep>();
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            if (!_steps[i].Writes.Any(wanted.Contains))
                continue;
            needed.Insert(0, _steps[i]);
            wanted.UnionWith(_steps[i].Reads);
        }
        return needed;
    }
}

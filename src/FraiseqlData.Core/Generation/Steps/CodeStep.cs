using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>A step that hands the row so far to the user's code.</summary>
interface ISeesRow
{
    /// <summary>Says which columns are filled when the step runs.</summary>
    void Sees(IReadOnlyList<int> columns);
}

/// <summary>Fills a column by calling the user's code for each row.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The index of the column.</param>
/// <param name="code">The code.</param>
/// <param name="make">Makes the step of an instruction that the code gives instead of a value.</param>
sealed class CodeStep(TableContext table, int column, CellCode code, Func<ColumnOverride, BatchStep> make) : BatchStep, ISeesRow
{
    readonly Dictionary<string, BatchStep> _made = [];

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads => code.Sees;

    public override ColumnAccount AccountFor(int _) => new("override", "") { Generator = code.Name };

    // The user's script would only say the same again.
    public override bool CanRetry => !code.IsScript;

    public override bool CallsUserCode => code.IsScript;

    public void Sees(IReadOnlyList<int> columns) => code.Sees = columns;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var values = code.Evaluate(batch, start, end, attempt);
        var target = batch.Columns[column]!;
        for (var row = start; row < end; row++)
        {
            if (values[row - start] is ColumnOverride instruction and not ConstantOverride)
                Follow(instruction, batch, row, attempt);
            else
                OverrideStep.Set(table.Table, column, table.Codecs[column], target, row, values[row - start] is ConstantOverride { Value: var value } ? value : values[row - start], batch.InstanceOf(row));
        }
    }

    void Follow(ColumnOverride instruction, RowBatch batch, int row, int attempt)
    {
        BatchStep? step;
        lock (_made)
        {
            var key = OverrideText.Of(instruction);
            if (!_made.TryGetValue(key, out step))
                _made[key] = step = make(instruction);
        }
        if (step.CallsUserCode || step.Reads.Any(r => !code.Sees.Contains(r)))
            throw GenerationErrors.InstructionTooLate(table.Table, table.ColumnAt(column), batch.InstanceOf(row));
        step.Fill(batch, row, row + 1, attempt);
    }
}

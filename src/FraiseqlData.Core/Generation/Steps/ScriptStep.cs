using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Fills a column by calling the user's code for each row.</summary>
sealed class ScriptStep(TableContext table, int column, ScriptOverride script) : BatchStep
{
    readonly StreamFaker _faker = new(table.Run.Compiler.Options.Locale);
    readonly ulong _streamKey = table.StreamKey(table.ColumnAt(column).Name);

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads => SeenColumns;

    // The user's code would only say the same again.
    public override bool CanRetry => false;

    public override bool CallsUserCode => true;

    IReadOnlyList<int> SeenColumns { get; set; } = [];

    /// <summary>Says which columns are filled when the code runs.</summary>
    public void Sees(IReadOnlyList<int> columns) => SeenColumns = columns;

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var host = table.Run.Compiler.Scripts ?? throw GenerationErrors.NoScriptHost(table.Table, table.ColumnAt(column));
        var rows = new ScriptRow[end - start];
        for (var row = start; row < end; row++)
        {
            var random = new CellRandomSource(CellRandom.For(_streamKey, batch.InstanceOf(row), attempt));
            rows[row - start] = new ScriptRow(
                table.Table.Name, table.ColumnAt(column).Name, batch.InstanceOf(row), ValuesSoFar(batch, row), random, () => _faker.On(random));
        }
        var values = host.Evaluate(script, rows);
        var target = batch.Columns[column]!;
        for (var row = start; row < end; row++)
            OverrideStep.Set(table.Table, column, table.Codecs[column], target, row, values[row - start], batch.InstanceOf(row));
    }

    Dictionary<string, object?> ValuesSoFar(RowBatch batch, int row)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var i in SeenColumns)
            values[table.ColumnAt(i).Name] = batch.Columns[i]!.GetValue(row);
        return values;
    }
}

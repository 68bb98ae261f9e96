using System.Text;

namespace FraiseqlData.Generation;

/// <summary>Fills a column with texts put together from other columns of the row, the instance and values of generators.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The index of the column.</param>
/// <param name="parts">The template's parts.</param>
sealed class TemplateStep(TableContext table, int column, IReadOnlyList<TemplatePart> parts) : BatchStep, ISeesRow
{
    IReadOnlyList<int> _reads = [.. parts.Select(p => p.Reads).OfType<int>().Distinct()];

    public override IReadOnlyList<int> Writes { get; } = [column];

    public override IReadOnlyList<int> Reads => _reads;

    public override bool CallsUserCode { get; } = parts.OfType<CodePart>().Any(p => p.Code.IsScript);

    public void Sees(IReadOnlyList<int> columns)
    {
        foreach (var part in parts.OfType<CodePart>())
        {
            part.Code.Sees = columns;
            _reads = [.. _reads.Union(columns)];
        }
    }

    public override ColumnAccount AccountFor(int _) => new("override", "") { Generator = "template" };

    public override bool CanRetry => parts.Any(p => p.CanRetry);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        var (target, text) = (batch.Columns[column]!, new StringBuilder());
        for (var row = start; row < end; row++)
        {
            _ = text.Clear();
            try
            {
                foreach (var part in parts)
                    part.Append(text, batch, row, attempt);
            }
            catch (FormatException e)
            {
                throw GenerationErrors.OverrideInvalid(table.Table, table.ColumnAt(column), batch.InstanceOf(row), e.Message.TrimEnd('.') + ".", "Correct the format in the template.", e);
            }
            OverrideStep.Set(table.Table, column, table.Codecs[column], target, row, text.ToString(), batch.InstanceOf(row));
        }
    }
}

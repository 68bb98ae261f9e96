namespace FraiseqlData.Generation;

/// <summary>A step whose first values stand: other rows have to know them before this one is complete, so no check may change them.</summary>
/// <param name="inner">The step.</param>
sealed class FixedStep(BatchStep inner) : BatchStep
{
    public BatchStep Inner => inner;

    public override IReadOnlyList<int> Writes => inner.Writes;

    public override IReadOnlyList<int> Reads => inner.Reads;

    public override bool CanRetry => false;

    public override bool CallsUserCode => inner.CallsUserCode;

    public override ColumnAccount AccountFor(int column) => inner.AccountFor(column);

    public override void Fill(RowBatch batch, int start, int end, int attempt) => inner.Fill(batch, start, end, attempt: 0);
}

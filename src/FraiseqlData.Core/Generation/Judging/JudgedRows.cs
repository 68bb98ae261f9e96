namespace FraiseqlData.Generation;

/// <summary>What the server's verdicts mean for the rows of a segment: which cells are drawn again, and how often.</summary>
/// <remarks>Written only while the segment's rows are judged; read afterwards, from any thread.</remarks>
sealed class JudgedRows(RowVerifier verifier, IReadOnlyList<JudgedGroup> groups)
{
    readonly ulong _streamKey = verifier.Table.StreamKey("#judged");

    readonly HashSet<BatchStep> _steps = [.. groups.SelectMany(g => g.Steps)];

    public IReadOnlyList<JudgedGroup> Groups => groups;

    /// <summary>Whether what a step wrote at first may have become other values.</summary>
    public bool MayRepeat(BatchStep step) => _steps.Contains(step);

    /// <summary>Gives the rows of a batch, filled at their first attempt, the attempts that the server asked for.</summary>
    public void Apply(RowBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
            Apply(batch, row);
    }

    /// <summary>Makes a row again from its first attempt on.</summary>
    public void Remake(RowBatch batch, int row)
    {
        foreach (var step in verifier.Steps)
            step.Fill(batch, row, row + 1, attempt: 0);
        verifier.Verify(batch, row);
        Apply(batch, row);
    }

    void Apply(RowBatch batch, int row)
    {
        HashSet<int> changed = [];
        foreach (var group in groups)
        {
            if (group.AttemptOf(batch.OrdinalOf(row)) == 0)
                continue;
            group.Redraw(batch, row, _streamKey);
            changed.UnionWith(group.Columns);
        }
        if (changed.Count == 0)
            return;
        verifier.FillDependents(batch, row, changed);
        verifier.Verify(batch, row);
    }
}

using FraiseqlData.Values;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Fills the statuses of a row that tell of one life, and what says yes or no of its events, so that they agree: what is delivered is not unpaid.
/// </summary>
/// <param name="lead">The column that the others follow; another step gives it.</param>
/// <param name="life">What its statuses mean.</param>
/// <param name="followers">The statuses that follow.</param>
/// <param name="flags">The columns of yes and no, each with its event.</param>
sealed class StatusStep(int lead, StatusLife life, IReadOnlyList<StatusFollower> followers, IReadOnlyList<(SourceStep Own, string Event)> flags) : BatchStep
{
    public override IReadOnlyList<int> Writes { get; } = [.. followers.Select(f => f.Own.Column), .. flags.Select(f => f.Own.Column)];

    public override IReadOnlyList<int> Reads { get; } = [lead];

    public override bool IsDrawn => true;

    public override ColumnAccount AccountFor(int column) =>
        followers.Select(f => f.Own).Concat(flags.Select(f => f.Own)).First(o => o.Column == column).AccountFor(column).InGroup("a status and what follows from it", Writes.Concat(Reads), column);

    public override void Fill(RowBatch batch, int start, int end, int attempt)
    {
        foreach (var own in followers.Select(f => f.Own).Concat(flags.Select(f => f.Own)))
            own.Fill(batch, start, end, attempt);
        if (batch.Columns[lead] is not ColumnVector<string> statuses)
            return;
        for (var row = start; row < end; row++)
        {
            if (statuses.IsNull(row) || !life.Knows(statuses[row]))
                continue;
            foreach (var follower in followers)
                follower.Follow(life, statuses[row], batch, row, attempt);
            foreach (var (own, name) in flags)
            {
                if (batch.Columns[own.Column] is ColumnVector<bool> flag && !flag.IsNull(row) && life.Happened(statuses[row], name) is { } happened)
                    flag[row] = happened;
            }
        }
    }
}

/// <summary>A status that follows another one of its row.</summary>
/// <param name="Own">Fills the column alone.</param>
/// <param name="Life">What its values mean.</param>
/// <param name="Values">The values that it may have and whose meaning is known.</param>
sealed record StatusFollower(SourceStep Own, StatusLife Life, IReadOnlyList<string> Values)
{
    /// <summary>Puts another value into a cell where its own disagrees more with a status of the row than others would.</summary>
    public void Follow(StatusLife life, string status, RowBatch batch, int row, int attempt)
    {
        if (batch.Columns[Own.Column] is not ColumnVector<string> cells || cells.IsNull(row) || !Life.Knows(cells[row]))
            return;
        var least = Values.Min(v => StatusLife.Disagreements(life, status, Life, v));
        if (StatusLife.Disagreements(life, status, Life, cells[row]) == least)
            return;
        List<string> best = [.. Values.Where(v => StatusLife.Disagreements(life, status, Life, v) == least)];
        cells[row] = best[Own.SecondThoughtOf(batch, row, attempt).Next(best.Count)];
    }
}

using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>Makes shares of cells NULL where the user says so and the steps that fill them do not do it themselves.</summary>
static class NullShares
{
    /// <summary>A step, and what makes a share of its cells NULL.</summary>
    public static IEnumerable<BatchStep> With(TableContext table, RowSegment segment, BatchStep step)
    {
        yield return step;
        if (step.IsDrawn || step is NullStep or Groups.AbsentStep or ReferenceStep or JointReferenceStep || segment.NullRatios.Count == 0)
            yield break;
        foreach (var column in step.Writes.Where(c => segment.NullRatios.GetValueOrDefault(table.ColumnAt(c).Name) > 0))
        {
            var references = table.References.Where(r => r.Columns.Contains(column)).ToList();
            List<int> together = [.. references.Where(r => r.Key.Match == Schema.MatchType.Full).SelectMany(r => r.Columns).Append(column).Distinct()];
            yield return new NullShareStep(
                step, together, segment.NullRatios[table.ColumnAt(column).Name], table.StreamKey(table.ColumnAt(column).Name + "#null"), [.. references.Select(r => r.Index)]);
        }
    }
}

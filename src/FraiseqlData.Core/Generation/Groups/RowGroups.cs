namespace FraiseqlData.Generation.Groups;

/// <summary>Joins the columns of a row that must agree into steps that fill them together.</summary>
/// <param name="table">The table.</param>
/// <param name="given">The columns that other steps give.</param>
sealed class RowGroups(TableContext table, IReadOnlySet<int> given)
{
    /// <summary>The steps for columns that are still to be drawn, grouped where they belong together.</summary>
    /// <param name="drawn">A step for each of these columns alone.</param>
    public IEnumerable<BatchStep> Join(IReadOnlyDictionary<int, SourceStep> drawn)
    {
        var steps = new List<BatchStep>();
        if (MomentGroup.Find([.. table.Table.Columns.Select(c => c.Name)], drawn, given.Where(HoldsMoments)) is { } moments)
            steps.Add(moments);
        var joined = steps.SelectMany(s => s.Writes).ToHashSet();
        return drawn.Where(d => !joined.Contains(d.Key)).OrderBy(d => d.Key).Select(d => d.Value).Concat(steps);
    }

    bool HoldsMoments(int column) => table.Codecs[column].ValueType == typeof(DateTime) || table.Codecs[column].ValueType == typeof(DateOnly);
}

using FraiseqlData.Generation.Rules;

namespace FraiseqlData.Generation.Groups;

/// <summary>A column that may belong to a group.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Meaning">What its name says.</param>
/// <param name="Own">Fills the column alone; null where another step gives it.</param>
sealed record GroupColumn(int Column, ColumnMeaning Meaning, SourceStep? Own)
{
    public string Role => Meaning.Role;

    /// <summary>Whether the column's values come from elsewhere than its name: then they can only lead the others.</summary>
    public bool IsFixed => Own is null || Own.Source.Origin is SourceOrigin.Constraint or SourceOrigin.Override;

    /// <summary>
    /// Splits columns by what their names have before the role, so that a billing and a shipping address are two groups.
    /// One that stands alone joins the only group, or the one without a qualifier.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<GroupColumn>> Split(IEnumerable<GroupColumn> columns)
    {
        var groups = columns.GroupBy(c => c.Meaning.Qualifier).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        var several = groups.Where(g => g.Count > 1).ToList();
        var main = several.Find(g => g[0].Meaning.Qualifier.Length == 0) ?? (several.Count == 1 ? several[0] : groups.Find(g => g[0].Meaning.Qualifier.Length == 0));
        if (main is null)
            return several;
        foreach (var single in groups.Where(g => g.Count == 1 && g != main))
        {
            if (!main.Exists(c => c.Role == single[0].Role && c.IsFixed))
                main.Add(single[0]);
        }
        return several.Contains(main) || main.Count < 2 ? several : [main, .. several];
    }
}

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns that hold the row's name as it stands in an address: <c>garden-chairs</c> for Garden Chairs.</summary>
static class SlugColumns
{
    // As a slug with a number looks.
    const string Sample = "a-name-0001";

    /// <summary>The columns, and whether no two rows may have the same; none where the row has no name to make them from.</summary>
    /// <param name="table">The table.</param>
    public static IEnumerable<(int Column, bool IsUnique)> Of(TableContext table)
    {
        if (ColumnHabits.NameColumn(table.Table) is not { } name)
            yield break;
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            var column = table.ColumnAt(i);
            var domain = table.Constraints.DomainOf(column.Name);
            if (column.Name != name.Name && !column.IsGenerated && table.Run.Compiler.SourceOf(table.Table, i) is { Name: "slug" } source
                && table.Run.Compiler.MeaningOf(table.Table, i, source) is not null
                && table.Sources.ShapeOf(table.Table, column, domain)?.Fit(Sample) is not null)
                yield return (i, table.Table.UniqueKeys.Any(k => k.Parts.Any(p => p.Column == column.Name || p.Expression is not null)));
        }
    }
}

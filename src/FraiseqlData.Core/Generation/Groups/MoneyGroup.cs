using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>Finds the columns of a table whose amounts must add up.</summary>
static class MoneyGroup
{
    /// <summary>The steps for amounts that belong together; none where there are none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="given">The columns that other steps give.</param>
    /// <param name="drawn">The columns that are still to be drawn.</param>
    public static IEnumerable<BatchStep> Find(TableContext table, IReadOnlySet<int> given, IReadOnlyDictionary<int, SourceStep> drawn)
    {
        var columns = new List<MoneyColumn>();
        for (var i = 0; i < table.Table.Columns.Count; i++)
        {
            if ((given.Contains(i) || drawn.ContainsKey(i)) && MoneyNames.Of(table.Table.Name.Name, table.ColumnAt(i).Name) is { } role && Suits(role, drawn.GetValueOrDefault(i)) && !columns.Exists(c => c.Role == role))
                columns.Add(new MoneyColumn(i, role, drawn.GetValueOrDefault(i)));
        }
        if (Ladder(table, columns) is { } ladder)
            yield return ladder;
        var sums = columns.Where(c => c.Role <= MoneyRole.Currency).ToList();
        if (AddsUp(sums) && sums.Exists(c => !c.IsFixed))
        {
            var home = PlaceCatalog.Default.CountryOf(table.Locale);
            yield return new MoneyStep(sums, home, sums.Select(c => c.Own?.Source).OfType<IOrderedSource>().Where(s => s.Step is > 0 and <= 1).Select(s => MoneyColumn.DecimalsOf(s.Step)).DefaultIfEmpty(2).Max(), table.StreamKey("#money"));
        }
    }

    /// <summary>Prices beside a price, where no amounts are summed up.</summary>
    static PriceLadderStep? Ladder(TableContext table, List<MoneyColumn> columns)
    {
        if (AddsUp([.. columns.Where(c => c.Role <= MoneyRole.Currency)]))
            return null;
        var price = columns.Find(c => c.Role == MoneyRole.UnitPrice) ?? columns.Find(c => c.Role == MoneyRole.ListPrice);
        var others = columns.Where(c => c.Role > MoneyRole.Currency && c != price && !c.IsFixed).ToList();
        return price is null || others.Count == 0 ? null : new PriceLadderStep(price, others, table.StreamKey("#prices"));
    }

    /// <summary>Whether one of the amounts follows from others.</summary>
    static bool AddsUp(List<MoneyColumn> columns)
    {
        bool Has(params MoneyRole[] roles) => roles.All(r => columns.Exists(c => c.Role == r));
        var sum = columns.Exists(c => c.Role is MoneyRole.Gross or MoneyRole.Net or MoneyRole.LineTotal);
        return sum && (Has(MoneyRole.Quantity, MoneyRole.UnitPrice) || columns.Count(c => c.Role is MoneyRole.Gross or MoneyRole.Net or MoneyRole.LineTotal or MoneyRole.Tax or MoneyRole.Discount or MoneyRole.Shipping) > 1);
    }

    static bool Suits(MoneyRole role, SourceStep? own) =>
        own is null || (role == MoneyRole.Currency ? own.Source is TypedSource<string> : own.Source is IOrderedSource { Step: > 0 } && !Dates.IsMoment(own.Source));
}

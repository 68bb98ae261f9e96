using FraiseqlData.Generation.Groups;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Which of a reference's parents suit its rows: those that a column's name asks for, or of which more is known than of others. Rows get such a one where one is near.</summary>
/// <param name="told">What says it of a parent.</param>
/// <param name="suits">Whether a text is one of a parent that suits: what suits best first, each a part of the next.</param>
sealed class ParentPreference(RowValues told, IReadOnlyList<Func<string, bool>> suits)
{
    const int MostTried = 64;

    /// <summary>The preference of a reference; null where all parents are alike.</summary>
    public static ParentPreference? Of(TableContext table, TableReference reference)
    {
        var parent = table.Run.Plan.Schema.Get(reference.Key.ReferencedTable);
        if (reference.Parents is null || reference.Resolved.Source == Planning.ParentSource.Itself)
            return null;
        if (reference.Columns.Select(c => MeasureUnits.Of(table.Table, table.ColumnAt(c))).FirstOrDefault(u => u is not null) is { } units)
            return Of(table, reference, ToldColumns.Unit(parent), [.. units.Select(u => (Func<string, bool>)u.Contains)]);
        return ToldColumns.IsPlace(parent) && ToldColumns.Place(parent).ToList() is [(PlacePart.Country, var country), ..] && ToldColumns.IsCountry(parent)
            ? Of(table, reference, country, [PlaceCatalog.Default.HasCities])
            : null;
    }

    static ParentPreference? Of(TableContext table, TableReference reference, Column? column, IReadOnlyList<Func<string, bool>> suits) =>
        ToldColumns.Text(table, reference, column) is { } told ? new ParentPreference(told, suits) : null;

    /// <summary>The place of the first candidate from a drawn one on that suits; the drawn one where none near it does.</summary>
    public long From(Candidates candidates, long drawn)
    {
        foreach (var suit in suits)
        {
            for (var i = 0L; i < Math.Min(candidates.Count, MostTried); i++)
            {
                var at = (drawn + i) % candidates.Count;
                if (told.Of(candidates[at]) is string text && suit(text.Trim()))
                    return at;
            }
        }
        return drawn;
    }
}

using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Groups;

/// <summary>
/// Gives unique columns their distinct values where rows have several locales. User names, e-mail addresses and full names are those of persons of the row's
/// locale; persons of two locales have no last name in common, so that no two are the same by construction. Other texts come from the locale of most rows.
/// </summary>
sealed class MixedSubjects
{
    const int LeastNames = 50;

    readonly TableContext _table;
    readonly SharedSubjects _main;
    readonly List<SharedSubjects?> _persons = [];

    /// <summary>Creates the sources.</summary>
    /// <param name="table">The table, whose rows have several locales.</param>
    /// <param name="sourceOf">The source of a column in one of the locales.</param>
    public MixedSubjects(TableContext table, Func<TableContext, int, ValueSource?> sourceOf)
    {
        _table = table;
        _main = new SharedSubjects(table, c => sourceOf(table, c));
        var before = new List<NameLists>();
        foreach (var view in table.RowLocales!.Codes.Select(table.In))
        {
            var names = NameLists.Of(view.Sources.Words).Besides(before);
            before.Add(names);
            _persons.Add(names.LastOfWomen.Length < LeastNames ? null : new SharedSubjects(view, c => sourceOf(view, c), names));
        }
    }

    /// <summary>The source of a column's distinct values.</summary>
    public ValueSource? Of(int column) =>
        _persons[0]?.OfSubject(column) is { } main
            ? MixedSource.Of(_table.RowLocales, locale => _persons[IndexOf(locale!)]?.OfSubject(column) ?? main)
            : _main.Of(column);

    int IndexOf(string locale) => _table.RowLocales!.Codes.ToList().IndexOf(locale);
}

using FraiseqlData.Loading;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>Which of a table's columns a row in text form has, and where.</summary>
sealed class RowLayout
{
    readonly IReadOnlyList<string> _names;
    readonly int[] _places;
    readonly (int Place, bool HasValue)[] _notNull;

    RowLayout(IReadOnlyList<string> names, int[] places, (int, bool)[] notNull) =>
        (_names, _places, _notNull, Columns) = (names, places, notNull, [.. Enumerable.Range(0, places.Length).Where(c => places[c] >= 0)]);

    /// <summary>The indexes of the columns, ascending.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>
    /// The layout of a row: all its columns but generated ones, and those that are NOT NULL and yet have no value, which the server must give.
    /// </summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqColumnNotFound</c>: the table has no such column.</exception>
    public static RowLayout Of(Table table, SeededRow row)
    {
        var indexes = Enumerable.Range(0, table.Columns.Count).ToDictionary(i => table.Columns[i].Name, StringComparer.Ordinal);
        var places = Enumerable.Repeat(-1, table.Columns.Count).ToArray();
        var notNull = new List<(int, bool)>();
        for (var place = 0; place < row.Columns.Count; place++)
        {
            if (!indexes.TryGetValue(row.Columns[place], out var index))
                throw PlanErrors.ColumnNotFound(table, row.Columns[place], []);
            var column = table.Columns[index];
            if (column.IsGenerated)
                continue;
            var hasValue = row.Texts[place] is not null;
            if (column.NotNull)
                notNull.Add((place, hasValue));
            if (hasValue || !column.NotNull)
                places[index] = place;
        }
        return new RowLayout(row.Columns, places, [.. notNull]);
    }

    /// <summary>Whether a row has this layout.</summary>
    public bool Fits(SeededRow row) =>
        (ReferenceEquals(row.Columns, _names) || row.Columns.SequenceEqual(_names, StringComparer.Ordinal))
        && Array.TrueForAll(_notNull, n => row.Texts[n.Place] is not null == n.HasValue);

    /// <summary>Where a column's value stands in a row; -1 where the row has none.</summary>
    public int PlaceOf(int column) => _places[column];
}

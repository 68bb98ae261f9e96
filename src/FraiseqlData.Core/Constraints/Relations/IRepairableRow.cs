namespace FraiseqlData.Constraints.Relations;

/// <summary>A row that <see cref="RowRepair"/> may change. Values are of the columns' codecs' .NET types, null for NULL.</summary>
interface IRepairableRow
{
    object? Get(string column);

    void Set(string column, object? value);

    /// <summary>Whether the column's value may be replaced: not for overrides, keys and what the server computes.</summary>
    bool CanChange(string column);

    /// <summary>Whether the column's value may be replaced by one of a domain, as of <see cref="Draw"/>.</summary>
    bool CanBecome(string column, ColumnDomain domain) => CanChange(column);

    /// <summary>Whether the column takes NULL.</summary>
    bool CanBeNull(string column);

    /// <summary>Whether the column's value may become NULL: keys may, where the column is nullable, though they may not become others.</summary>
    bool CanClear(string column) => CanChange(column) && CanBeNull(column);

    /// <summary>Whether a value lies in what the column's own type and constraints leave.</summary>
    bool Accepts(string column, object value);

    /// <summary>
    /// Draws a value other than NULL from the column's domain narrowed further; null where there is none. The domain is one of the
    /// relation's own
    /// objects, the same for every row, so that a source of values can be kept for it.
    /// </summary>
    object? Draw(string column, ColumnDomain domain);

    /// <summary>A number from 0 to below <paramref name="count"/>, from the row's own random stream.</summary>
    int Pick(int count);
}

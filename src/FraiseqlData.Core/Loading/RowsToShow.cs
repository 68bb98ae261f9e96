using FraiseqlData.Schema;
using FraiseqlData.Trinity;

namespace FraiseqlData.Loading;

/// <summary>Rows of a table that read models should show as they are now.</summary>
/// <param name="Table">The table.</param>
/// <param name="Added">The rows that were added: these, or those that refer to them.</param>
/// <param name="Via">The foreign key by which rows that were added refer to these; null where these were added.</param>
sealed record RowsToShow(Table Table, AddedRows Added, ForeignKey? Via)
{
    /// <summary>Rows that were added.</summary>
    public static RowsToShow Of(AddedRows rows) => new(rows.Table, rows, null);

    /// <summary>The rows that others refer to by a key; null where no read model is of them, or the role cannot find them.</summary>
    public static RowsToShow? Parents(AddedRows children, ForeignKey key, DatabaseSchema schema)
    {
        var parent = schema.Get(key.ReferencedTable);
        return children.Finder is not null && TrinityTable.Detect(parent) is { Key.CanSelect: true, Id.CanSelect: true }
            && key.Columns.All(c => children.Table.GetColumn(c).CanSelect) && key.ReferencedColumns.All(c => parent.GetColumn(c).CanSelect)
            ? new RowsToShow(parent, children, key)
            : null;
    }

    /// <summary>How many rows there are; of rows that others refer to, how many others.</summary>
    public long Count => Added.Count;

    /// <summary>Whether a query finds the rows.</summary>
    public bool CanBeFound => Added.Finder is not null;

    /// <summary>A query for some of the rows, as <see cref="RowFinder.Query"/>; of rows that others refer to, for those of some others.</summary>
    public RowQuery Query(long first, int count, string prefix)
    {
        var added = Added.Finder!.Query(first, count, prefix);
        if (Via is null)
            return added;
        var trinity = TrinityTable.Detect(Table)!;
        var columns = new[] { trinity.Id, trinity.Key }.Select(c => $"p.{QualifiedName.Quote(c.Name)}");
        var own = string.Join(", ", Via.ReferencedColumns.Select(c => $"p.{QualifiedName.Quote(c)}"));
        var theirs = string.Join(", ", Via.Columns.Select(c => $"c.{QualifiedName.Quote(c)}"));
        return added with { Sql = $"SELECT {string.Join(", ", columns)} FROM {Table.RowsSql} AS p WHERE ({own}) IN (SELECT {theirs} FROM ({added.Sql}) AS c)" };
    }

    /// <summary>The rows in words.</summary>
    public override string ToString() => Via is null ? $"the rows of {Table.Name}" : $"rows of {Table.Name} that new ones of {Added.Table.Name} refer to";
}

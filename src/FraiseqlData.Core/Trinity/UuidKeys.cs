using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>Finds the column of a table that gets pattern UUIDs.</summary>
static class UuidKeys
{
    /// <summary>
    /// The uuid column that identifies a row: the whole primary key, or a column <c>id</c> that is unique by itself (as in Trinity tables).
    /// A key that is a foreign key too belongs to the parent and does not count.
    /// </summary>
    public static Column? Find(Table table)
    {
        var columns = table.UniqueKeys
            .Where(k => k.IsPlain && k.Columns.Count == 1 && (k.IsPrimary || k.Columns[0] == "id"))
            .Select(k => table.GetColumn(k.Columns[0]));
        return columns.FirstOrDefault(c => c.Type.Underlying.Name.Name == "uuid" && !table.ForeignKeys.Any(f => f.Columns.Contains(c.Name)));
    }
}

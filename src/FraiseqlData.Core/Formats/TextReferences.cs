using FraiseqlData.Errors;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Formats;

/// <summary>What the foreign keys among tables in text form ask of a script.</summary>
/// <param name="tables">The tables, in the order in which they are written.</param>
sealed class TextReferences(IReadOnlyList<Table> tables)
{
    readonly Dictionary<QualifiedName, int> _order = Enumerable.Range(0, tables.Count).ToDictionary(i => tables[i].Name);

    /// <summary>Puts tables into an order in which parents come before children.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqExportCircle</c>: some refer to each other by keys that statements one after the other cannot meet.</exception>
    public static IReadOnlyList<Table> InLoadOrder(IReadOnlyList<Table> tables)
    {
        var order = LoadOrder.Of(tables, tables.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced));
        return order.Together.Count == 0 ? order.Tables : throw new FraiseqlDataException(
            "FqExportCircle", ErrorKind.InvalidOperation,
            $"The tables {string.Join(", ", order.Together[0].Order())} refer to each other by keys that are neither nullable nor deferrable, which a script of single statements cannot load.",
            "Make one of the keys DEFERRABLE, or fill the copy with Invoke-FqSeed and the same seed.", order.Together[0].Order().First());
    }

    /// <summary>Whether a key is checked too early unless the check waits for the transaction's end.</summary>
    public bool MustDefer(ForeignKey key) => key is { IsEnforced: true, IsDeferrable: true } && (key.IsSelfReference || IsForward(key));

    /// <summary>The keys that are NULL at first: the columns that find the row, and those to set.</summary>
    public IEnumerable<(IReadOnlyList<int> Key, IReadOnlyList<int> Set)> Late(Table table)
    {
        foreach (var key in table.ForeignKeys.Where(k => k is { IsEnforced: true, IsDeferrable: false } && IsForward(k)))
        {
            int[] set = [.. Indexes(table, key.Columns).Where(c => !table.Columns[c].NotNull)];
            var finder = table.UniqueKeys.FirstOrDefault(u =>
                u is { IsPlain: true, WithoutOverlaps: false } && !u.Columns.Intersect(key.Columns).Any() && u.Columns.All(c => table.GetColumn(c).NotNull));
            // Where neither is to be had, the rows may still refer to others that are there already: the server will tell.
            if (set.Length > 0 && finder is not null)
                yield return (Indexes(table, finder.Columns), set);
        }
    }

    /// <summary>The columns of a table whose values the script cannot do without, with what they are for.</summary>
    public IReadOnlyDictionary<int, string> Needed(Table table)
    {
        var needed = new Dictionary<int, string>();
        foreach (var key in tables.SelectMany(t => t.ForeignKeys).Where(k => k.IsEnforced && k.ReferencedTable == table.Name))
        {
            foreach (var column in Indexes(table, key.ReferencedColumns))
                _ = needed.TryAdd(column, $"for the rows of {key.Table} that refer to it");
        }
        foreach (var column in Late(table).SelectMany(l => l.Key))
            _ = needed.TryAdd(column, "to find the rows again whose references are set last");
        return needed;
    }

    bool IsForward(ForeignKey key) =>
        !key.IsSelfReference && _order.TryGetValue(key.ReferencedTable, out var parent) && parent > _order[key.Table];

    static int[] Indexes(Table table, IReadOnlyList<string> columns) =>
        [.. columns.Select(name => Enumerable.Range(0, table.Columns.Count).First(i => table.Columns[i].Name == name))];
}

using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Orders tables so that parents come before children (Kahn's algorithm, ties by the order given). Circles are broken at the key that costs least:
/// a nullable one is set in a second pass, else a deferrable one is checked at the end.
/// </summary>
static class LoadOrder
{
    /// <summary>The order and the keys whose values must wait for a second pass.</summary>
    /// <param name="Tables">The tables, parents first.</param>
    /// <param name="SecondPass">Keys that are NULL at first and set when all tables are loaded.</param>
    /// <param name="Deferred">Keys that are checked only at the end.</param>
    public sealed record Result(IReadOnlyList<Table> Tables, IReadOnlySet<ForeignKey> SecondPass, IReadOnlySet<ForeignKey> Deferred);

    /// <summary>Orders the tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="keys">The foreign keys between them whose parents are loaded in this run; self references are ignored.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCycleNotBreakable</c>.</exception>
    public static Result Of(IReadOnlyList<Table> tables, IEnumerable<ForeignKey> keys)
    {
        var byName = tables.ToDictionary(t => t.Name);
        var waiting = keys.Where(k => !k.IsSelfReference && byName.ContainsKey(k.Table) && byName.ContainsKey(k.ReferencedTable)).ToHashSet();
        var order = new List<Table>(tables.Count);
        var left = tables.ToList();
        var (secondPass, deferred) = (new HashSet<ForeignKey>(), new HashSet<ForeignKey>());
        while (left.Count > 0)
        {
            var next = left.Find(t => !waiting.Any(k => k.Table == t.Name));
            if (next is null)
            {
                Break(left, waiting, byName, secondPass, deferred);
                continue;
            }
            order.Add(next);
            _ = left.Remove(next);
            _ = waiting.RemoveWhere(k => k.ReferencedTable == next.Name);
        }
        return new Result(order, secondPass, deferred);
    }

    static void Break(List<Table> left, HashSet<ForeignKey> waiting, Dictionary<QualifiedName, Table> byName, HashSet<ForeignKey> secondPass, HashSet<ForeignKey> deferred)
    {
        var circle = Circle(left, waiting);
        var inCircle = waiting.Where(k => circle.Contains(k.Table) && circle.Contains(k.ReferencedTable)).OrderBy(k => k.Table).ThenBy(k => k.Name, StringComparer.Ordinal).ToList();
        var (key, kept) = (inCircle.Find(k => IsSettable(byName[k.Table], k)), secondPass);
        if (key is null)
            (key, kept) = (inCircle.Find(k => k.IsDeferrable), deferred);
        if (key is null)
            throw PlanErrors.CycleNotBreakable([.. circle.Order()]);
        _ = kept.Add(key);
        _ = waiting.Remove(key);
    }

    /// <summary>Whether a key can be NULL at first: one of its columns is nullable, and rows can be found again to set it.</summary>
    static bool IsSettable(Table table, ForeignKey key) =>
        table.CanUpdate
        && key.Columns.Any(c => !table.GetColumn(c).NotNull)
        && table.UniqueKeys.Any(u => u.IsPlain && !u.Columns.Intersect(key.Columns).Any() && u.Columns.All(c => table.GetColumn(c).NotNull));

    /// <summary>The names of the tables of one circle: walk from child to parent until a table comes twice.</summary>
    static HashSet<QualifiedName> Circle(List<Table> left, HashSet<ForeignKey> waiting)
    {
        var path = new List<QualifiedName>();
        var at = left[0].Name;
        while (!path.Contains(at))
        {
            path.Add(at);
            at = waiting.First(k => k.Table == at).ReferencedTable;
        }
        return [.. path.Skip(path.IndexOf(at))];
    }
}

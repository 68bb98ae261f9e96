using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Orders tables so that parents come before children (Kahn's algorithm, ties by the order given). Circles are broken at the key that costs least:
/// a nullable one is set in a second pass, else a deferrable one is checked at the end; else the tables of the circle are loaded by one statement,
/// at whose end the server checks their keys.
/// </summary>
sealed class LoadOrder
{
    readonly Dictionary<QualifiedName, Table> _byName;
    readonly Dictionary<QualifiedName, HashSet<QualifiedName>> _group;
    readonly HashSet<ForeignKey> _waiting;
    readonly HashSet<ForeignKey> _secondPass = [];
    readonly HashSet<ForeignKey> _deferred = [];

    LoadOrder(IReadOnlyList<Table> tables, IEnumerable<ForeignKey> keys)
    {
        _byName = tables.ToDictionary(t => t.Name);
        _group = tables.ToDictionary(t => t.Name, t => new HashSet<QualifiedName> { t.Name });
        _waiting = [.. keys.Where(k => !k.IsSelfReference && _byName.ContainsKey(k.Table) && _byName.ContainsKey(k.ReferencedTable))];
    }

    /// <summary>The order and how circles are closed.</summary>
    /// <param name="Tables">The tables, parents first; those that are loaded together stand next to each other.</param>
    /// <param name="SecondPass">Keys that are NULL at first and set when all tables are loaded.</param>
    /// <param name="Deferred">Keys that are checked only at the end.</param>
    /// <param name="Together">Sets of tables that one statement has to load.</param>
    public sealed record Result(
        IReadOnlyList<Table> Tables, IReadOnlySet<ForeignKey> SecondPass, IReadOnlySet<ForeignKey> Deferred, IReadOnlyList<IReadOnlySet<QualifiedName>> Together);

    /// <summary>Orders the tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="keys">The foreign keys between them whose parents are loaded in this run; self references are ignored.</param>
    public static Result Of(IReadOnlyList<Table> tables, IEnumerable<ForeignKey> keys) => new LoadOrder(tables, keys).Run(tables);

    Result Run(IReadOnlyList<Table> tables)
    {
        var order = new List<Table>(tables.Count);
        var left = tables.ToList();
        while (left.Count > 0)
        {
            if (left.Find(t => !_waiting.Any(k => _group[t.Name].Contains(k.Table))) is not { } next)
            {
                Break(Circle(left[0].Name));
                continue;
            }
            var group = _group[next.Name];
            order.AddRange(left.Where(t => group.Contains(t.Name)));
            _ = left.RemoveAll(t => group.Contains(t.Name));
            _ = _waiting.RemoveWhere(k => group.Contains(k.ReferencedTable));
        }
        return new Result(order, _secondPass, _deferred, [.. _group.Values.Where(g => g.Count > 1).Distinct()]);
    }

    void Break(HashSet<QualifiedName> circle)
    {
        var inside = _waiting.Where(k => circle.Contains(k.Table) && circle.Contains(k.ReferencedTable)).OrderBy(k => k.Table).ThenBy(k => k.Name, StringComparer.Ordinal).ToList();
        if (inside.Find(IsSettable) is { } settable)
        {
            _ = _secondPass.Add(settable);
            _ = _waiting.Remove(settable);
        }
        else if (inside.Find(k => k.IsDeferrable) is { } deferrable)
        {
            _ = _deferred.Add(deferrable);
            _ = _waiting.Remove(deferrable);
        }
        else
        {
            foreach (var table in circle)
                _group[table] = circle;
            _waiting.ExceptWith(inside);
        }
    }

    /// <summary>Whether a key can be NULL at first: one of its columns is nullable, and rows can be found again to set it.</summary>
    bool IsSettable(ForeignKey key)
    {
        var table = _byName[key.Table];
        return table.CanUpdate
            && (key.Match == Schema.MatchType.Full ? key.Columns.All(c => !table.GetColumn(c).NotNull) : key.Columns.Any(c => !table.GetColumn(c).NotNull))
            && table.UniqueKeys.Any(u => u.IsPlain && u.Columns.All(c => table.GetColumn(c).NotNull));
    }

    /// <summary>The tables of one circle: walk from child to parent, group by group, until one comes twice.</summary>
    HashSet<QualifiedName> Circle(QualifiedName start)
    {
        var path = new List<HashSet<QualifiedName>>();
        var at = _group[start];
        while (!path.Contains(at))
        {
            path.Add(at);
            at = _group[_waiting.First(k => at.Contains(k.Table)).ReferencedTable];
        }
        return [.. path.Skip(path.IndexOf(at)).SelectMany(g => g)];
    }
}

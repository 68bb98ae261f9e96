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
    readonly Dictionary<QualifiedName, int> _place;
    readonly Dictionary<QualifiedName, HashSet<ForeignKey>> _waiting;
    readonly ILookup<QualifiedName, ForeignKey> _children;
    readonly SortedSet<int> _left;
    readonly SortedSet<int> _ready = [];
    readonly HashSet<ForeignKey> _secondPass = [];
    readonly HashSet<ForeignKey> _deferred = [];

    LoadOrder(IReadOnlyList<Table> tables, IEnumerable<ForeignKey> keys)
    {
        _byName = tables.ToDictionary(t => t.Name);
        _group = tables.ToDictionary(t => t.Name, t => new HashSet<QualifiedName> { t.Name });
        _place = tables.Select((t, i) => (t.Name, i)).ToDictionary();
        _children = keys.Where(k => !k.IsSelfReference && _byName.ContainsKey(k.Table) && _byName.ContainsKey(k.ReferencedTable)).Distinct().ToLookup(k => k.ReferencedTable);
        _waiting = tables.ToDictionary(t => t.Name, _ => new HashSet<ForeignKey>());
        foreach (var key in _children.SelectMany(c => c))
            _ = _waiting[key.Table].Add(key);
        _left = [.. _place.Values];
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
        foreach (var table in tables)
            Offer(_group[table.Name]);
        while (_left.Count > 0)
        {
            if (_ready.Count == 0)
            {
                Break(Circle(tables[_left.Min].Name));
                continue;
            }
            var group = _group[tables[_ready.Min].Name];
            order.AddRange(Placed(group).Select(n => _byName[n]));
            _left.ExceptWith(group.Select(n => _place[n]));
            _ready.ExceptWith(group.Select(n => _place[n]));
            foreach (var key in group.SelectMany(n => _children[n]).Where(k => _waiting[k.Table].Remove(k)))
                Offer(_group[key.Table]);
        }
        return new Result(order, _secondPass, _deferred, [.. _group.Values.Where(g => g.Count > 1).Distinct()]);
    }

    /// <summary>Notes a group whose parents are all ordered.</summary>
    void Offer(HashSet<QualifiedName> group)
    {
        if (group.All(n => _waiting[n].Count == 0))
            _ready.UnionWith(group.Select(n => _place[n]).Where(_left.Contains));
    }

    IEnumerable<QualifiedName> Placed(HashSet<QualifiedName> group) => group.OrderBy(n => _place[n]);

    void Break(HashSet<QualifiedName> circle)
    {
        var inside = circle.SelectMany(n => _waiting[n]).Where(k => circle.Contains(k.ReferencedTable)).OrderBy(k => k.Table).ThenBy(k => k.Name, StringComparer.Ordinal).ToList();
        // Of a unique key some rows may have to go without a parent.
        if ((inside.Find(k => IsSettable(k) && !IsInUniqueKey(k)) ?? inside.Find(IsSettable)) is { } settable)
        {
            _ = _secondPass.Add(settable);
            _ = _waiting[settable.Table].Remove(settable);
        }
        else if (inside.Find(k => k.IsDeferrable) is { } deferrable)
        {
            _ = _deferred.Add(deferrable);
            _ = _waiting[deferrable.Table].Remove(deferrable);
        }
        else
        {
            foreach (var table in circle)
            {
                _group[table] = circle;
                _waiting[table].ExceptWith(inside);
            }
        }
        foreach (var table in circle)
            Offer(_group[table]);
    }

    /// <summary>Whether a key can be NULL at first: one of its columns is nullable, and rows can be found again to set it.</summary>
    bool IsSettable(ForeignKey key)
    {
        var table = _byName[key.Table];
        return table.CanUpdate
            && (key.Match == Schema.MatchType.Full ? key.Columns.All(c => !table.GetColumn(c).NotNull) : key.Columns.Any(c => !table.GetColumn(c).NotNull))
            && table.UniqueKeys.Any(u => u.IsPlain && u.Columns.All(c => table.GetColumn(c).NotNull));
    }

    bool IsInUniqueKey(ForeignKey key) => _byName[key.Table].UniqueKeys.Any(u => u.Columns.Any(key.Columns.Contains));

    /// <summary>The tables of one circle: walk from child to parent, group by group, until one comes twice.</summary>
    HashSet<QualifiedName> Circle(QualifiedName start)
    {
        var path = new List<HashSet<QualifiedName>>();
        var at = _group[start];
        while (!path.Contains(at))
        {
            path.Add(at);
            at = _group[Placed(at).SelectMany(n => _waiting[n]).First().ReferencedTable];
        }
        return [.. path.Skip(path.IndexOf(at)).SelectMany(g => g)];
    }
}

using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// Adds the parents that a plan needs but does not name. A parent table that has rows is reused; an empty one is filled with
/// one row for every <see cref="ChildrenPerParent"/> rows of its largest child, and more where a unique key over foreign keys needs them.
/// </summary>
/// <param name="schema">The database.</param>
/// <param name="options">The plan's options.</param>
/// <param name="hasRows">Whether a table holds rows.</param>
/// <param name="unfilled">The tables that cannot be filled; those whose parents cannot be had are added.</param>
/// <param name="most">How many rows of a table one parent gets at the most, where that is said; else 0.</param>
sealed class ParentPlanner(DatabaseSchema schema, PlanOptions options, Func<QualifiedName, bool> hasRows, Unfilled unfilled, Func<QualifiedName, long> most)
{
    /// <summary>How many children one added parent gets, on average.</summary>
    public const int ChildrenPerParent = 5;

    readonly Dictionary<QualifiedName, (long Count, string Reason)> _added = [];

    /// <summary>The parents to add with their counts and reasons.</summary>
    /// <param name="wanted">The plan's own tables with their counts.</param>
    /// <param name="isOverridden">Whether the user fills a foreign key's columns.</param>
    public IReadOnlyDictionary<QualifiedName, (long Count, string Reason)> Plan(IReadOnlyDictionary<QualifiedName, long> wanted, Func<ForeignKey, bool> isOverridden)
    {
        var queue = new Queue<QualifiedName>(wanted.Keys.Order());
        while (queue.TryDequeue(out var child))
        {
            var table = schema.Get(child);
            var children = wanted.TryGetValue(child, out var count) ? count : _added[child].Count;
            foreach (var key in table.ForeignKeys.Where(k => !k.IsSelfReference && k.IsEnforced && !isOverridden(k)))
            {
                if (wanted.ContainsKey(key.ReferencedTable) || !CanAdd(table, key))
                    continue;
                var needed = Needed(table, key, children);
                // A higher need raises the count, and that of the parent's own parents with it; counts only grow, so this ends.
                if (_added.TryGetValue(key.ReferencedTable, out var known) && known.Count >= needed.Count)
                    continue;
                if (_added.ContainsKey(key.ReferencedTable) && IsAncestor(child, key.ReferencedTable))
                    continue;
                _added[key.ReferencedTable] = needed;
                queue.Enqueue(key.ReferencedTable);
            }
        }
        return _added;
    }

    /// <summary>Whether a parent has to be added: it has no rows, and it can be filled. Where it cannot, a nullable key stays NULL.</summary>
    bool CanAdd(Table child, ForeignKey key)
    {
        if (hasRows(key.ReferencedTable))
            return false;
        var parent = schema.Find(key.ReferencedTable);
        if (parent is { IsFillable: true, CanInsert: true } && unfilled.ObstacleOf(parent.Name) is null && unfilled.WhyFull(parent.Name) is null)
            return true;
        if (!child.CanBeNull(key))
            unfilled.Add(WithoutParent(child, key));
        return false;
    }

    /// <summary>Why a child cannot be filled whose parent has no rows and gets none.</summary>
    public Obstacle WithoutParent(Table child, ForeignKey key)
    {
        if (unfilled.ObstacleOf(key.ReferencedTable) is not null)
            return new Obstacle(child, PlanErrors.ParentUnfillable(child, key), key.ReferencedTable);
        var why = schema.Find(key.ReferencedTable) switch
        {
            _ when unfilled.WhyFull(key.ReferencedTable) is { } full => $"that table has no rows and gets none ({full})",
            { IsFillable: true, CanInsert: false } => "that table is empty and the role may not insert into it",
            { IsFillable: true } => "it has no rows",
            _ => "that relation has no rows and cannot be filled",
        };
        return new Obstacle(child, PlanErrors.ParentMissing(child, key, why));
    }

    (long Count, string Reason) Needed(Table child, ForeignKey key, long children)
    {
        if (Configured(key.ReferencedTable) is { } configured)
            return (configured, $"needed by {child.Name} ({key.Name}); its count was given");
        // An ancestor over other parents too has so many children as those are, not as the rows below them.
        var sensible = SharedAncestors.Of(schema, child).Any(a => a.Paths.TryGetValue(key.Name, out var path) && path.Count == 1)
            ? 1
            : Math.Max(1, (children + ChildrenPerParent - 1) / ChildrenPerParent);
        var unique = child.UniqueKeys.Where(u => u.IsPlain && key.Columns.Any(u.Columns.Contains)).Select(u => UniqueNeed(child, u, key, children)).DefaultIfEmpty(0).Max();
        return unique > sensible
            ? (unique, $"needed by {child.Name} ({key.Name}): a unique key over it takes {unique} parents")
            : (sensible, $"needed by {child.Name} ({key.Name})");
    }

    /// <summary>
    /// How many parents a unique key that consists of foreign keys asks for: one each for a single key, the n-th root for n keys,
    /// more where only parents of the same ancestor go together.
    /// </summary>
    long UniqueNeed(Table child, UniqueKey unique, ForeignKey key, long children)
    {
        var free = unique.Columns.Where(c => !child.ForeignKeys.Any(f => f.Columns.Contains(c))).Select(child.GetColumn).ToList();
        if (free.Any(c => c.Type.Underlying is not { Kind: PgTypeKind.Enum } and not { Name.Name: "bool" }))
            return 0;
        var inside = child.ForeignKeys.Where(f => f.Columns.All(unique.Columns.Contains)).ToList();
        var keys = inside.Where(f => !inside.Exists(o => o.Columns.Count > f.Columns.Count && f.Columns.All(o.Columns.Contains))).ToList();
        // Which row of it goes with the others follows from those.
        if (inside.Contains(key) && !keys.Contains(key))
            return 0;
        if (keys.Count <= 1)
            return children;
        // Twice as many pairs as rows, so that conditions between the keys and rows that are there already leave room.
        var root = Math.Max(most(child.Name), (long)Math.Ceiling(Math.Pow(children * 2.0, 1.0 / keys.Count)) + 1);
        var agree = keys.SelectMany(k => k.Columns).Distinct().Count() < keys.Sum(k => k.Columns.Count)
            || SharedAncestors.Of(schema, child).Any(a => keys.Count(k => a.Paths.ContainsKey(k.Name)) > 1);
        return agree ? Math.Max(root, (long)Math.Ceiling(children * 2.0 / Math.Pow(ChildrenPerParent, keys.Count - 1)) + 1) : root;
    }

    long? Configured(QualifiedName table) =>
        options.ParentCounts.FirstOrDefault(p => TablePattern.Parse(p.Key).Matches(table)) is { Key: not null, Value: var count } ? count : null;

    /// <summary>Whether a table is reached from another one by following added parents upwards: then it lies in a circle.</summary>
    bool IsAncestor(QualifiedName table, QualifiedName of)
    {
        var seen = new HashSet<QualifiedName>();
        var stack = new Stack<QualifiedName>([of]);
        while (stack.TryPop(out var at))
        {
            if (at == table)
                return true;
            if (!seen.Add(at))
                continue;
            foreach (var key in schema.Get(at).ForeignKeys.Where(k => _added.ContainsKey(k.ReferencedTable)))
                stack.Push(key.ReferencedTable);
        }
        return false;
    }
}

using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>A table that an entry of a plan selects.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Table">The table to fill: the one that is selected, or a partition of it.</param>
/// <param name="Part">The number of the partition, from 0.</param>
/// <param name="Parts">How many partitions share the entry's rows.</param>
/// <param name="IsWildcard">Whether the entry's count means "as many as fit".</param>
sealed record Wish(PlanEntry Entry, Table Table, int Part, int Parts, bool IsWildcard);

/// <summary>
/// Numbers the rows that a plan's entries ask for. A table whose rows are counted by parent comes after the parent, whose own rows may be counted by its
/// parents in turn.
/// </summary>
/// <param name="wishes">What the entries ask for, by table, in the order of the entries.</param>
/// <param name="unfilled">The tables that get no rows; those that have no parents to count by are added.</param>
/// <param name="parents">What is needed to deal rows out to parents.</param>
/// <param name="settle">The overrides of an entry's rows in a table.</param>
sealed class SegmentPlanner(
    IReadOnlyDictionary<QualifiedName, List<Wish>> wishes, Unfilled unfilled, ShareSource parents, Func<Wish, IReadOnlyDictionary<string, ColumnOverride>> settle)
{
    readonly Dictionary<QualifiedName, IReadOnlyList<RowSegment>> _segments = [];
    readonly List<QualifiedName> _path = [];

    /// <summary>The rows of a table; none where it cannot be filled, or no parent gets any.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqPerParentInvalid</c>: the parents are not in the plan, or tables count by each other in a circle.</exception>
    public IReadOnlyList<RowSegment> Of(QualifiedName table)
    {
        if (_segments.TryGetValue(table, out var known))
            return known;
        if (_path.Contains(table))
        {
            var wish = wishes[table].First(w => w.Entry.PerParent is not null);
            throw PerParent.Invalid(
                wish.Table, wish.Entry.PerParent!.Parent, $"the rows of {string.Join(", ", _path.Skip(_path.IndexOf(table)))} are counted by each other, in a circle",
                "Use -Count for one of these tables.");
        }
        _path.Add(table);
        var segments = new List<RowSegment>();
        foreach (var wish in wishes[table])
        {
            // Rows beside those of parents that were there before would repeat what is unique under them.
            foreach (var part in Parts(wish, segments.Count == 0 ? 0 : segments[^1].FirstOrdinal + segments[^1].Count).Where(p => p.Count > 0))
            {
                var first = segments.Count == 0 ? 0 : segments[^1].FirstOrdinal + segments[^1].Count;
                var overrides = settle(wish);
                segments.Add(new RowSegment(first, part.Count, overrides, wish.Entry.Key, wish.IsWildcard)
                {
                    Locale = wish.Entry.Locale,
                    Shares = part.Shares,
                    Tree = part.Tree,
                    UuidStrategy = wish.Entry.UuidStrategy,
                    NullRatios = PlanChecker.NullRatios(wish.Table, wish.Entry, overrides, required: false),
                });
            }
        }
        _path.RemoveAt(_path.Count - 1);
        return _segments[table] = segments;
    }

    IEnumerable<(long Count, ParentShares? Shares, TreeShape? Tree)> Parts(Wish wish, long first)
    {
        if (wish.Entry.PerParent is { } perParent)
            return Dealt(wish, perParent).Select(s => (s.Total, (ParentShares?)s, (TreeShape?)null));
        var count = PartitionTargets.Share(wish.Entry.Count, wish.Part, wish.Parts).Count;
        if (wish.Entry.Hierarchy is not { } hierarchy)
            return [(count, null, null)];
        var tree = parents.OfTree(hierarchy, hierarchy.Find(wish.Table)!, count, first);
        return [(tree.Rows, null, tree)];
    }

    IEnumerable<ParentShares> Dealt(Wish wish, PerParent perParent)
    {
        var key = perParent.Require(wish.Table);
        if (perParent.IncludeExisting && parents.Existing(key) is { Count: > 0 } existing)
        {
            var (first, count) = PartitionTargets.Share(existing.Count, wish.Part, wish.Parts);
            yield return parents.OfExisting(perParent, key, existing, first, count);
        }
        if (wishes.ContainsKey(key.ReferencedTable))
        {
            if (unfilled.ObstacleOf(key.ReferencedTable) is not null)
                unfilled.Add(new Obstacle(wish.Table, PlanErrors.ParentUnfillable(wish.Table, key), key.ReferencedTable));
            else if (unfilled.WhyFull(key.ReferencedTable) is null && Of(key.ReferencedTable).Sum(s => s.Count) is > 0 and var rows)
            {
                var (first, count) = PartitionTargets.Share(rows, wish.Part, wish.Parts);
                yield return parents.OfPlan(perParent, key, first, count);
            }
        }
        else if (!perParent.IncludeExisting)
        {
            throw PerParent.Invalid(
                wish.Table, perParent.Parent, $"{key.ReferencedTable} is not in the plan",
                $"Add it (Add-FqTable {key.ReferencedTable.Name} -Count 10), or use -IncludeExisting for rows that are there already.");
        }
    }
}

/// <summary>What is needed to deal rows out to parents.</summary>
/// <param name="draw">Draws the counts of a foreign key's parents.</param>
/// <param name="firstInstance">The instance number of a table's first row of this run.</param>
/// <param name="existing">The keys of rows that were there before, by foreign key, where they are asked for.</param>
sealed class ShareSource(
    Func<Distribution, ForeignKey, CountDraw> draw, Func<QualifiedName, long> firstInstance, IReadOnlyDictionary<ForeignKey, IReadOnlyList<string?[]>> existing)
{
    public IReadOnlyList<string?[]>? Existing(ForeignKey key) => existing.GetValueOrDefault(key);

    public ParentShares OfPlan(PerParent perParent, ForeignKey key, long first, long count)
    {
        var (counts, instance) = (draw(perParent.Counts, key), firstInstance(key.ReferencedTable));
        return new ParentShares(key, first, count, ordinal => counts.Of(instance + ordinal));
    }

    /// <param name="hierarchy">What is wanted.</param>
    /// <param name="key">The foreign key that refers to the table itself.</param>
    /// <param name="count">How many rows are wanted; 0 for as many as the hierarchy has.</param>
    /// <param name="first">The ordinal of the first row.</param>
    public TreeShape OfTree(Hierarchy hierarchy, ForeignKey key, long count, long first)
    {
        var (counts, instance) = (draw(hierarchy.Fanout, key), firstInstance(key.Table) + first);
        return new TreeShape(key, hierarchy, count, row => counts.Of(instance + row));
    }

    public ParentShares OfExisting(PerParent perParent, ForeignKey key, IReadOnlyList<string?[]> keys, long first, long count)
    {
        var counts = draw(perParent.Counts, key);
        return new ParentShares(key, first, count, ordinal => counts.Of(keys[(int)ordinal])) { Existing = keys };
    }
}

using FraiseqlData.Generation.Groups;
using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Decides how the foreign keys that nothing has settled pick their parents: each by itself, or jointly where keys share columns or lead to one ancestor.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="decided">Columns whose values come from elsewhere.</param>
/// <param name="nullRatios">The share of rows without a parent where the user says it, by column name.</param>
sealed class ReferencePlanner(TableContext table, IReadOnlySet<int> decided, IReadOnlyDictionary<string, double> nullRatios)
{
    // A category has few subcategories.
    const double ShareOfCategories = 0.3;

    readonly HashSet<int> _written = [.. decided];

    /// <summary>The steps, in order.</summary>
    public IEnumerable<BatchStep> Plan()
    {
        var open = table.References.Where(r => !r.Columns.All(decided.Contains)).ToList();
        var picking = open.Where(r => r.IsPickable && !IsForward(r) && !IsImplied(r, open)).ToList();
        var steps = new List<BatchStep>();
        foreach (var cluster in Clusters(picking))
            steps.Add(Cluster(cluster, [.. table.References.Except(open).Concat(picking.Where(p => p.Columns.All(_written.Contains)))]));
        // Rows of this table that such parents hang on in turn must be known without them.
        foreach (var self in open.Where(r => r.Parents is not null && !r.Resolved.IsSecondPass && IsForward(r) && !r.Columns.All(_written.Contains)))
            steps.Add(IsChain(self) ? Chain(self) : Cluster([self], [.. table.References.Where(r => r != self && r.Columns.All(_written.Contains))]));
        foreach (var none in open.Where(r => r.Parents is null || r.Resolved.IsSecondPass))
        {
            if (OwnNullable(none).Where(_written.Add).ToList() is { Count: > 0 } columns)
                steps.Add(new NullStep(columns, ColumnAccount.Describe(none.Resolved)));
        }
        return steps;
    }

    /// <summary>The step that sets a reference which was NULL at first, when the row's other columns are known.</summary>
    public BatchStep SecondPass(TableReference reference)
    {
        var own = OwnNullable(reference);
        if (table.Table.UniqueKeys.Any(u => u.Columns.Any(c => own.Contains(table.IndexOf(c))) && !HoldsWithout(u, own)))
            return own.Count == reference.Columns.Count ? new EachOnceStep(reference, table.StreamKey(reference.Key.Name)) : new NullStep(own, ColumnAccount.Describe(reference.Resolved));
        var others = table.References.Where(r => r != reference && !r.Resolved.IsSecondPass && r.Ancestors.Intersect(reference.Ancestors).Any()).ToList();
        _written.UnionWith(Enumerable.Range(0, table.Table.Columns.Count).Except(OwnNullable(reference)));
        return Joint([reference], others);
    }

    /// <summary>Whether another unique key makes one hold, whatever some columns are.</summary>
    bool HoldsWithout(UniqueKey key, IReadOnlyList<int> columns) =>
        table.Table.UniqueKeys.Any(u => u.IsPlain && u.Columns.All(c => key.Columns.Contains(c) && !columns.Contains(table.IndexOf(c))));

    BatchStep Cluster(IReadOnlyList<TableReference> cluster, IReadOnlyList<TableReference> given)
    {
        var only = cluster[0];
        var agreeing = given.Where(g => cluster.Any(c => c.Ancestors.Intersect(g.Ancestors).Any())).ToList();
        if (cluster.Count > 1 || agreeing.Count > 0 || only.Columns.Any(_written.Contains) || only.IsListed || table.Run.Paths.IsPassed(only.Key))
            return Joint(cluster, agreeing);
        var nulls = Nulls(only, [.. only.Columns]);
        _written.UnionWith(only.Columns);
        var ratio = nulls.Count > 0 ? RatioOf(only) : 0;
        return new ReferenceStep(only, nulls, table.StreamKey(only.Key.Name), ratio, ParentPreference.Of(table, only), ratio > 0 && AssortmentStep.IsTree(table, only));
    }

    /// <summary>Whether rows refer to others of their table of which each may be referred to once.</summary>
    bool IsChain(TableReference reference) =>
        reference.Resolved.Source == ParentSource.Itself && !reference.Columns.Any(_written.Contains)
        && table.Table.UniqueKeys.Any(u => u.Columns.Count > 0 && u.Columns.All(c => reference.Columns.Contains(table.IndexOf(c))));

    ChainStep Chain(TableReference reference)
    {
        var nulls = Nulls(reference, reference.Columns);
        _written.UnionWith(reference.Columns);
        return new ChainStep(reference, nulls, table.StreamKey(reference.Key.Name), nulls.Count > 0 ? RatioOf(reference) : 0);
    }

    /// <summary>The share of rows without a parent where a foreign key is nullable.</summary>
    double RatioOf(TableReference reference) =>
        reference.Columns.Select(c => nullRatios.TryGetValue(table.ColumnAt(c).Name, out var said) ? said : (double?)null).FirstOrDefault(r => r is not null)
        ?? (table.Run.Compiler.Options.NullRatio > 0 && AssortmentStep.IsTree(table, reference) ? Math.Max(ShareOfCategories, table.Run.Compiler.Options.NullRatio) : table.Run.Compiler.Options.NullRatio);

    JointReferenceStep Joint(IReadOnlyList<TableReference> cluster, IReadOnlyList<TableReference> given)
    {
        var members = new List<JointMember>();
        foreach (var reference in cluster)
        {
            var others = cluster.Where(c => c != reference).Concat(given).ToList();
            var preferred = reference.Ancestors.Where(a => others.Exists(o => o.Ancestors.Contains(a)) && !IsShared(a, [.. others, reference])).ToList();
            List<int> writes = [.. reference.Columns.Where(_written.Add)];
            var nulls = Nulls(reference, writes);
            reference.Prepare(preferred);
            members.Add(new JointMember(reference, writes, nulls, preferred, table.StreamKey(reference.Key.Name), nulls.Count > 0 ? RatioOf(reference) : 0, ParentPreference.Of(table, reference), CommonKey(reference)));
        }
        foreach (var reference in given)
            reference.Prepare([.. reference.Ancestors.Where(a => members.Exists(m => m.Preferred.Contains(a)))]);
        return new JointReferenceStep(table.Table, members, given, [.. given.SelectMany(g => g.Columns)]);
    }

    /// <summary>The stream in which all tables pick whose rows other tables lead over to the same parents; one of its own where a table has several keys to these.</summary>
    ulong? CommonKey(TableReference reference)
    {
        if (!table.Run.Paths.IsPassed(reference.Key))
            return null;
        var parent = reference.Key.ReferencedTable;
        return table.References.Count(r => r.Key.ReferencedTable == parent) == 1
            ? CellRandom.StreamKey(table.Run.Compiler.Options.Seed, $"{parent}#common")
            : table.StreamKey(reference.Key.Name);
    }

    /// <summary>The columns that become NULL where a row has no parent: those that no other key needs, if there are such.</summary>
    List<int> Nulls(TableReference reference, IReadOnlyList<int> writes)
    {
        var open = OwnNullable(reference).Where(writes.Contains).ToList();
        var isFull = reference.Key.Match == Schema.MatchType.Full && reference.Columns.Count > 1;
        return open.Exists(c => table.Constraints.DomainOf(table.ColumnAt(c).Name).NotNull) || (isFull && open.Count < reference.Columns.Count) ? [] : open;
    }

    IReadOnlyList<int> OwnNullable(TableReference reference)
    {
        if (reference.Key.Match == Schema.MatchType.Full)
            return reference.Nullable;
        var own = reference.Nullable.Where(c => !table.References.Any(r => r != reference && r.Parents is not null && r.Columns.Contains(c))).ToList();
        return own.Count > 0 ? own : reference.Nullable;
    }

    /// <summary>Sets of keys that share columns or ancestors; those with most columns, that say most of the ancestors, over the longest paths, pick first, incidental things last.</summary>
    static IEnumerable<IReadOnlyList<TableReference>> Clusters(List<TableReference> references)
    {
        var left = references.OrderByDescending(r => r.Columns.Count).ThenBy(r => r.Ancestors.Any(r.IsLoose)).ThenByDescending(r => r.Ancestors.Count).ThenByDescending(r => r.Ancestors.Select(a => a.Ancestor!.Paths[r.Key.Name].Count).DefaultIfEmpty(0).Max())
            .ThenBy(r => r.Index).ToList();
        while (left.Count > 0)
        {
            var cluster = new List<TableReference> { left[0] };
            left.RemoveAt(0);
            while (left.Find(r => cluster.Exists(c => c.Columns.Intersect(r.Columns).Any() || c.Ancestors.Intersect(r.Ancestors).Any())) is { } next)
            {
                cluster.Add(next);
                _ = left.Remove(next);
            }
            yield return cluster;
        }
    }

    /// <summary>Whether the parents are made with or after this table's rows.</summary>
    bool IsForward(TableReference reference) =>
        reference.Resolved.Source == ParentSource.Itself
        || (reference.Resolved.Source == ParentSource.Plan && table.Run.Plan.Find(reference.Key.ReferencedTable)!.Order > table.Resolved.Order);

    /// <summary>Whether every parent of another key that holds all columns of this one has, by a key of its own, what this key demands.</summary>
    bool IsImplied(TableReference reference, IReadOnlyList<TableReference> open) =>
        open.Any(o => o != reference && o.IsPickable && !IsForward(o) && o.Columns.Count > reference.Columns.Count && reference.Columns.All(o.Columns.Contains)
            && table.Run.Plan.Schema.Get(o.Key.ReferencedTable).ForeignKeys.Any(k => k.IsEnforced && k.ReferencedTable == reference.Key.ReferencedTable
                && k.ReferencedColumns.SequenceEqual(reference.Key.ReferencedColumns)
                && k.Columns.SequenceEqual(reference.Columns.Select(c => o.Key.ReferencedColumns[o.Columns.ToList().IndexOf(c)]))));

    /// <summary>Whether columns that the keys share say already which ancestor it is.</summary>
    static bool IsShared(Agreement agreement, IReadOnlyList<TableReference> references)
    {
        var columns = references.Where(r => r.Ancestors.Contains(agreement)).Select(r => AncestorColumns(agreement, r)).ToList();
        return columns.TrueForAll(c => c is not null && c.SequenceEqual(columns[0]!));
    }

    static List<int>? AncestorColumns(Agreement agreement, TableReference reference)
    {
        var path = agreement.Ancestor!.Paths[reference.Key.Name];
        if (path.Count == 1)
            return [.. reference.Columns];
        var places = path[1].Columns.Select(c => reference.Key.ReferencedColumns.ToList().IndexOf(c)).ToList();
        return path.Count == 2 && !places.Contains(-1) ? [.. places.Select(p => reference.Columns[p])] : null;
    }
}

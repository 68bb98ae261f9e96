namespace FraiseqlData.Generation;

/// <summary>
/// Makes factors of a unique key out of foreign keys: each by itself, or, where keys share columns or should agree on an ancestor, the combinations
/// of parents that agree.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="needed">How many different keys are wanted.</param>
/// <param name="free">How many values the key's other columns have together.</param>
sealed class ParentFactors(TableContext table, ulong needed, ulong free)
{
    /// <summary>The factors; no two write the same column.</summary>
    /// <param name="references">Foreign keys whose columns the unique key holds and nothing else has settled.</param>
    public IEnumerable<KeyFactor> Of(IReadOnlyList<TableReference> references)
    {
        var clusters = Clusters([.. references]).ToList();
        // Of what else the key holds there are at least so many combinations.
        ulong Besides(List<TableReference> cluster) => clusters.Where(c => c != cluster && c.Count == 1).Select(c => (ulong)c[0].Parents!.Count).Aggregate(free, Times);
        return clusters.SelectMany(c => OfCluster(c, Besides(c)));
    }

    static IEnumerable<List<TableReference>> Clusters(List<TableReference> left)
    {
        while (left.Count > 0)
        {
            var cluster = new List<TableReference> { left[0] };
            left.RemoveAt(0);
            while (left.Find(r => cluster.Exists(c => Agree(c, r))) is { } next)
            {
                cluster.Add(next);
                _ = left.Remove(next);
            }
            yield return cluster;
        }
    }

    static ulong Times(ulong one, ulong other) => (ulong)UInt128.Min((UInt128)one * other, ulong.MaxValue);

    IEnumerable<KeyFactor> OfCluster(List<TableReference> cluster, ulong besides)
    {
        var own = cluster.SelectMany(c => c.Columns).ToHashSet();
        var witnesses = table.References.Where(r => r.IsPickable && r.IsKnown && !cluster.Contains(r) && r.Nullable.Count == 0 && r.Columns.Any(own.Contains)).ToList();
        if (cluster.TrueForAll(c => c.IsKnown) && cluster.Count + witnesses.Count > 1)
        {
            var shared = Required([.. cluster, .. witnesses]);
            var members = cluster.Where(c => shared.All(s => c.Columns.Contains(s.Number))).ToList();
            var others = cluster.Except(members).Concat(witnesses).Where(w => shared.Count > 0 && shared.All(s => w.Columns.Contains(s.Number))).ToList();
            var ancestors = members.Count < 2 ? [] : members[0].Ancestors.Where(a => members.TrueForAll(m => m.Ancestors.Contains(a))).ToList();
            // Ancestors need not agree where that leaves too few keys.
            foreach (var agreements in (List<Agreement>[])[[.. shared, .. ancestors], shared])
            {
                if (agreements.Count == 0 || members.Count == 0)
                    continue;
                var factor = new JointFactor(members, others, agreements);
                if (ReferenceEquals(agreements, shared) || Times(factor.Size, besides) / 2 >= needed)
                {
                    yield return factor;
                    yield break;
                }
            }
        }
        var written = new HashSet<int>();
        foreach (var reference in cluster.Where(r => !r.Columns.Any(written.Contains)))
        {
            written.UnionWith(reference.Columns);
            yield return new ParentFactor(reference);
        }
    }

    /// <summary>The columns that most of the keys hold.</summary>
    static List<Agreement> Required(IReadOnlyList<TableReference> references)
    {
        var holders = references.SelectMany(r => r.Columns).GroupBy(c => c).Where(g => g.Count() > 1).ToDictionary(g => g.Key, g => g.Count());
        var most = holders.Values.DefaultIfEmpty(0).Max();
        return [.. holders.Where(h => h.Value == most).Select(h => new Agreement(h.Key, null)).OrderBy(a => a.Number)];
    }

    static bool Agree(TableReference one, TableReference other) => one.Columns.Intersect(other.Columns).Any() || one.Ancestors.Intersect(other.Ancestors).Any();
}

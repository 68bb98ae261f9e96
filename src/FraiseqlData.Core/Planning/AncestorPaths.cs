using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>All paths to shared ancestors in a plan.</summary>
sealed class AncestorPaths
{
    readonly Dictionary<QualifiedName, IReadOnlyList<SharedAncestor>> _ancestors;
    readonly Dictionary<ForeignKey, List<IReadOnlyList<ForeignKey>>> _behind = [];
    readonly HashSet<ForeignKey> _passed = [];

    /// <summary>Finds the paths of a plan's tables.</summary>
    public AncestorPaths(ResolvedPlan plan)
    {
        _ancestors = plan.Tables.ToDictionary(t => t.Table.Name, t => SharedAncestors.Of(plan.Schema, t.Table));
        foreach (var path in plan.Tables.SelectMany(t => _ancestors[t.Table.Name]).SelectMany(a => a.Paths.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)))
        {
            _passed.UnionWith(path.Skip(1));
            for (var i = 0; i < path.Count - 1; i++)
            {
                if (!_behind.TryGetValue(path[i], out var rests))
                    _behind[path[i]] = rests = [];
                var rest = path.Skip(i).ToList();
                if (!rests.Exists(r => r.SequenceEqual(rest)))
                    rests.Add(rest);
            }
        }
    }

    /// <summary>The ancestors on which a table's foreign keys should agree.</summary>
    public IReadOnlyList<SharedAncestor> Of(Table table) => _ancestors.GetValueOrDefault(table.Name, []);

    /// <summary>The paths that lead on from a foreign key's parents, the key itself first.</summary>
    public IReadOnlyList<IReadOnlyList<ForeignKey>> Behind(ForeignKey key) => _behind.GetValueOrDefault(key) ?? [];

    /// <summary>Whether another table's path leads over the key.</summary>
    public bool IsPassed(ForeignKey key) => _passed.Contains(key);
}

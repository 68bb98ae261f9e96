using System.Collections.Immutable;
using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>
/// An ancestor that several foreign keys of a table lead to, directly or over other tables: the rows that they lead to should be the same one
/// (an order's customer and product belong to the order's tenant).
/// </summary>
/// <param name="Ancestor">The ancestor.</param>
/// <param name="Paths">By the name of the table's own key: the keys to follow, the own one first.</param>
sealed record SharedAncestor(QualifiedName Ancestor, IReadOnlyDictionary<string, IReadOnlyList<ForeignKey>> Paths);

/// <summary>Finds the ancestors on which the foreign keys of a table should agree.</summary>
static class SharedAncestors
{
    /// <summary>How many keys a path has at the most.</summary>
    const int Longest = 5;

    /// <summary>On how many ancestors a table's keys agree at the most.</summary>
    const int Most = 16;

    // Two rows of a schema often refer to such things independently of each other.
    static readonly HashSet<string> Incidental = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "addresses", "currency", "currencies", "language", "languages", "locale", "locales", "status", "statuses", "type", "types",
        "image", "images", "photo", "photos", "picture", "pictures", "file", "files", "media", "attachment", "attachments", "document", "documents",
        "color", "colors", "unit", "units", "unitmeasure", "unitmeasures", "measure", "measures", "uom", "uoms",
    };

    // A reply has its own author, though it stands under the same post.
    static readonly HashSet<string> Actors = new(StringComparer.OrdinalIgnoreCase)
    {
        "user", "users", "author", "authors", "person", "persons", "people", "employee", "employees", "staff", "profile", "profiles",
    };

    // Who serves somebody is somebody else.
    static readonly HashSet<string> Staff = new(StringComparer.OrdinalIgnoreCase)
    {
        "employee", "employees", "staff", "salesperson", "salespersons", "salespeople", "worker", "workers",
    };

    /// <summary>The ancestors, those that matter most first.</summary>
    public static IReadOnlyList<SharedAncestor> Of(DatabaseSchema schema, Table table)
    {
        if (table.ForeignKeys.Count < 2)
            return [];
        var paths = table.ForeignKeys.Where(IsRelevant).SelectMany(k => PathsFrom(schema, k))
            // A contact is of a business and is a person, which are two parties.
            .Where(p => p.Count == 1 || !p.Skip(1).All(k => IsKind(schema, k))).ToList();
        var found = paths.GroupBy(p => new Target(p[^1].ReferencedTable, string.Join('\n', p[^1].ReferencedColumns)))
            .SelectMany(g => Agreeing(schema, table, g.Key.Ancestor, [.. g]))
            .ToList();
        return [.. found.Where(a => !found.Exists(b => IsImplied(a, b)))
            .OrderByDescending(a => a.Paths.Count).ThenBy(a => a.Paths.Values.Max(p => p.Count)).ThenBy(a => a.Ancestor).Take(Most)];
    }

    readonly record struct Target(QualifiedName Ancestor, string Columns);

    static IEnumerable<SharedAncestor> Agreeing(DatabaseSchema schema, Table table, QualifiedName ancestor, IReadOnlyList<ImmutableList<ForeignKey>> paths)
    {
        var subject = ancestor.Name.Split('_')[^1];
        if (Incidental.Contains(subject))
            return [];
        if (Actors.Contains(subject))
            paths = [.. paths.Where(p => !p[0].IsSelfReference)];
        paths = [.. paths.Where(p => !IsOfStaff(schema, p))];
        // Two kinds of one thing are two things: the company that sells is not the person who buys.
        if (paths.Where(p => p.Count > 1 && IsKind(schema, p[^1])).Select(p => p[^1].Table).Distinct().Skip(1).Any())
            return [];
        // A table with two keys to the ancestor has two roles in it; only the role of the same name is meant then.
        var clear = paths.Where(p => KeysTo(schema, p[^1]) == 1).ToList();
        var roles = clear.Select(Role).ToHashSet(StringComparer.Ordinal);
        List<ImmutableList<ForeignKey>> first = [.. clear, .. paths.Where(p => KeysTo(schema, p[^1]) > 1 && roles.Contains(Role(p)))];
        var groups = Keys(first) > 1 ? [first] : paths.GroupBy(Role, StringComparer.Ordinal).Select(g => g.ToList());
        return groups.Select(g => ByKey(table, g)).Where(byKey => byKey.Count > 1).Select(byKey => new SharedAncestor(ancestor, byKey));
    }

    static Dictionary<string, IReadOnlyList<ForeignKey>> ByKey(Table table, IEnumerable<ImmutableList<ForeignKey>> paths)
    {
        var byKey = paths.OrderBy(p => p.Count).GroupBy(p => p[0].Name).ToDictionary(g => g.Key, g => (IReadOnlyList<ForeignKey>)g.First(), StringComparer.Ordinal);
        // Were the one key's parent to decide the other key, the pair of them would make no unique key.
        var pairs = table.UniqueKeys.Where(u => u.IsPlain).Select(u => u.Columns.ToHashSet(StringComparer.Ordinal)).ToList();
        var direct = byKey.Values.FirstOrDefault(p => p.Count == 1)?[0];
        if (direct is not null && byKey.Values.Any(p => p.Count > 1 && pairs.Exists(u => u.SetEquals(direct.Columns.Concat(p[0].Columns)))))
            _ = byKey.Remove(direct.Name);
        return byKey;
    }

    /// <summary>Whether a path says where an incidental thing lies, not whose it is: an address of another province is better than always the same customer.</summary>
    public static bool IsLoose(IReadOnlyList<ForeignKey> path) => path.Count > 2 && Incidental.Contains(path[0].ReferencedTable.Name.Split('_')[^1]);

    /// <summary>Whether a key says that rows are what they refer to, of a certain kind: it is their whole primary key.</summary>
    static bool IsKind(DatabaseSchema schema, ForeignKey key) => schema.Find(key.Table)?.PrimaryKey is { } own && own.Columns.Count == key.Columns.Count && own.Columns.All(key.Columns.Contains);

    /// <summary>Whether a path over other rows ends with the person that an employee is.</summary>
    static bool IsOfStaff(DatabaseSchema schema, IReadOnlyList<ForeignKey> path) =>
        path.Count > 2 && IsKind(schema, path[^1]) && path.Any(k => Staff.Contains(k.Table.Name.Split('_')[^1]) && IsKind(schema, k));

    static int Keys(IEnumerable<ImmutableList<ForeignKey>> paths) => paths.Select(p => p[0].Name).Distinct().Count();

    static int KeysTo(DatabaseSchema schema, ForeignKey key) =>
        schema.Get(key.Table).ForeignKeys.Count(k => IsRelevant(k) && k.ReferencedTable == key.ReferencedTable && k.ReferencedColumns.SequenceEqual(key.ReferencedColumns));

    static string Role(ImmutableList<ForeignKey> path) => string.Join('\n', path[^1].Columns);

    /// <summary>Whether agreement on one ancestor follows from that on another one, over which all its paths lead.</summary>
    static bool IsImplied(SharedAncestor ancestor, SharedAncestor by)
    {
        if (ReferenceEquals(ancestor, by) || !ancestor.Paths.Keys.All(by.Paths.ContainsKey))
            return false;
        var rests = ancestor.Paths.Select(p => p.Value.Take(by.Paths[p.Key].Count).SequenceEqual(by.Paths[p.Key]) ? p.Value.Skip(by.Paths[p.Key].Count).ToList() : null).ToList();
        return rests.TrueForAll(r => r is { Count: > 0 } && r.SequenceEqual(rests[0]!));
    }

    /// <summary>The shortest path over a key to each table above it, and all last keys of those that lead there side by side.</summary>
    static List<ImmutableList<ForeignKey>> PathsFrom(DatabaseSchema schema, ForeignKey own)
    {
        var found = new List<ImmutableList<ForeignKey>> { ImmutableList.Create(own) };
        var seen = new HashSet<QualifiedName> { own.Table, own.ReferencedTable };
        for (var (from, length) = (0, 1); from < found.Count && length < Longest; length++)
        {
            var level = found.GetRange(from, found.Count - from);
            from = found.Count;
            foreach (var path in level)
            {
                if (schema.Find(path[^1].ReferencedTable) is not { CanSelect: true } parent)
                    continue;
                var next = parent.ForeignKeys.Where(k => IsRelevant(k) && !k.IsSelfReference && !seen.Contains(k.ReferencedTable)).ToList();
                found.AddRange(next.Select(path.Add));
                seen.UnionWith(next.Select(k => k.ReferencedTable));
            }
        }
        return found;
    }

    /// <summary>Who made or changed a row has nothing to do with who made another.</summary>
    static bool IsRelevant(ForeignKey key) =>
        key.IsEnforced && !key.Columns.Any(c => c.EndsWith("_by", StringComparison.OrdinalIgnoreCase) || c.Contains("_by_", StringComparison.OrdinalIgnoreCase));
}

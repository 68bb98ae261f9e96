using System.Collections.Concurrent;
using FraiseqlData.Generation.Groups;

namespace FraiseqlData.Generation;

/// <summary>
/// What a compilation knows of the rows that others refer to, made once for all tables that ask for it. Safe on any thread.
/// </summary>
sealed class ParentMemory
{
    readonly ConcurrentDictionary<string, ParentFacet> _facets = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, RowValues> _values = new(StringComparer.Ordinal);
    int _version;

    /// <summary>Counts how often rows have become others than was known.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Says that rows have become others: refused by the server and drawn again, or changed by a trigger.</summary>
    public void Forget() => _ = Interlocked.Increment(ref _version);

    /// <summary>A facet, the same for all who ask by that name.</summary>
    /// <param name="name">Says which rows, and what of them.</param>
    /// <param name="create">Creates it.</param>
    public ParentFacet Facet(string name, Func<ParentFacet> create) => _facets.TryGetValue(name, out var known) ? known : _facets.GetOrAdd(name, create());

    /// <summary>The values of rows, the same for all who ask by that name.</summary>
    /// <param name="name">Says which rows, and which column of them.</param>
    /// <param name="create">Creates them.</param>
    public RowValues Values(string name, Func<RowValues> create) => _values.TryGetValue(name, out var known) ? known : _values.GetOrAdd(name, create());
}

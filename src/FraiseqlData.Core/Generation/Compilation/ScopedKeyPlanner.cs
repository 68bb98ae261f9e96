using FraiseqlData.Planning;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Fills the foreign key of rows that are dealt out to parents, and makes the unique keys hold that the parent is part of: under each parent by itself.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="segment">The rows; they have shares.</param>
sealed class ScopedKeyPlanner(TableContext table, RowSegment segment)
{
    readonly ParentShares _shares = segment.Shares!;
    readonly TableReference _driver = table.References.First(r => r.Key == segment.Shares!.Key);

    /// <summary>The foreign key that leads to the parents.</summary>
    public TableReference Reference => _driver;

    /// <summary>The indexes of the foreign key's columns.</summary>
    public IReadOnlyList<int> Columns => _driver.Columns;

    /// <summary>Whether keys can be numbered under each parent: no other new rows of the table have the same parents. Old ones are known.</summary>
    public bool IsScope => table.Resolved.Segments.All(s =>
        s.FirstOrdinal == segment.FirstOrdinal || (s.Shares is { } other && other.Key == _shares.Key && other.Existing is null != _shares.Existing is null));

    /// <summary>Whether old rows of the table may have the same parents.</summary>
    public bool HasOldRows => _shares.Existing is not null && table.Resolved.State.HasRows;

    long FirstParent => _shares.FirstParent + (_shares.Existing is not null && _driver.Resolved.IncludesExisting ? table.Run.Plan.Find(_shares.Key.ReferencedTable)!.Count : 0);

    /// <summary>The step that fills the foreign key.</summary>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqPerParentInvalid</c>: the key is filled when the parents are not known yet.</exception>
    public PerParentStep Driver()
    {
        if (_driver.Resolved.IsSecondPass || _driver.Parents is null
            || (_driver.Resolved.Source == ParentSource.Plan && table.Run.Plan.Find(_shares.Key.ReferencedTable)!.Order > table.Resolved.Order))
        {
            throw PerParent.Invalid(
                table.Table, string.Join(", ", _shares.Key.Columns), $"the foreign key \"{_shares.Key.Name}\" closes a circle, so that the rows are made before their parents", "Use -Count.");
        }
        return new PerParentStep(_driver, _shares, FirstParent, segment.FirstOrdinal);
    }

    /// <summary>A step that makes a unique key hold which contains the parent; null where the key needs none, or is not to be had so.</summary>
    /// <param name="name">The key's name.</param>
    /// <param name="key">The unique key; null for an exclusion constraint.</param>
    /// <param name="columns">The key's columns.</param>
    /// <param name="free">Those of its columns that a source can fill.</param>
    /// <param name="taken">The columns that other steps write.</param>
    /// <param name="timeline">The parents' moments where the key numbers these; null where it does not.</param>
    /// <exception cref="Errors.FraiseqlDataException"><c>FqCapacityExceeded</c>: a parent gets more rows than the key leaves it.</exception>
    public ScopedUniqueStep? StepFor(string name, UniqueKey? key, IReadOnlySet<int> columns, IReadOnlyList<SourceFactor> free, IReadOnlySet<int> taken, ScopedTimeline? timeline)
    {
        var others = table.References.Where(r => r != _driver && r.IsPickable && r.Columns.All(columns.Contains)
            && r.Columns.Any(c => !taken.Contains(c)) && r.Columns.All(c => !taken.Contains(c) || _driver.Columns.Contains(c))).ToList();
        var sources = free.Select(f => f.ScopedTo((ulong)_shares.Most)).ToList();
        ScopedFactor? alone = timeline?.SizeOf(0) >= (ulong)_shares.Most ? timeline : others.Count > 0 ? null : sources.Find(s => s.SizeOf(0) >= (ulong)_shares.Most);
        var parents = OtherParents(others, taken);
        var old = HasOldRows ? table.Data.Taken.GetValueOrDefault(name) : null;
        // What the parents' agreement leaves too few values for has to do without.
        foreach (var isAgreeing in others.Exists(o => o.Ancestors.Intersect(_driver.Ancestors).Any()) ? [true, false] : (bool[])[false])
        {
            List<ScopedFactor> factors = alone is not null ? [alone] : [.. parents.Select(r => new ScopedParents(r, _driver, Agreements(r, isAgreeing))), .. sources];
            var step = new ScopedUniqueStep(name, table, factors, _shares, _driver, FirstParent, segment.FirstOrdinal, table.StreamKey(name), Checks(columns), old);
            if (step.FindExcess() is not { } excess)
                return factors.Count == 0 ? null : step;
            if (!isAgreeing && key is not null && new UniqueEscapes(table, taken) is var escapes && (escapes.ByPredicate(key, step.Writes) ?? escapes.ByNull(key, step.Writes)) is { } escape)
                return new ScopedUniqueStep(name, table, factors, _shares, _driver, FirstParent, segment.FirstOrdinal, table.StreamKey(name), [], old) { Escape = escape };
            if (!isAgreeing && columns.All(c => _driver.Columns.Contains(c) || step.Writes.Contains(c)))
                throw GenerationErrors.ScopeExceeded(table.Table, [.. step.Writes.Select(w => table.ColumnAt(w).Name)], _shares.Key, excess.Rows, excess.Room);
        }
        return null;
    }

    /// <summary>Other foreign keys of which no two write the same column; those with most columns first.</summary>
    List<TableReference> OtherParents(IReadOnlyList<TableReference> others, IReadOnlySet<int> taken)
    {
        var (chosen, written) = (new List<TableReference>(), new HashSet<int>(taken));
        foreach (var other in others.OrderByDescending(o => o.Columns.Count).ThenBy(o => o.Index))
        {
            if (other.Columns.Any(c => written.Contains(c) && !_driver.Columns.Contains(c)) || other.Columns.All(written.Contains))
                continue;
            chosen.Add(other);
            written.UnionWith(other.Columns);
        }
        return chosen;
    }

    List<Agreement> Agreements(TableReference other, bool isAgreeing)
    {
        var shared = other.Columns.Intersect(_driver.Columns).Order().Select(c => new Agreement(c, null));
        return _driver.IsKnown && other.IsKnown ? [.. shared, .. isAgreeing ? other.Ancestors.Intersect(_driver.Ancestors) : []] : [];
    }

    List<Constraints.RowCheck> Checks(IReadOnlySet<int> columns) =>
        [.. table.Constraints.RowChecks.Where(c => c.Columns.Count > 1 && c.Columns.All(n => columns.Contains(table.IndexOf(n))))];
}

using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>
/// Makes every unique key of a table hold by construction. For each key that is not unique already, one step writes the columns that make it so:
/// one column with enough distinct values, or several factors (parents, enums, numbers) enumerated together.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="decided">Columns whose values come from elsewhere (overrides, keys, the server).</param>
/// <param name="unique">Columns that are unique by themselves.</param>
/// <param name="sourceOf">The source of a column.</param>
/// <param name="scoped">Makes keys hold under each parent where rows are dealt out to parents; null where they are not.</param>
sealed class UniqueKeyPlanner(TableContext table, IReadOnlySet<int> decided, IReadOnlySet<int> unique, Func<int, ValueSource?> sourceOf, ScopedKeyPlanner? scoped)
{
    readonly List<HashSet<int>> _settled = [.. unique.Select(c => new HashSet<int> { c })];
    readonly HashSet<int> _taken = [.. decided];

    /// <summary>The steps, in any order: no two write the same column.</summary>
    /// <exception cref="CapacityException">A key has not enough different values.</exception>
    public IEnumerable<BatchStep> Plan()
    {
        var timelines = new TimelinePlanner(table, sourceOf, Needed());
        foreach (var (name, columns, unique) in Keys().OrderBy(k => k.Columns.Count).ThenBy(k => k.Unique?.Predicate is not null).ThenBy(k => k.Name, StringComparer.Ordinal))
        {
            if (_settled.Exists(s => s.IsSubsetOf(columns)))
                continue;
            // Old ranges may overlap new ones that are not equal to them.
            if (scoped is { IsScope: true } && (unique is not null || !scoped.HasOldRows) && scoped.Columns.All(columns.Contains) && !HasOwnText(columns))
            {
                if (scoped.StepFor(name, unique, columns, FreeOf(columns), _taken, unique is null ? null : timelines.Under(scoped.Reference, unique, _taken)) is { } under)
                {
                    _taken.UnionWith(under.Writes);
                    _settled.Add([.. scoped.Columns, .. under.Writes.Except(under.Besides)]);
                    yield return under;
                }
                continue;
            }
            List<KeyFactor> factors = unique is not null && (timelines.Of(unique, _taken) ?? timelines.Positions(unique, _taken)) is { } numbered ? [numbered] : FactorsOf(columns);
            // A key over constants holds one row.
            if (factors.Count == 0 && columns.Count > 0)
                continue;
            var step = StepFor(name, factors, unique);
            _taken.UnionWith(step.Writes);
            if (columns.Count > 0 && step.Sequence.Capacity >= table.Resolved.Count)
                _settled.Add([.. step.Writes.Where(columns.Contains)]);
            yield return step;
        }
    }

    /// <summary>Unique keys and exclusion constraints as sets of columns; an expression counts as the columns in it.</summary>
    IEnumerable<(string Name, HashSet<int> Columns, UniqueKey? Unique)> Keys()
    {
        foreach (var key in table.Table.UniqueKeys)
            yield return (key.Name, Indexes(key.Parts.Select(p => (p.Column, p.Expression))), key);
        foreach (var exclusion in table.Table.Exclusions)
        {
            // Rows that differ in the others may be equal or not in a column compared by <>.
            yield return (exclusion.Name, Indexes(exclusion.Parts.Where(p => p.Operator != "<>").Select(p => (p.Column, p.Expression))), null);
        }
    }

    HashSet<int> Indexes(IEnumerable<(string? Column, string? Expression)> parts) =>
        [.. parts.SelectMany(p => p.Column is { } column ? [column] : IsVerdict(p.Expression!) ? [] : ConstantExpression.ColumnsIn(p.Expression!, table.Table)).Select(table.IndexOf)];

    /// <summary>Whether an expression only says yes or no of its columns, as <c>(logged_at IS NOT NULL)</c> does where a table may hold one row: it tells rows apart as little as a constant.</summary>
    static bool IsVerdict(string expression) =>
        SqlParser.Parse(expression) is IsTest or Negation or Conjunction or Disjunction or DistinctTest or QuantifiedComparison
            or BinaryOperation { Operator.Symbol: "=" or "<>" or "<" or ">" or "<=" or ">=" or "~~" or "~" };

    /// <summary>The cheapest set of factors that makes the columns unique together; empty where they are all decided elsewhere.</summary>
    List<KeyFactor> FactorsOf(HashSet<int> columns)
    {
        var free = FreeOf(columns);
        var parents = table.References
            .Where(r => r.IsPickable && r.Columns.All(c => columns.Contains(c) && !_taken.Contains(c))).ToList();

        // A column with room for every row is unique alone; a text among parents reads better than the same text under each of them.
        // Parents that have to agree with other keys' parents are better picked with those.
        var alone = free.Find(f => f.Size >= Needed() && (parents.Count == 0 || IsText(f) || parents.Exists(p => AgreesOutside(p, columns))));
        if (alone is not null)
            return [alone];
        if (free.Count == 0 && parents is [var one, var other] && one.Ancestors.Count + other.Ancestors.Count == 0 && PairedFactor.Of(table, one, other) is { } paired)
            return [paired];
        List<KeyFactor> factors = [.. new ParentFactors(table, Needed(), UniqueStep.SizeOf(free)).Of(parents), .. free];
        return UniqueStep.SizeOf(factors) < Needed() || factors.Count == 0 ? [.. factors, .. PartlyHeld(columns, factors)] : factors;
    }

    /// <summary>Foreign keys that the columns hold in part, where no other key has a say in their parents.</summary>
    IEnumerable<KeyFactor> PartlyHeld(HashSet<int> columns, List<KeyFactor> factors)
    {
        var written = factors.SelectMany(f => f.Columns).Concat(_taken).ToHashSet();
        foreach (var reference in table.References.Where(r => r is { IsPickable: true, IsKnown: true } && r.Columns.Any(columns.Contains) && !r.Columns.Any(written.Contains)
            && !table.References.Any(o => o != r && o.Columns.Intersect(r.Columns).Any())).ToList())
        {
            written.UnionWith(reference.Columns);
            yield return new ParentGroupFactor(reference, [.. reference.Columns.Where(columns.Contains)], table.StreamKey(reference.Key.Name));
        }
    }

    /// <summary>The columns that a source can fill, those with most values first.</summary>
    List<SourceFactor> FreeOf(HashSet<int> columns) =>
        [.. columns.Where(c => !_taken.Contains(c) && !table.References.Any(r => r.Columns.Contains(c)))
            .Select(c => (Column: c, Source: sourceOf(c)))
            .Where(x => x.Source is { DistinctCapacity: > 0 })
            .Select(x => new SourceFactor(x.Column, x.Source!, table.StreamKey(table.ColumnAt(x.Column).Name)))
            .OrderByDescending(f => f.Size)];

    /// <summary>Whether a text has room for every row: that reads better than the same texts under each parent.</summary>
    bool HasOwnText(HashSet<int> columns) => FreeOf(columns).Exists(f => IsText(f) && f.Size >= Needed());

    bool AgreesOutside(TableReference reference, HashSet<int> columns) =>
        table.References.Any(r => r != reference && r.IsPickable && !r.Columns.All(columns.Contains) && r.Columns.Intersect(reference.Columns).Any());

    /// <summary>As many values as rows, and as many again for rows that are there already.</summary>
    ulong Needed() => (ulong)table.Resolved.RowsToTellApart;

    bool IsText(SourceFactor factor) => table.Codecs[factor.Columns[0]].ValueType == typeof(string);

    UniqueStep StepFor(string name, List<KeyFactor> factors, UniqueKey? key)
    {
        var size = UniqueStep.SizeOf(factors);
        if (size == 0)
            throw new CapacityException(table.Table, name, table.Resolved.Count, 0);
        var skipped = table.Data.Skipped.GetValueOrDefault(name, []);
        var sequence = new IndexSequence((ulong)(table.Data.FirstInstance - table.Resolved.LowestInstance), size, skipped);
        if (factors is [SourceFactor { Source: MixedSource }])
            table.RowLocales!.Sequence ??= sequence;
        var escape = key is null ? null : EscapeOf(key, factors, size);
        if (sequence.Capacity < table.Resolved.Count && escape is null)
            throw new CapacityException(table.Table, name, table.Resolved.Count, sequence.Capacity);
        return new UniqueStep(name, factors, sequence, table.StreamKey(name)) { Escape = escape };
    }

    /// <summary>How rows for which the key has no value left may stay out of its reach.</summary>
    UniqueEscape? EscapeOf(UniqueKey key, List<KeyFactor> factors, ulong size)
    {
        var escapes = new UniqueEscapes(table, _taken);
        var writes = factors.SelectMany(f => f.Columns).ToHashSet();
        return (size < Needed() ? escapes.ByPredicate(key, writes) : null) ?? escapes.ByNull(key, writes);
    }
}

namespace FraiseqlData.Schema;

/// <summary>Keys, checks and exclusion constraints.</summary>
sealed partial class SchemaBuilder
{
    public static IReadOnlyList<CheckConstraint> BuildChecks(IEnumerable<CheckRow> checks, Func<CheckRow, IReadOnlyList<string>> columns) =>
    Array.AsReadOnly([
        .. checks.Where(c => c.Expression is not null).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new CheckConstraint
        {
            Name = c.Name,
            Expression = c.Expression!,
            Columns = columns(c),
            IsValidated = c.IsValidated,
            IsEnforced = c.IsEnforced,
            NoInherit = c.NoInherit,
        }),
    ]);

    // A position of 0 is the row as a whole, negative ones are system columns.
    IReadOnlyList<string> CheckedColumns(uint relation, CheckRow check) =>
        Array.AsReadOnly([.. _columns[relation].Where(c => check.Positions.Contains(c.Position) || check.Positions.Contains((short)0)).Select(c => c.Name)]);

    IReadOnlyList<UniqueKey> BuildUniqueKeys(uint relation) =>
    Array.AsReadOnly([
        .. from row in _indexes[relation].OrderByDescending(i => i.IsPrimary).ThenBy(i => i.Name, StringComparer.Ordinal)
           let parts = Parts(relation, row.Positions, row.Definitions)
           where parts is not null
           select new UniqueKey
           {
               Name = row.Name,
               Parts = parts,
               IsPrimary = row.IsPrimary,
               IsConstraint = row.IsConstraint,
               Predicate = row.Predicate,
               NullsNotDistinct = row.NullsNotDistinct,
               IsDeferrable = row.IsDeferrable,
               WithoutOverlaps = row.WithoutOverlaps,
           },
    ]);

    IReadOnlyList<ExclusionConstraint> BuildExclusions(uint relation)
    {
        var built = new List<ExclusionConstraint>();
        foreach (var row in _exclusions[relation].OrderBy(x => x.Name, StringComparer.Ordinal))
        {
            if (Parts(relation, row.Positions, row.Definitions) is { } parts && parts.Count == row.Operators.Length)
                built.Add(new(row.Name, Array.AsReadOnly([.. parts.Zip(row.Operators, (p, o) => new ExclusionPart(p.Column, p.Expression, o))]), row.Predicate));
        }

        return built;
    }

    IReadOnlyList<ForeignKey> BuildForeignKeys(uint relation)
    {
        var built = new List<ForeignKey>();
        foreach (var row in _foreignKeys[relation].OrderBy(k => k.Name, StringComparer.Ordinal))
        {
            if (!_names.TryGetValue(row.ReferencedRelation, out var referenced)
                || ColumnNames(relation, row.Positions) is not { } columns
                || ColumnNames(row.ReferencedRelation, row.ReferencedPositions) is not { } referencedColumns)
                continue;
            built.Add(new()
            {
                Name = row.Name,
                Table = _names[relation],
                Columns = columns,
                ReferencedTable = referenced,
                ReferencedColumns = referencedColumns,
                Match = row.Match == 'f' ? MatchType.Full : MatchType.Simple,
                IsDeferrable = row.IsDeferrable,
                IsInitiallyDeferred = row.IsInitiallyDeferred,
                IsValidated = row.IsValidated,
                IsEnforced = row.IsEnforced,
                HasPeriod = row.HasPeriod,
            });
        }

        return built;
    }

    // A key to a partitioned table has a copy for each of the parent's partitions, on the same table or pointing elsewhere than the
    // key as it was declared: not keys that rows have to meet one by one. A partition's own copy of its parent's key is one.
    static IEnumerable<ForeignKeyRow> OwnForeignKeys(List<ForeignKeyRow> keys)
    {
        var byOid = keys.ToDictionary(k => k.Oid);
        foreach (var key in keys)
        {
            var declared = key;
            while (byOid.TryGetValue(declared.Parent, out var parent))
                declared = parent;
            if (declared == key || (declared.Relation != key.Relation && declared.ReferencedRelation == key.ReferencedRelation))
                yield return key;
        }
    }

    /// <summary>The names at those positions, or null where one is missing.</summary>
    IReadOnlyList<string>? ColumnNames(uint relation, short[] positions) =>
        Parts(relation, positions, []) is { } parts && parts.All(p => p.Column is not null) ? Array.AsReadOnly([.. parts.Select(p => p.Column!)]) : null;

    /// <summary>The parts of a key, or null where one is missing.</summary>
    IReadOnlyList<KeyPart>? Parts(uint relation, short[] positions, string?[] definitions)
    {
        var parts = new List<KeyPart>(positions.Length);
        for (var i = 0; i < positions.Length; i++)
        {
            var column = _columnNames.GetValueOrDefault(relation)?.GetValueOrDefault(positions[i]);
            var expression = positions[i] == 0 ? definitions.ElementAtOrDefault(i) : null;
            if (column is null && expression is null)
                return null;
            parts.Add(new(column, expression));
        }

        return parts;
    }
}

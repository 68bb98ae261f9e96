using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation;

/// <summary>Finds out how rows may stay out of a unique key's reach when it has not enough different values for all.</summary>
/// <param name="table">The table.</param>
/// <param name="taken">Columns that are written elsewhere already.</param>
sealed class UniqueEscapes(TableContext table, IReadOnlySet<int> taken)
{
    /// <summary>A value outside of a partial index' predicate, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="writes">The columns that the key's own values fill.</param>
    public UniqueEscape? ByPredicate(UniqueKey key, IReadOnlyCollection<int> writes)
    {
        var predicate = key.Predicate is null ? null : SqlParser.Parse(key.Predicate);
        // A row that fails one condition of several is outside.
        return predicate switch
        {
            null => null,
            Conjunction all => all.Operands.Select(p => ByCondition(key, p, writes)).FirstOrDefault(e => e is not null),
            _ => ByCondition(key, predicate, writes),
        };
    }

    /// <summary>NULL in one of the columns that the key's own values fill, or null.</summary>
    public UniqueEscape? ByNull(UniqueKey key, IReadOnlyCollection<int> writes)
    {
        var column = key.Columns.Select(table.IndexOf).Where(c => writes.Contains(c) && CanBeNull(c) && !table.IsNeeded(c) && IsFreedByNull(table, key, c)).FirstOrDefault(-1);
        return column < 0 ? null : new UniqueEscape(column, null, null, 0);
    }

    /// <summary>Whether NULL in one of its columns takes a row out of a key's reach: NULLs are not equal, or the predicate accepts none.</summary>
    public static bool IsFreedByNull(TableContext table, UniqueKey key, int column) =>
        !key.NullsNotDistinct || (key.Predicate is { } predicate && Meaning(table, key, $"({predicate}) IS TRUE").Constraints.DomainOf(table.ColumnAt(column).Name).NotNull);

    bool CanBeNull(int column) => !table.ColumnAt(column).NotNull && !table.Constraints.DomainOf(table.ColumnAt(column).Name).NotNull
        && !table.References.Any(r => r.Columns.Count > 1 && r.Key.Match == Schema.MatchType.Full && r.Columns.Contains(column));

    UniqueEscape? ByCondition(UniqueKey key, SqlExpression condition, IReadOnlyCollection<int> writes)
    {
        if (ExpressionWalker.Columns(condition).Distinct().ToList() is not [var name] || table.Table.FindColumn(name) is not { IsGenerated: false })
            return null;
        var column = table.IndexOf(name);
        var isReference = table.References.Any(r => r.Columns.Contains(column));
        if ((taken.Contains(column) && !writes.Contains(column)) || DomainWhere(key, $"NOT ({condition})", name) is not { } outside)
            return null;
        if (outside.MustBeNull)
            return writes.Contains(column) && CanBeNull(column) ? new UniqueEscape(column, null, null, 0) : null;
        if (isReference || table.Run.Compiler.NarrowedSource(table.Table, column, outside with { NotNull = true }) is not { } source)
            return null;
        var inside = DomainWhere(key, condition.ToString(), name);
        var usual = inside is null or { MustBeNull: true } ? null : table.Run.Compiler.NarrowedSource(table.Table, column, inside with { NotNull = true });
        return usual is null && table.ColumnAt(column).NotNull && !writes.Contains(column) ? null : new UniqueEscape(column, source, usual, table.StreamKey(name), outside);
    }

    /// <summary>What a condition leaves of a column, or null where that is not known exactly, or nothing.</summary>
    ColumnDomain? DomainWhere(UniqueKey key, string condition, string column)
    {
        var (found, check) = Meaning(table, key, condition);
        return found.RowChecks.Any(c => c.Constraint == check) || found.ServerChecks.Contains(check) || found.Impossible.Contains(check) || found.DomainOf(column).IsEmpty
            ? null
            : found.DomainOf(column);
    }

    /// <summary>What a table's checks and a condition mean together.</summary>
    static (TableConstraints Constraints, CheckConstraint Check) Meaning(TableContext table, UniqueKey key, string condition)
    {
        var check = new CheckConstraint { Name = key.Name, Expression = condition };
        return (ConstraintAnalyzer.Analyze(table.Table, table.Run.Compiler.Options.ReferenceDate, check), check);
    }
}

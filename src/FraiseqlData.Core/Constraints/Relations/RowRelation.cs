using FraiseqlData.Constraints.Evaluation;

namespace FraiseqlData.Constraints.Relations;

/// <summary>How columns of one row hang together: what <see cref="RowRepair"/> goes by when a row fails the check.</summary>
abstract record RowRelation
{
    /// <summary>The columns that the relation speaks of.</summary>
    public abstract IReadOnlyList<string> Columns { get; }
}

/// <summary>A comparison between columns: <c>a &lt;= b</c>, <c>a + 5 &lt;= b</c>, <c>a = b + c</c>, <c>a &lt;&gt; b</c>.</summary>
/// <param name="Condition">The comparison itself.</param>
/// <param name="Forms">The comparison solved for one column after the other, in the order in which they are to be tried.</param>
/// <param name="CanSwap">Whether it orders two plain columns of one type, so that exchanging their values mends it.</param>
sealed record ComparisonRelation(Node Condition, IReadOnlyList<SolvedComparison> Forms, bool CanSwap) : RowRelation
{
    public override IReadOnlyList<string> Columns => [.. Forms.Select(f => f.Column)];
}

/// <summary>A comparison solved for one column: <c>column symbol expression</c>.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">One of <c>= &lt;&gt; &lt; &lt;= &gt; &gt;=</c>.</param>
/// <param name="Expression">What it is compared with, computed from the row's other columns.</param>
sealed record SolvedComparison(string Column, SqlType Type, string Symbol, Node Expression);

/// <summary>How many of some columns may have a value: <c>(a IS NULL) = (b IS NULL)</c>, <c>num_nonnulls(a, b, c) = 1</c>.</summary>
/// <param name="Of">The columns.</param>
/// <param name="Counts">The counts that are allowed, ascending.</param>
sealed record NullnessRelation(IReadOnlyList<string> Of, IReadOnlyList<int> Counts) : RowRelation
{
    public override IReadOnlyList<string> Columns => Of;
}

/// <summary>
/// One of several shapes that a row may have: <c>kind &lt;&gt; 'x' OR y IS NOT NULL</c>, <c>CASE kind WHEN ...</c>,
/// <c>(parent IS NULL AND level = 0) OR (parent IS NOT NULL AND level &gt; 0)</c>.
/// </summary>
sealed record ChoiceRelation(IReadOnlyList<RowShape> Shapes) : RowRelation
{
    public override IReadOnlyList<string> Columns =>
        [.. Shapes.SelectMany(s => s.Domains.Keys.Concat(s.Relations.SelectMany(r => r.Columns))).Distinct()];
}

/// <summary>A shape of a row: what its columns are limited to, and how they hang together beyond that.</summary>
sealed record RowShape(IReadOnlyDictionary<string, ColumnDomain> Domains, IReadOnlyList<RowRelation> Relations);

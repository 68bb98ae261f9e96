using FraiseqlData.Constraints.Evaluation;

namespace FraiseqlData.Constraints.Relations;

/// <summary>Mends rows that fail their checks, going by the relations between the columns.</summary>
static class RowRepair
{
    const int Passes = 4;

    static readonly ColumnDomain SomeValue = new() { NotNull = true };

    /// <summary>Changes the row until all checks pass, or no further change helps.</summary>
    /// <param name="checks">The checks, each with the relations that it states.</param>
    /// <param name="row">The row.</param>
    /// <returns>The first check that still fails, or null. One that is undecidable here counts as passed.</returns>
    public static RowCheck? Repair(IReadOnlyList<RowCheck> checks, IRepairableRow row)
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            var isClean = true;
            foreach (var check in checks)
            {
                if (check.Evaluate(row.Get) != CheckOutcome.False)
                    continue;
                isClean = false;
                foreach (var relation in check.Relations)
                    Apply(relation, row);
            }
            if (isClean)
                return null;
        }
        return checks.FirstOrDefault(c => c.Evaluate(row.Get) == CheckOutcome.False);
    }

    static bool IsFulfilled(RowRelation relation, IRepairableRow row) => relation switch
    {
        ComparisonRelation comparison => comparison.Condition.Evaluate(new EvaluationContext(row.Get, default, default)) is not false,
        NullnessRelation nullness => nullness.Counts.Contains(nullness.Of.Count(c => row.Get(c) is not null)),
        ChoiceRelation choice => choice.Shapes.Any(s => Cost(s, row) == 0),
        _ => false,
    };

    static void Apply(RowRelation relation, IRepairableRow row)
    {
        if (IsFulfilled(relation, row))
            return;
        switch (relation)
        {
            case ComparisonRelation comparison:
                ComparisonRepair.Apply(comparison, row);
                break;
            case NullnessRelation nullness:
                Apply(nullness, row);
                break;
            case ChoiceRelation choice:
                Apply(choice, row);
                break;
        }
    }

    static void Apply(NullnessRelation nullness, IRepairableRow row)
    {
        var filled = nullness.Of.Count(c => row.Get(c) is not null);
        foreach (var count in nullness.Counts.OrderBy(n => Math.Abs(n - filled)).ThenBy(n => n))
        {
            var change = Math.Abs(count - filled);
            var open = nullness.Of.Where(c =>
                count > filled ? row.Get(c) is null && row.CanChange(c) : row.Get(c) is not null && row.CanClear(c)).ToList();
            if (open.Count < change)
                continue;
            for (; change > 0; change--)
            {
                var column = open[row.Pick(open.Count)];
                _ = open.Remove(column);
                row.Set(column, count > filled ? row.Draw(column, SomeValue) : null);
            }
            return;
        }
    }

    /// <summary>Takes the shape that the fewest cells have to change for.</summary>
    static void Apply(ChoiceRelation choice, IRepairableRow row)
    {
        var costs = choice.Shapes.Select(s => (Shape: s, Cost: Cost(s, row))).Where(c => c.Cost is not null).ToList();
        if (costs.Count == 0)
            return;
        var least = costs.Min(c => c.Cost);
        var best = costs.Where(c => c.Cost == least).ToList();
        var shape = best[row.Pick(best.Count)].Shape;
        foreach (var (column, domain) in shape.Domains)
        {
            if (!DomainTest.Accepts(domain, row.Get(column)))
                row.Set(column, domain.MustBeNull ? null : row.Draw(column, domain));
        }
        foreach (var relation in shape.Relations)
            Apply(relation, row);
    }

    /// <summary>How many cells would have to change, or null where one cannot.</summary>
    static int? Cost(RowShape shape, IRepairableRow row)
    {
        var open = shape.Relations.Where(r => !IsFulfilled(r, row)).ToList();
        if (open.Exists(r => !r.Columns.Any(c => row.CanChange(c) || row.CanClear(c))))
            return null;
        var cost = open.Count;
        foreach (var (column, domain) in shape.Domains)
        {
            if (DomainTest.Accepts(domain, row.Get(column)))
                continue;
            if (domain.IsEmpty || !(domain.MustBeNull ? row.CanClear(column) : row.CanBecome(column, domain)))
                return null;
            cost++;
        }
        return cost;
    }
}

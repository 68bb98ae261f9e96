using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Constraints.Narrowing;

namespace FraiseqlData.Constraints.Relations;

/// <summary>Finds the relations between columns that a condition states.</summary>
sealed class RowRelations(ExpressionCompiler compiler, Narrower narrower)
{
    const int MaxShapes = 32;

    /// <summary>The relations of a condition; empty where it speaks of single columns only, or in a way that is not known here.</summary>
    public IReadOnlyList<RowRelation> Find(SqlExpression condition) => [.. Of(Normalizer.Normalize(condition))];

    IEnumerable<RowRelation> Of(SqlExpression condition)
    {
        switch (condition)
        {
            case Conjunction conjunction:
                return conjunction.Operands.SelectMany(Of);
            case Disjunction disjunction:
                return Choice(disjunction) is { } choice ? [choice] : [];
            case IsTest { Kind: IsTestKind.True or IsTestKind.False } test:
                return Of(Normalizer.Normalize(test.Operand, test.IsNegated != (test.Kind == IsTestKind.False)));
            case BinaryOperation binary when Comparisons.IsComparison(binary.Operator.Symbol):
                return Nullness.Of(binary) is { } nullness ? [nullness] : Comparison(binary, binary) is { } comparison ? [comparison] : [];
            case Negation { Operand: DistinctTest same }:
                return Comparison(new BinaryOperation(SqlOperator.Equal, same.Left, same.Right), condition) is { } equal ? [equal] : [];
            case DistinctTest distinct:
                return Comparison(new BinaryOperation(SqlOperator.Of("<>"), distinct.Left, distinct.Right), condition) is { } unequal
                    ? [unequal]
                    : [];
            default:
                return Nullness.OfList(condition) is { } listed ? [listed] : [];
        }
    }

    RowRelation? Choice(Disjunction disjunction)
    {
        if (Nullness.OfAnyNotNull(disjunction) is { } some)
            return some;
        var shapes = new List<RowShape>();
        foreach (var operand in disjunction.Operands)
        {
            var facts = narrower.Narrow(operand);
            if (!facts.IsImpossible)
                shapes.Add(new RowShape(facts.Domains, [.. Of(operand)]));
        }
        // NULL in one of its columns passes a comparison anyway: "end IS NULL" beside it says nothing new.
        var told = shapes.Where(s => s.Relations.Count > 0 || s.Domains.Values.Any(d => !d.MustBeNull)).ToList();
        if (told is [{ Domains.Count: 0, Relations: [ComparisonRelation single] }])
            return single;
        var isTold = shapes.TrueForAll(s => s.Domains.Count + s.Relations.Count > 0);
        return isTold && shapes.Count is > 0 and <= MaxShapes
            && shapes.SelectMany(s => s.Domains.Keys).Distinct().Skip(shapes.Exists(s => s.Relations.Count > 0) ? 0 : 1).Any()
            ? new ChoiceRelation(shapes)
            : null;
    }

    ComparisonRelation? Comparison(BinaryOperation comparison, SqlExpression whole)
    {
        var columns = ExpressionWalker.All(comparison).OfType<ColumnReference>().Select(c => c.Name).ToList();
        if (columns.Distinct().Take(2).Count() < 2)
            return Fixed(comparison);
        var forms = new List<SolvedComparison>();
        // The last named first: "a <= b" is mended by raising b, "total = price * count" by computing total.
        var order = comparison.Operator.Symbol is "=" ? columns : columns.AsEnumerable().Reverse();
        foreach (var column in order.Distinct().Where(c => columns.Count(other => other == c) == 1))
        {
            if (Solve(comparison, column) is { } form)
                forms.Add(form);
        }
        var isPlain = comparison.Operator.Symbol is not ("=" or "<>") && forms is [var a, var b] && a.Type.Kind == b.Type.Kind
            && Target.Find(comparison.Left, compiler) is { Part: null, Measure: Measure.Value }
            && Target.Find(comparison.Right, compiler) is { Part: null, Measure: Measure.Value };
        return forms.Count > 0 && compiler.Compile(whole) is { } condition ? new ComparisonRelation(condition, forms, isPlain) : null;
    }

    /// <summary><c>column = f(column)</c>, as in <c>round(x, 1) = x</c>: mended by what the function gives, where giving it twice changes nothing.</summary>
    ComparisonRelation? Fixed(BinaryOperation comparison)
    {
        var (column, other) = comparison.Left is ColumnReference ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
        return comparison.Operator.Symbol == "=" && column is ColumnReference reference && other is not ColumnReference
            && Target.Find(column, compiler) is { } target && compiler.Compile(comparison) is { } condition
            && compiler.Compile(other) is { } node && Evaluation.Comparison.IsKnown(target.Type, node.Type)
                ? new ComparisonRelation(condition, [new SolvedComparison(reference.Name, target.Type, "=", node)], false)
                : null;
    }

    SolvedComparison? Solve(BinaryOperation comparison, string column)
    {
        if (ExpressionWalker.Columns(comparison.Right).Contains(column))
            comparison = new BinaryOperation(SqlOperator.Of(Inversion.Mirror(comparison.Operator.Symbol)), comparison.Right,
                comparison.Left);
        for (var steps = 0; steps < 16; steps++)
        {
            if (Target.Find(comparison.Left, compiler) is { Part: null, Measure: Measure.Value } target
                && comparison.Left is ColumnReference or TypeCast)
                return compiler.Compile(comparison.Right) is { } node && Evaluation.Comparison.IsKnown(target.Type, node.Type)
                    ? new SolvedComparison(column, target.Type, comparison.Operator.Symbol, node)
                    : null;
            if (Inversion.Step(comparison, e => !ExpressionWalker.Columns(e).Contains(column)) is not { } simpler)
                return null;
            comparison = simpler;
        }
        return null;
    }
}

using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Conditions on all of several values: on the greatest or least of them, on every element of an array.</summary>
sealed partial class Narrower
{
    /// <summary><c>GREATEST (a, b) &lt; c</c> says the same of each of them, and so does <c>LEAST (a, b) &gt; c</c>; NULLs among them are passed over.</summary>
    Facts? Extreme(BinaryOperation comparison)
    {
        if (comparison.Left is not FunctionCall { IsBuiltIn: true, Name: "greatest" or "least", Arguments: var values } extreme)
            return null;
        return comparison.Operator.Symbol[0] == (extreme.Name == "greatest" ? '<' : '>') && comparison.Operator.Symbol != "<>"
            ? values.Select(v => Comparison(comparison with { Left = v })).Aggregate((a, b) => a.And(b)) with { IsExact = false }
            : null;
    }

    /// <summary><c>abs (a) &lt; c</c> says that a lies between -c and c.</summary>
    Facts? Distance(BinaryOperation comparison)
    {
        if (comparison is not { Left: FunctionCall { IsBuiltIn: true, Name: "abs", Arguments: [var value] }, Operator.Symbol: "<" or "<=" } || Constant(comparison.Right) is null)
            return null;
        var opposite = new UnaryOperation(SqlOperator.Of("-"), comparison.Right);
        var above = new BinaryOperation(SqlOperator.Of(Inversion.Mirror(comparison.Operator.Symbol)), value, opposite);
        return Comparison(comparison with { Left = value }).And(Comparison(above)) with { IsExact = false };
    }

    /// <summary><c>constant op ALL (array)</c>.</summary>
    Facts EveryElement(QuantifiedComparison quantified) =>
        quantified.IsAll && Comparisons.IsComparison(quantified.Operator.Symbol) && Constant(quantified.Left) is { } values
        && Target.Find(quantified.Array, compiler) is { Part: null, Measure: Measure.Value, Type: { Kind: SqlKind.Array, Element: { } element } } array
            ? Compare(array with { Part = ColumnDomain.Elements, Type = element }, Inversion.Mirror(quantified.Operator.Symbol), values) with { IsExact = false }
            : Facts.Unknown;
}

using System.Globalization;
using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Relations;

/// <summary>Finds statements about which columns are NULL.</summary>
static class Nullness
{
    /// <summary><c>(a IS NULL) = (b IS NULL)</c>, <c>num_nonnulls(...) = 1</c>, <c>(a IS NOT NULL)::integer + ... = 1</c>.</summary>
    public static NullnessRelation? Of(BinaryOperation comparison)
    {
        var symbol = comparison.Operator.Symbol;
        if (Tested(comparison.Left) is { } a && Tested(comparison.Right) is { } b && symbol is "=" or "<>" && a.Column != b.Column)
            return new NullnessRelation([a.Column, b.Column], (a.IsNegated == b.IsNegated) == (symbol == "=") ? [0, 2] : [1]);
        if (Counted(comparison.Left) is not { } counted || Number(comparison.Right) is not { } number)
            return null;
        return Relation(counted, n => Holds(n, symbol, number));
    }

    /// <summary><c>num_nulls(...) = ANY (ARRAY[0, 2])</c>.</summary>
    public static NullnessRelation? OfList(SqlExpression condition)
    {
        if (condition is not QuantifiedComparison { Operator.Symbol: "=", IsAll: false, Array: ArrayConstructor list } quantified
            || Counted(quantified.Left) is not { } counted)
            return null;
        var numbers = list.Elements.Select(Number).ToHashSet();
        return Relation(counted, n => numbers.Contains(n));
    }

    /// <summary><c>a IS NOT NULL OR b IS NOT NULL</c>.</summary>
    public static NullnessRelation? OfAnyNotNull(Disjunction disjunction)
    {
        var tested = disjunction.Operands.Select(Tested).ToList();
        if (!tested.TrueForAll(t => t is { IsNegated: true }))
            return null;
        string[] columns = [.. tested.Select(t => t!.Value.Column).Distinct()];
        return new NullnessRelation(columns, [.. Enumerable.Range(1, columns.Length)]);
    }

    static NullnessRelation? Relation((List<string> Columns, bool CountsNulls) counted, Func<int, bool> holds)
    {
        var total = counted.Columns.Count;
        int[] counts = [.. Enumerable.Range(0, total + 1).Where(n => holds(counted.CountsNulls ? total - n : n))];
        return counts.Length == 0 ? null : new NullnessRelation(counted.Columns, counts);
    }

    static (string Column, bool IsNegated)? Tested(SqlExpression expression) =>
        expression is IsTest { Kind: IsTestKind.Null, Operand: ColumnReference column } test ? (column.Name, test.IsNegated) : null;

    static (List<string> Columns, bool CountsNulls)? Counted(SqlExpression expression)
    {
        if (expression is FunctionCall { IsBuiltIn: true, Name: "num_nonnulls" or "num_nulls" } call
            && call.Arguments.All(a => a is ColumnReference))
            return ([.. call.Arguments.Cast<ColumnReference>().Select(c => c.Name)], call.Name == "num_nulls");
        var columns = new List<string>();
        bool? countsNulls = null;
        foreach (var term in Terms(expression))
        {
            if (One(term) is not { } tested || countsNulls is { } before && before == tested.IsNegated)
                return null;
            countsNulls = !tested.IsNegated;
            columns.Add(tested.Column);
        }
        return columns.Count > 1 ? (columns, countsNulls!.Value) : null;
    }

    static IEnumerable<SqlExpression> Terms(SqlExpression expression) =>
        expression is BinaryOperation { Operator.Symbol: "+" } sum ? Terms(sum.Left).Concat(Terms(sum.Right)) : [expression];

    /// <summary><c>(x IS NOT NULL)::integer</c> or <c>CASE WHEN x IS NOT NULL THEN 1 ELSE 0 END</c>.</summary>
    static (string Column, bool IsNegated)? One(SqlExpression term) => term switch
    {
        TypeCast { Type.Name: "int4" } cast => Tested(cast.Operand),
        CaseExpression { Subject: null, Branches: [var branch], Otherwise: { } otherwise } when Tested(branch.When) is { } tested =>
            (Number(branch.Then), Number(otherwise)) switch
            {
                (1, 0) => tested,
                (0, 1) => (tested.Column, !tested.IsNegated),
                _ => null,
            },
        _ => null,
    };

    static int? Number(SqlExpression expression) =>
        expression is Constant { Kind: ConstantKind.Number } constant
            && int.TryParse(constant.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    static bool Holds(int n, string symbol, int number) =>
        Comparisons.Apply(symbol, SqlType.Int4, SqlType.Int4, (long)n, (long)number, TimeSpan.Zero) is true;
}

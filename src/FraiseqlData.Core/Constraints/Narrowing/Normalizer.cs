using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Brings conditions into a form with few shapes: NOT only before atoms, CASE and boolean comparisons as AND and OR.</summary>
static class Normalizer
{
    const int MaxCaseBranches = 16;

    /// <summary>An equal condition under three-valued logic; <paramref name="negate"/> asks for the opposite one.</summary>
    public static SqlExpression Normalize(SqlExpression expression, bool negate = false)
    {
        switch (expression)
        {
            case Negation negation:
                return Normalize(negation.Operand, !negate);
            case Conjunction conjunction:
                return Join(conjunction.Operands, negate, isAnd: !negate);
            case Disjunction disjunction:
                return Join(disjunction.Operands, negate, isAnd: negate);
            case BinaryOperation binary when ConstantTruth(binary.Right) is { } truth && binary.Operator.Symbol is "=" or "<>":
                return Normalize(binary.Left, negate ^ (truth == (binary.Operator.Symbol == "<>")));
            case BinaryOperation binary when ConstantTruth(binary.Left) is { } truth && binary.Operator.Symbol is "=" or "<>":
                return Normalize(binary.Right, negate ^ (truth == (binary.Operator.Symbol == "<>")));
            case BinaryOperation binary when negate && Opposite(binary.Operator) is { } opposite:
                return binary with { Operator = opposite };
            case QuantifiedComparison quantified when negate && Opposite(quantified.Operator) is { } opposite:
                return quantified with { Operator = opposite, IsAll = !quantified.IsAll };
            case IsTest test:
                return test with { IsNegated = test.IsNegated ^ negate };
            case CaseExpression choice when choice.Branches.Count <= MaxCaseBranches:
                return Normalize(Unfold(choice), negate);
            case TypeCast { Type: { Schema: null, Name: "bool", Dimensions: 0 }, Operand: not Constant } cast:
                return Normalize(cast.Operand, negate);
            case Constant { Kind: ConstantKind.Boolean } constant when negate:
                return constant with { Text = constant.Text == "true" ? "false" : "true" };
            default:
                return negate ? new Negation(expression) : expression;
        }
    }

    static SqlExpression Join(IReadOnlyList<SqlExpression> operands, bool negate, bool isAnd)
    {
        var parts = new List<SqlExpression>();
        foreach (var operand in operands.Select(o => Normalize(o, negate)))
        {
            if (isAnd && operand is Conjunction and)
                parts.AddRange(and.Operands);
            else if (!isAnd && operand is Disjunction or)
                parts.AddRange(or.Operands);
            else
                parts.Add(operand);
        }
        return isAnd ? new Conjunction(parts) : new Disjunction(parts);
    }

    /// <summary>CASE as an OR: each branch with its own condition true and those before it not.</summary>
    static Disjunction Unfold(CaseExpression choice)
    {
        var refused = new List<SqlExpression>();
        var branches = new List<SqlExpression>();
        foreach (var branch in choice.Branches)
        {
            var when = choice.Subject is null ? branch.When : new BinaryOperation(SqlOperator.Equal, choice.Subject, branch.When);
            branches.Add(new Conjunction([.. refused, new IsTest(when, IsTestKind.True, false), branch.Then]));
            refused.Add(new IsTest(when, IsTestKind.True, true));
        }
        branches.Add(new Conjunction([.. refused, choice.Otherwise ?? new Constant(ConstantKind.Null, "")]));
        return new Disjunction(branches);
    }

    static bool? ConstantTruth(SqlExpression expression) => expression switch
    {
        Constant { Kind: ConstantKind.Boolean } constant => constant.Text == "true",
        TypeCast { Operand: Constant { Kind: ConstantKind.Boolean or ConstantKind.Text } constant, Type: { Schema: null, Name: "bool" } } =>
            LiteralReader.Read(SqlType.Bool, constant.Text) as bool?,
        _ => null,
    };

    static SqlOperator? Opposite(SqlOperator symbol)
    {
        var text = symbol.Symbol switch
        {
            "=" => "<>",
            "<>" => "=",
            "<" => ">=",
            ">=" => "<",
            ">" => "<=",
            "<=" => ">",
            "~~" or "~~*" or "~" or "~*" => "!" + symbol.Symbol,
            "!~~" or "!~~*" or "!~" or "!~*" => symbol.Symbol[1..],
            _ => null,
        };
        return text is null ? null : symbol with { Symbol = text };
    }
}

using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>
/// Finds what a condition says about the columns one by one. A check refuses a row where its condition is false, so NULL counts as
/// fulfilled
/// unless the condition is asked to be true (<c>IS TRUE</c>, a CASE's WHEN).
/// </summary>
sealed partial class Narrower(ExpressionCompiler compiler, ClockWindow window)
{
    const int MaxListLength = 64;

    /// <summary>A bound on the work for one condition: what is beyond it is left to the row check.</summary>
    public const int MaxSteps = 50_000;

    int _steps;

    /// <summary>How many parts of the last condition were looked at.</summary>
    public int Steps => _steps;

    /// <summary>The facts of a condition that a row must not make false.</summary>
    public Facts Narrow(SqlExpression condition)
    {
        _steps = 0;
        return Narrow(Normalizer.Normalize(condition), mustBeTrue: false);
    }

    Facts Narrow(SqlExpression condition, bool mustBeTrue)
    {
        if (++_steps > MaxSteps)
            return Facts.Unknown;
        switch (condition)
        {
            case Conjunction conjunction:
                return Facts.All([.. conjunction.Operands.Select(o => Narrow(o, mustBeTrue))]);
            case Disjunction disjunction:
                return Facts.Or([.. disjunction.Operands.Select(o => Narrow(o, mustBeTrue))]);
            case IsTest { Kind: IsTestKind.True } test:
                return Narrow(Normalizer.Normalize(test.Operand, test.IsNegated), mustBeTrue: !test.IsNegated);
            case IsTest { Kind: IsTestKind.False } test:
                return Narrow(Normalizer.Normalize(test.Operand, !test.IsNegated), mustBeTrue: !test.IsNegated);
            case FunctionCall
            {
                IsBuiltIn: true, Name: "coalesce",
                Arguments: [var inner, var fallback]
            } when Constant(fallback) is [bool otherwise]:
                return Narrow(Normalizer.Normalize(inner), mustBeTrue: !otherwise);
        }
        if (Compiled(condition) is { IsConstant: true } constant)
            return constant.Evaluate(default) is false || mustBeTrue && constant.Evaluate(default) is null ? Facts.Never : Facts.Always;
        return Atom(condition, mustBeTrue);
    }

    Facts Atom(SqlExpression atom, bool mustBeTrue)
    {
        var facts = atom switch
        {
            IsTest { Kind: IsTestKind.Null } test => NullTest(test),
            BinaryOperation binary when Comparisons.IsComparison(binary.Operator.Symbol) => Comparison(binary),
            BinaryOperation binary when PatternOperators.Meaning(binary.Operator.Symbol) is { } meaning => Pattern(binary, meaning),
            QuantifiedComparison quantified => List(quantified, mustBeTrue),
            DistinctTest distinct => Distinct(distinct, isNegated: false),
            Negation { Operand: DistinctTest distinct } => Distinct(distinct, isNegated: true),
            Negation negation => Truth(negation.Operand, false),
            BinaryOperation { Operator.Symbol: "?" } key => Key(key),
            BinaryOperation { Operator.Symbol: "<@" } contained => Contained(contained.Left, contained.Right),
            BinaryOperation { Operator.Symbol: "@>" } containing => Contained(containing.Right, containing.Left),
            _ => Truth(atom, true),
        };
        return Readable(atom).Aggregate(RefuseNull(atom, facts, mustBeTrue), (all, one) => all.And(one));
    }

    /// <summary>
    /// Adds NOT NULL where the condition is false (or, asked to be true, not true) for a NULL in the one column that it reads.
    /// </summary>
    Facts RefuseNull(SqlExpression atom, Facts facts, bool mustBeTrue)
    {
        if (facts.Domains.Count != 1)
            return facts with { IsExact = facts.IsExact && (!mustBeTrue || facts.IsImpossible) };
        var (column, domain) = facts.Domains.First();
        if (domain.MustBeNull)
            return facts;
        var refuses = Compiled(atom) is { } node
            ? window.Values(node, _ => null).TrueForAll(v => v is false || v == NoValue.Error || mustBeTrue && v is null)
            : mustBeTrue;
        if (!refuses)
            return facts;
        if (domain.Parts.Count > 0)
            domain = domain with { Parts = domain.Parts.ToDictionary(p => p.Key, p => p.Value with { NotNull = true }) };
        return facts.And(Facts.Of(column, domain with { NotNull = true }));
    }

    /// <summary>An expression's values over the clock's window where it reads no column and all are known; otherwise null.</summary>
    List<object?>? Constant(SqlExpression expression) =>
        Compiled(expression) is { } node && (node.Dependencies & Dependencies.Row) == 0 && window.Values(node, _ => null) is var values
            && !values.Exists(v => v is NoValue)
            ? values
            : null;

    Node? Compiled(SqlExpression expression) => compiler.Compile(expression);
}

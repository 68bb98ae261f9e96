using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Conditions other than comparisons.</summary>
sealed partial class Narrower
{
    Facts NullTest(IsTest test)
    {
        if (test.Operand is FunctionCall { IsBuiltIn: true, Name: "nullif", Arguments: [var inner, var refused] } && test.IsNegated)
            return Narrow(Normalizer.Normalize(new Conjunction([new IsTest(inner, IsTestKind.Null, true),
                new BinaryOperation(SqlOperator.Of("<>"), inner, refused)])), true);
        if (Target.Find(test.Operand, compiler) is not { Measure: Measure.Value } target
            || test.Operand is FunctionCall { Name: "coalesce" })
            return test.IsNegated ? HasValue(NullProof.Of(test.Operand)) : Facts.Unknown;
        // A whole composite IS NULL where all its fields are; only the simple case is said here.
        var isExact = target.Type.Kind != SqlKind.Composite || target.Part is not null;
        return test.IsNegated
            ? target.Facts(new ColumnDomain { NotNull = true }, isExact)
            : target.Facts(new ColumnDomain { MustBeNull = true });
    }

    static Facts HasValue(NullProof proof) =>
        proof.Columns.Select(c => Facts.Of(c, new ColumnDomain { NotNull = true })).Aggregate(proof.IsEnough ? Facts.Always : Facts.Unknown, (all, one) => all.And(one));

    Facts Pattern(BinaryOperation binary, (bool IsLike, bool IgnoreCase, bool IsNegated) meaning)
    {
        if (Target.Find(binary.Left, compiler) is not { Measure: Measure.Value, Trims: false } target || !target.Type.IsText
            && target.Type.Kind != SqlKind.Enum
            || PatternText(binary.Right) is not { } pattern)
            return Facts.Unknown;
        var ignoreCase = meaning.IgnoreCase || target.Type.Kind == SqlKind.CaselessText;
        if (meaning.IsLike && !ignoreCase && PatternMatcher.LikeToText(pattern) is { } text)
            return target.Facts(meaning.IsNegated ? new ColumnDomain { Refused = [text] } : new ColumnDomain { Allowed = [text] });
        if ((meaning.IsLike ? PatternMatcher.LikeToRegex(pattern) : pattern) is not { } regex)
            return Facts.Unknown;
        if (target.Type.Kind == SqlKind.Enum)
            return PatternMatcher.Create(regex, ignoreCase) is { } matcher
                ? target.Facts(new ColumnDomain { Allowed = [.. target.Type.Labels.Where(l => matcher.IsMatch(l) != meaning.IsNegated)] },
                isExact: false)
                : Facts.Unknown;
        // The generator makes text from the pattern as well as it can: the check stays.
        return target.Facts(new ColumnDomain { Patterns = [new TextPattern(regex, ignoreCase, meaning.IsNegated)] }, isExact: false);
    }

    string? PatternText(SqlExpression expression)
    {
        if (expression is FunctionCall { IsBuiltIn: true, Name: "similar_to_escape" or "similar_escape" } similar)
            return Constant(similar.Arguments[0]) is [string pattern]
                ? similar.Arguments.Count == 1 ? PatternMatcher.SimilarToRegex(pattern)
                    : Constant(similar.Arguments[1]) is [string { Length: 1 } escape] ? PatternMatcher.SimilarToRegex(pattern, escape[0])
                    : null
                : null;
        return Constant(expression) is [string text] ? text : null;
    }

    Facts List(QuantifiedComparison quantified, bool mustBeTrue)
    {
        var isList = quantified.Operator.Symbol == "=" && !quantified.IsAll || quantified.Operator.Symbol == "<>" && quantified.IsAll;
        if (isList && Target.Find(quantified.Left, compiler) is { } target && Constant(quantified.Array) is [SqlArray array])
        {
            var items = array.Items.Where(i => i is not null).Select(i => i!).ToList();
            if (quantified.IsAll)
            {
                // One NULL in the list makes NOT IN never true, but NULL passes.
                return Facts.All([.. items.Select(i => Compare(target, "<>", [i]))]);
            }
            if (array.Items.Count > items.Count && !mustBeTrue)
                return Facts.Always;
            return Facts.Or([Facts.Never, .. items.Select(i => Compare(target, "=", [i]))]);
        }
        if (Listed(quantified.Array) is { } list)
        {
            var atoms = list.Elements.Select(e => (SqlExpression)new BinaryOperation(quantified.Operator, quantified.Left, e)).ToList();
            return atoms.Count == 0 ? Facts.Unknown
                : Narrow(quantified.IsAll ? new Conjunction(atoms) : new Disjunction(atoms), mustBeTrue);
        }
        return EveryElement(quantified);
    }

    static ArrayConstructor? Listed(SqlExpression array) => array switch
    {
        ArrayConstructor { Elements.Count: <= MaxListLength } list => list,
        TypeCast
        {
            Operand: ArrayConstructor { Elements.Count: <= MaxListLength } list,
            Type: { Schema: null, Name: "text" or "varchar" }
        } => list,
        _ => null,
    };

    Facts Distinct(DistinctTest distinct, bool isNegated)
    {
        if (Target.Find(distinct.Left, compiler) is not { Measure: Measure.Value, Trims: false } target
            || Constant(distinct.Right) is not [var value])
            return Facts.Unknown;
        if (value is null)
            return target.Facts(isNegated ? new ColumnDomain { MustBeNull = true } : new ColumnDomain { NotNull = true });
        return Compare(target, isNegated ? "=" : "<>", [value]);
    }

    /// <summary>A boolean column, or a function that says something of one column.</summary>
    Facts Truth(SqlExpression expression, bool truth)
    {
        if (Target.Find(expression, compiler) is { Measure: Measure.Value, Type.Kind: SqlKind.Bool } flag && expression is not FunctionCall)
            return flag.Facts(new ColumnDomain { Allowed = [truth] });
        if (expression is not FunctionCall { IsBuiltIn: true, Arguments.Count: > 0 } call
            || Target.Find(call.Arguments[0], compiler) is not { Measure: Measure.Value } target)
            return Facts.Unknown;
        switch (call.Name)
        {
            case "isempty" when !truth && target.Part is null:
                return target.Facts(new ColumnDomain { Refused = [SqlRange.EmptyText] });
            case "lower_inf" or "upper_inf" when target is { Type.Kind: SqlKind.Range, Part: null }:
                return (target with { Part = call.Name[..5], Type = target.Type.Element! })
                    .Facts(truth ? new ColumnDomain { MustBeNull = true } : new ColumnDomain { NotNull = true }, isExact: false);
            case "starts_with" when target is { Type.Kind: SqlKind.Text, Trims: false } && call.Arguments.Count == 2
                && Constant(call.Arguments[1]) is [string start]:
                var regex = PatternMatcher.LikeToRegex(LikeLiteral(start) + "%")!;
                return target.Facts(new ColumnDomain { Patterns = [new TextPattern(regex, false, !truth)] }, isExact: false);
            default:
                return Facts.Unknown;
        }
    }

    /// <summary><c>json ? 'key'</c>.</summary>
    Facts Key(BinaryOperation key) =>
        Target.Find(key.Left, compiler) is { Part: null, Measure: Measure.Value, Type.Kind: SqlKind.Json } target
        && Constant(key.Right) is [string name]
            ? Facts.Of(target.Column, Member(name), isExact: false)
            : Facts.Unknown;

    /// <summary><c>array &lt;@ ARRAY[...]</c>: what each element may be.</summary>
    Facts Contained(SqlExpression part, SqlExpression whole)
    {
        if (Target.Find(part, compiler) is not { Part: null, Measure: Measure.Value, Type: { Kind: SqlKind.Array, Element: { } element } } target
            || Constant(whole) is not [SqlArray list])
            return Facts.Unknown;
        var allowed = list.Items.Where(i => i is not null).Select(i => Bounds.ToColumn(element, i!)).ToList();
        var elements = new Dictionary<string, ColumnDomain> { [ColumnDomain.Elements] = new() { Allowed = [.. allowed.OfType<object>()] } };
        return allowed.Contains(null) || allowed.Count == 0 ? Facts.Unknown : Facts.Of(target.Column, new ColumnDomain { Parts = elements }, isExact: false);
    }

    static ColumnDomain Member(string key) => new()
    {
        JsonKinds = ["object"],
        Parts = new Dictionary<string, ColumnDomain> { [key] = new() { NotNull = true } },
    };
}

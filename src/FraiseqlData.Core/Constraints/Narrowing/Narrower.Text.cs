using System.Globalization;
using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Conditions on what a text holds.</summary>
sealed partial class Narrower
{
    const int FarthestPlace = 100;

    /// <summary><c>position(part IN text) &gt; n</c> and the like, as the LIKE patterns that they mean.</summary>
    Facts? Position(BinaryOperation comparison)
    {
        if (comparison.Left is not FunctionCall { IsBuiltIn: true, Name: "position" or "strpos", Arguments: [var text, var part] }
            || Constant(part) is not [string { Length: > 0 } sought] || Constant(comparison.Right) is not [{ } place])
            return null;
        var number = Convert.ToInt64(place, CultureInfo.InvariantCulture);
        long? before = (comparison.Operator.Symbol, number) switch
        {
            (">", >= 0 and < FarthestPlace) => number,
            (">=" or "=", > 0 and < FarthestPlace) => number - 1,
            ("<>", 0) => 0,
            ("=" or "<=", 0) or ("<", 1) => -1,
            _ => null,
        };
        if (before is not { } characters)
            return null;
        var pattern = new string('_', (int)Math.Max(characters, 0)) + "%" + LikeLiteral(sought) + "%";
        return Pattern(new BinaryOperation(SqlOperator.Of("~~"), text, new Constant(ConstantKind.Text, pattern)), (true, false, characters < 0));
    }

    /// <summary><c>left(text, 4) = 'dns:'</c>, <c>substr(text, 1, 4) = 'dns:'</c>, <c>right(text, 3) = '.de'</c>, as what the text starts or ends with.</summary>
    Facts? Affix(BinaryOperation comparison)
    {
        if (comparison is not { Operator.Symbol: "=" or "<>", Left: FunctionCall { IsBuiltIn: true } call } || Constant(comparison.Right) is not [string { Length: > 0 } affix]
            || !HasLength(call, affix.Length) || Target.Find(call.Arguments[0], compiler) is not { Measure: Measure.Value, Type.IsText: true } target)
            return null;
        var like = call.Name == "right" ? "%" + LikeLiteral(affix) : LikeLiteral(affix) + "%";
        var pattern = new TextPattern(PatternMatcher.LikeToRegex(like)!, target.Type.Kind == SqlKind.CaselessText, comparison.Operator.Symbol == "<>");
        return target.Facts(new ColumnDomain { Patterns = [pattern], Trimmed = target.Trims }, isExact: false);
    }

    /// <summary>Texts that a condition casts to numbers or moments: only what such a cast can read does not make it fail.</summary>
    IEnumerable<Facts> Readable(SqlExpression atom) =>
        from cast in ExpressionWalker.All(atom).OfType<TypeCast>()
        where cast.Type.Dimensions == 0 && Form(cast.Type.Name) is not null
        let target = Target.Find(cast.Operand, compiler)
        where target is { Measure: Measure.Value, Part: null, Type.IsText: true }
        select target.Facts(new ColumnDomain { Patterns = [new TextPattern(Form(cast.Type.Name)!, false, false)] }, isExact: false);

    static string? Form(string type) => type switch
    {
        "int2" or "int4" or "int8" => "^[0-9]{1,4}$",
        "numeric" or "float4" or "float8" => @"^[0-9]{1,9}(\.[0-9]{1,4})?$",
        "date" or "timestamp" or "timestamptz" => "^20[0-2][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$",
        _ => null,
    };

    bool HasLength(FunctionCall call, int length) => call switch
    {
        { Name: "left" or "right", Arguments: [_, var count] } => IsNumber(count, length),
        { Name: "substr" or "substring", Arguments: [_, var from, var count] } => IsNumber(from, 1) && IsNumber(count, length),
        _ => false,
    };

    bool IsNumber(SqlExpression expression, long number) => Constant(expression) is [{ } value and not (string or NoValue)] && Convert.ToInt64(value, CultureInfo.InvariantCulture) == number;

    static string LikeLiteral(string text) => string.Concat(text.Select(c => c is '\\' or '%' or '_' ? "\\" + c : c.ToString()));
}

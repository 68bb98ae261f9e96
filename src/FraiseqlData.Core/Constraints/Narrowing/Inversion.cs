using System.Globalization;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>
/// Takes one step off the left side of a comparison: <c>x + 1 &gt; 5</c> becomes <c>x &gt; 5 - 1</c>. Near-equivalences are allowed: the
/// check stays.
/// </summary>
static class Inversion
{
    /// <summary>The comparison with one operation less on its left side, or null where none is known.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="isFixed">Whether a part does not hold what is solved for, so that it can go to the other side.</param>
    public static BinaryOperation? Step(BinaryOperation comparison, Func<SqlExpression, bool> isFixed)
    {
        var (symbol, right) = (comparison.Operator.Symbol, comparison.Right);
        switch (comparison.Left)
        {
            case BinaryOperation { Operator.Symbol: "+" } sum when isFixed(sum.Right):
                return Make(symbol, sum.Left, Apply("-", right, sum.Right));
            case BinaryOperation { Operator.Symbol: "+" } sum when isFixed(sum.Left):
                return Make(symbol, sum.Right, Apply("-", right, sum.Left));
            case BinaryOperation { Operator.Symbol: "-" } difference when isFixed(difference.Right):
                return Make(symbol, difference.Left, Apply("+", right, difference.Right));
            case BinaryOperation { Operator.Symbol: "-" } difference when isFixed(difference.Left):
                return Make(Mirror(symbol), difference.Right, Apply("-", difference.Left, right));
            case UnaryOperation { Operator.Symbol: "-" } negative:
                return Make(Mirror(symbol), negative.Operand, new UnaryOperation(SqlOperator.Of("-"), right));
            case FunctionCall { IsBuiltIn: true, Name: "age", Arguments: [var moment] }:
                return Make(Mirror(symbol), moment, Apply("-", new FunctionCall(null, "current_date", []), right));
            case FunctionCall { IsBuiltIn: true, Name: "age", Arguments: [var from, var to] } when isFixed(from):
                return Make(Mirror(symbol), to, Apply("-", from, right));
            case FunctionCall
            {
                IsBuiltIn: true, Name: "extract" or "date_part",
                Arguments: [var field, var source]
            } when Text(field) is "year" or "years":
                return Year(symbol, source, right);
            case TypeCast cast when cast.Type is
            {
                Dimensions: 0, Modifiers.Count: 0,
                Name: "timestamp" or "timestamptz" or "date" or "numeric" or "int4" or "int8" or "float8"
            }:
                return Make(symbol, cast.Operand, right);
            // Texts that are equal once padded or cut are mostly so before.
            case TypeCast { Type: { Dimensions: 0, Name: "bpchar" or "varchar" } } cast when symbol is "=" or "<>":
                return Make(symbol, cast.Operand, right);
            default:
                return null;
        }
    }

    /// <summary>Years of a moment become bounds of the moment, years of an age become an interval.</summary>
    static BinaryOperation? Year(string symbol, SqlExpression source, SqlExpression right)
    {
        if (Number(right) is not { } year || symbol is "=" or "<>")
            return null;
        var first = symbol is ">" or "<=" ? Math.Floor(year) + 1 : Math.Ceiling(year);
        if (first is < 1 or > 9998)
            return null;
        var after = symbol is ">" or ">=" ? ">=" : "<";
        var text = first.ToString("0000", CultureInfo.InvariantCulture);
        return source is FunctionCall { Name: "age" }
            ? Make(after, source, Typed($"{first.ToString(CultureInfo.InvariantCulture)} years", "interval"))
            : Make(after, source, Typed($"{text}-01-01", "date"));
    }

    static BinaryOperation Make(string symbol, SqlExpression left, SqlExpression right) => new(SqlOperator.Of(symbol), left, right);

    static BinaryOperation Apply(string symbol, SqlExpression left, SqlExpression right) => new(SqlOperator.Of(symbol), left, right);

    static TypeCast Typed(string text, string type) => new(new Constant(ConstantKind.Text, text), new SqlTypeName(null, type, [], 0));

    /// <summary>The symbol with its sides exchanged.</summary>
    public static string Mirror(string symbol) => symbol switch { "<" => ">", ">" => "<", "<=" => ">=", ">=" => "<=", _ => symbol };

    static string? Text(SqlExpression expression) => expression switch
    {
        Constant { Kind: ConstantKind.Text } constant => constant.Text,
        TypeCast { Operand: Constant constant } => constant.Text,
        _ => null,
    };

    static decimal? Number(SqlExpression expression) =>
        (Text(expression) ?? (expression as Constant)?.Text) is { } text
            && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}

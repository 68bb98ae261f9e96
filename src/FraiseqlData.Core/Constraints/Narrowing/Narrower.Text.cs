using System.Globalization;
using FraiseqlData.Constraints.Expressions;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Conditions on where a text holds another.</summary>
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

    static string LikeLiteral(string text) => string.Concat(text.Select(c => c is '\\' or '%' or '_' ? "\\" + c : c.ToString()));
}

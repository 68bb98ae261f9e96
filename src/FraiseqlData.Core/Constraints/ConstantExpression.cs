using FraiseqlData.Constraints.Expressions;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>What can be said of a deparsed expression without evaluating it.</summary>
static class ConstantExpression
{
    static readonly string[] ClockTypes = ["date", "time", "timetz", "timestamp", "timestamptz", "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone"];

    /// <summary>Whether the expression is a literal, perhaps signed, cast or in an array. A call may change from row to row or day to day.</summary>
    public static bool IsConstant(string sql) => SqlParser.Parse(sql) is { } expression && IsConstant(expression);

    /// <summary>The table's columns whose names occur in the expression, in table order.</summary>
    public static IReadOnlyList<string> ColumnsIn(string sql, Table table)
    {
        var words = SqlLexer.Split(sql) is { } tokens ? tokens.Select(t => t.Text).ToHashSet(StringComparer.Ordinal) : [];
        return [.. table.Columns.Select(c => c.Name).Where(words.Contains)];
    }

    /// <summary>The texts of the expression's literals.</summary>
    public static IReadOnlyList<string> TextsIn(string sql) =>
        [.. (SqlLexer.Split(sql) ?? []).Where(t => t.Kind is SqlTokenKind.Text or SqlTokenKind.Number).Select(t => t.Text)];

    static bool IsConstant(SqlExpression expression) => expression switch
    {
        Constant { Kind: not ConstantKind.Null } => true,
        UnaryOperation { Operand: Constant } => true,
        // 'now'::date is today's date, not the day on which the table was made.
        TypeCast { Operand: Constant { Kind: ConstantKind.Text, Text: [>= 'a' and <= 'z', ..] } } cast when ClockTypes.Contains(cast.Type.ToString()) => false,
        TypeCast cast => IsConstant(cast.Operand),
        ArrayConstructor array => array.Elements.All(IsConstant),
        _ => false,
    };
}

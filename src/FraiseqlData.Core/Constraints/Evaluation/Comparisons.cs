namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Comparison operators.</summary>
static class Comparisons
{
    public static bool IsComparison(string symbol) => symbol is "=" or "<>" or "<" or "<=" or ">" or ">=";

    /// <summary>The comparison, or null where these types cannot be compared here.</summary>
    public static Node? Build(string symbol, Node a, Node b)
    {
        if (!Comparison.IsKnown(a.Type, b.Type))
            return null;
        if (a.Type.Kind == SqlKind.Composite)
            return Rows(symbol, a, b);
        var (ta, tb) = (a.Type, b.Type);
        var zone = ta.IsMoment && tb.IsMoment && (ta.Kind == SqlKind.TimestampTz) != (tb.Kind == SqlKind.TimestampTz) ? Dependencies.Zone
            : Dependencies.None;
        var node = new Node(SqlType.Bool, a.Dependencies | b.Dependencies | zone, (in EvaluationContext c) =>
        {
            var x = a.Evaluate(c);
            if (x is NoValue)
                return x;
            var y = b.Evaluate(c);
            return y is NoValue ? y : x is null || y is null ? null : Apply(symbol, ta, tb, x, y, c.Offset);
        });
        return node.IsConstant ? Node.Constant(SqlType.Bool, node.Evaluate(default)) : node;
    }

    /// <summary>Compares two values that are not NULL.</summary>
    public static object Apply(string symbol, SqlType ta, SqlType tb, object x, object y, TimeSpan offset)
    {
        if (symbol is "=" or "<>")
            return Comparison.AreEqual(ta, tb, x, y, offset) is { } equal ? Verdict.Of(equal == (symbol == "=")) : NoValue.Unknown;
        return Comparison.Order(ta, tb, x, y, offset) is not { } order ? NoValue.Unknown : symbol switch
        {
            "<" => Verdict.Of(order < 0),
            "<=" => Verdict.Of(order <= 0),
            ">" => Verdict.Of(order > 0),
            _ => Verdict.Of(order >= 0),
        };
    }

    /// <summary>Row comparison: the first pair that differs decides, and a NULL before it makes the outcome NULL.</summary>
    static Node Rows(string symbol, Node a, Node b) => Node.Strict(SqlType.Bool, a, b, (x, y) =>
    {
        var (left, right) = ((object?[])x, (object?[])y);
        var hasNull = false;
        for (var i = 0; i < left.Length; i++)
        {
            var (ta, tb) = (a.Type.Fields[i], b.Type.Fields[i]);
            if (left[i] is not { } l || right[i] is not { } r)
            {
                if (symbol is not ("=" or "<>"))
                    return null;
                hasNull = true;
                continue;
            }
            if (Comparison.AreEqual(ta, tb, l, r, TimeSpan.Zero) is not { } equal)
                return NoValue.Unknown;
            if (!equal)
                return symbol switch { "=" => false, "<>" => true, _ => Apply(symbol, ta, tb, l, r, TimeSpan.Zero) };
        }
        return hasNull ? null : symbol is "=" or "<=" or ">=";
    });
}

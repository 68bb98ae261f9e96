namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Functions on numbers.</summary>
static class NumberFunctions
{
    /// <summary>The call, or null where it is not known here.</summary>
    public static Node? Build(string name, IReadOnlyList<Node> args) => args switch
    {
        [{ Type.IsNumber: true } a] => OfOne(name, a),
        [{ Type.Kind: SqlKind.Numeric } a, { Type.IsInteger: true } b] when name == "round" =>
            Node.Strict(SqlType.Numeric, a, b, (x, n) =>
                InRange((long)n) is { } scale ? NumericMath.Of(NumericMath.Round((decimal)x, scale)) : NoValue.Unknown),
        [{ Type.Kind: SqlKind.Numeric } a, { Type.IsInteger: true } b] when name == "trunc" =>
            Node.Strict(SqlType.Numeric, a, b, (x, n) =>
                InRange((long)n) is { } scale ? NumericMath.Of(NumericMath.Truncate((decimal)x, scale)) : NoValue.Unknown),
        [{ Type.IsNumber: true } a, { Type.IsNumber: true } b] when name == "mod" => Arithmetic.Build("%", a, b),
        [{ Type.IsFloat: true } a, { Type.IsFloat: true } b] when name is "power" or "pow" => Arithmetic.Build("^", a, b),
        [{ Type.IsInteger: true } a, { Type.IsInteger: true } b] when name == "div" => Arithmetic.Build("/", a, b),
        _ => null,
    };

    static int? InRange(long scale) => Math.Abs(scale) <= 28 ? (int)scale : null;

    static Node? OfOne(string name, Node a)
    {
        if (a.Type.IsInteger)
        {
            return name switch
            {
                "abs" => Node.Strict(a.Type, a, x => Arithmetic.Whole(a.Type, Int128.Abs((long)x))),
                "sign" => null,
                _ => null,
            };
        }
        if (a.Type.IsFloat)
        {
            return name switch
            {
                "abs" => Node.Strict(a.Type, a, x => Math.Abs((double)x)),
                "floor" => Node.Strict(a.Type, a, x => Math.Floor((double)x)),
                "ceil" or "ceiling" => Node.Strict(a.Type, a, x => Math.Ceiling((double)x)),
                "round" => Node.Strict(a.Type, a, x => Math.Round((double)x, MidpointRounding.ToEven)),
                "trunc" => Node.Strict(a.Type, a, x => Math.Truncate((double)x)),
                "sign" => Node.Strict(a.Type, a, x => double.IsNaN((double)x) ? NoValue.Unknown : (double)Math.Sign((double)x)),
                "sqrt" => Node.Strict(a.Type, a, x => (double)x < 0 ? NoValue.Error : Math.Sqrt((double)x)),
                _ => null,
            };
        }
        return name switch
        {
            "abs" => Node.Strict(a.Type, a, x => Math.Abs((decimal)x)),
            "floor" => Node.Strict(SqlType.Numeric, a, x => Math.Floor((decimal)x)),
            "ceil" or "ceiling" => Node.Strict(SqlType.Numeric, a, x => Math.Ceiling((decimal)x)),
            "round" => Node.Strict(SqlType.Numeric, a, x => NumericMath.Of(NumericMath.Round((decimal)x, 0))),
            "trunc" => Node.Strict(SqlType.Numeric, a, x => NumericMath.Of(NumericMath.Truncate((decimal)x, 0))),
            "sign" => Node.Strict(SqlType.Numeric, a, x => (decimal)Math.Sign((decimal)x)),
            "scale" => Node.Strict(SqlType.Int4, a, x => (long)((decimal)x).Scale),
            _ => null,
        };
    }
}

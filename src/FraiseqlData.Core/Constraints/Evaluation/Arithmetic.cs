using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>The operators + - * / % ^ and signs on numbers, and + - on dates, times and intervals.</summary>
static class Arithmetic
{
    /// <summary>The operation, or null where these types have none that is known here.</summary>
    public static Node? Build(string symbol, Node a, Node b)
    {
        if (a.Type.IsNumber && b.Type.IsNumber)
            return OfNumbers(symbol, a, b);
        return symbol is "+" or "-" ? OfMoments(symbol, a, b) : symbol is "*" or "/" ? Scaled(symbol, a, b) : null;
    }

    public static Node? Negate(Node a) =>
        a.Type.IsInteger ? Node.Strict(a.Type, a, x => Whole(a.Type, -(Int128)(long)x))
        : a.Type.Kind == SqlKind.Numeric ? Node.Strict(a.Type, a, x => -(decimal)x)
        : a.Type.IsFloat ? Node.Strict(a.Type, a, x => -(double)x)
        : a.Type.Kind == SqlKind.Interval ? Node.Strict(a.Type, a, x => Moments.Negate((IntervalValue)x))
        : null;

    /// <summary>A whole number within its type, an error beyond it.</summary>
    public static object Whole(SqlType type, Int128 value)
    {
        var (low, high) = type.Kind switch
        {
            SqlKind.Int2 => (short.MinValue, short.MaxValue),
            SqlKind.Int4 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        return value < low || value > high ? NoValue.Error : (long)value;
    }

    static Node? OfNumbers(string symbol, Node a, Node b)
    {
        if (a.Type.IsInteger && b.Type.IsInteger)
        {
            var type = a.Type.Kind >= b.Type.Kind ? a.Type : b.Type;
            return IntegerOperation(symbol) is { } apply
                ? Node.Strict(type, a, b, (x, y) => apply((long)x, (long)y) is { } n ? Whole(type, n) : NoValue.Error)
                : null;
        }
        if (a.Type.IsFloat || b.Type.IsFloat)
        {
            var type = a.Type.Kind == SqlKind.Float4 && b.Type.Kind == SqlKind.Float4 ? a.Type : SqlType.Float8;
            return FloatOperation(symbol) is { } apply
                ? Node.Strict(type, a, b, (x, y) => Finite(type, apply(Comparison.ToDouble(x), Comparison.ToDouble(y)), symbol))
                : null;
        }
        return NumericOperation(symbol) is { } exact
            ? Node.Strict(SqlType.Numeric, a, b, (x, y) => exact(Comparison.ToDecimal(x), Comparison.ToDecimal(y)))
            : null;
    }

    // Underflow is an error on the server; a product of zero is not told apart from it here.
    static object Finite(SqlType type, double value, string symbol) =>
        !double.IsFinite(value) || value == 0 && symbol is not ("+" or "-") ? NoValue.Unknown
        : type.Kind == SqlKind.Float4 ? (double)(float)value
        : value;

    static Func<Int128, Int128, Int128?>? IntegerOperation(string symbol) => symbol switch
    {
        "+" => (x, y) => x + y,
        "-" => (x, y) => x - y,
        "*" => (x, y) => x * y,
        "/" => (x, y) => y == 0 ? null : x / y,
        "%" => (x, y) => y == 0 ? null : x % y,
        "&" => (x, y) => (long)x & (long)y,
        "|" => (x, y) => (long)x | (long)y,
        "#" => (x, y) => (long)x ^ (long)y,
        _ => null,
    };

    static Func<double, double, double>? FloatOperation(string symbol) => symbol switch
    {
        "+" => (x, y) => x + y,
        "-" => (x, y) => x - y,
        "*" => (x, y) => x * y,
        "/" => (x, y) => x / y,
        "^" => Math.Pow,
        _ => null,
    };

    static Func<decimal, decimal, object>? NumericOperation(string symbol) => symbol switch
    {
        "+" => (x, y) => NumericMath.Of(NumericMath.Add(x, y)),
        "-" => (x, y) => NumericMath.Of(NumericMath.Subtract(x, y)),
        "*" => (x, y) => NumericMath.Of(NumericMath.Multiply(x, y)),
        "/" => (x, y) => y == 0 ? NoValue.Error : NumericMath.Of(NumericMath.Divide(x, y)),
        "%" => (x, y) => y == 0 ? NoValue.Error : NumericMath.Of(NumericMath.Remainder(x, y)),
        _ => null,
    };

    static Node? OfMoments(string symbol, Node a, Node b)
    {
        var (ka, kb) = (a.Type.Kind, b.Type.Kind);
        if (symbol == "+" && !a.Type.IsMoment && ka != SqlKind.Time && (b.Type.IsMoment || kb == SqlKind.Time))
            return OfMoments(symbol, b, a);
        var sign = symbol == "+" ? 1 : -1;
        return (ka, kb) switch
        {
            (SqlKind.Date, _) when b.Type.IsInteger =>
                Node.Strict(SqlType.Date, a, b, (x, n) => Moments.Add((DateTime)x, new IntervalValue(0, Days(sign * (long)n), 0))),
            (SqlKind.Date, SqlKind.Date) when sign < 0 => Node.Strict(SqlType.Int4, a, b, (x, y) => (long)((DateTime)x - (DateTime)y).Days),
            (SqlKind.Date, SqlKind.Time) when sign > 0 =>
                Node.Strict(SqlType.Timestamp, a, b, (x, y) => (DateTime)x + ((TimeOnly)y).ToTimeSpan()),
            (SqlKind.Date or SqlKind.Timestamp, SqlKind.Interval) =>
                Node.Strict(SqlType.Timestamp, a, b, (x, i) => Moments.Add((DateTime)x, Signed(sign, i))),
            // Days and months are added in local time; without changes of its offset that is the same as in UTC.
            (SqlKind.TimestampTz, SqlKind.Interval) =>
                Node.Strict(SqlType.TimestampTz, a, b, (x, i) => Moments.Add((DateTime)x, Signed(sign, i))),
            (SqlKind.Timestamp, SqlKind.Timestamp) or (SqlKind.TimestampTz, SqlKind.TimestampTz) when sign < 0 =>
                Node.Strict(SqlType.Interval, a, b, (x, y) => Moments.Difference((DateTime)x, (DateTime)y)),
            (SqlKind.Time, SqlKind.Interval) =>
                Node.Strict(SqlType.Time, a, b, (x, i) => ((TimeOnly)x).Add(TimeSpan.FromMicroseconds(Signed(sign, i).Microseconds))),
            (SqlKind.Time, SqlKind.Time) when sign < 0 => Node.Strict(SqlType.Interval, a, b, (x, y) => Between((TimeOnly)x, (TimeOnly)y)),
            (SqlKind.Interval, SqlKind.Interval) => Node.Strict(SqlType.Interval, a, b, (x, y) => Sum((IntervalValue)x, Signed(sign, y))),
            _ => null,
        };
    }

    static Node? Scaled(string symbol, Node a, Node b)
    {
        if (symbol == "*" && a.Type.IsNumber && b.Type.Kind == SqlKind.Interval)
            return Scaled(symbol, b, a);
        if (a.Type.Kind != SqlKind.Interval || !b.Type.IsNumber || symbol != "*")
            return null;
        return Node.Strict(SqlType.Interval, a, b, (x, n) => Times((IntervalValue)x, Comparison.ToDouble(n)));
    }

    static object Times(IntervalValue i, double factor) =>
        factor != Math.Truncate(factor) || Math.Abs(factor) > 1_000_000 || Math.Abs(i.Months * factor) > int.MaxValue
            || Math.Abs(i.Days * factor) > int.MaxValue
        || Math.Abs(i.Microseconds * factor) > long.MaxValue / 2
            ? NoValue.Unknown
            : new IntervalValue((int)(i.Months * factor), (int)(i.Days * factor), i.Microseconds * (long)factor);

    static int Days(long n) => (int)Math.Clamp(n, int.MinValue, int.MaxValue);

    static IntervalValue Signed(int sign, object interval) => sign > 0 ? (IntervalValue)interval : Moments.Negate((IntervalValue)interval);

    static IntervalValue Sum(IntervalValue x, IntervalValue y) =>
        new(x.Months + y.Months, x.Days + y.Days, x.Microseconds + y.Microseconds);

    static IntervalValue Between(TimeOnly x, TimeOnly y) => new(0, 0, (x.Ticks - y.Ticks) / TimeSpan.TicksPerMicrosecond);
}

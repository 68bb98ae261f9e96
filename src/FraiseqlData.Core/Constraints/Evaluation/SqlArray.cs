namespace FraiseqlData.Constraints.Evaluation;

/// <summary>A one-dimensional array, subscripts from 1.</summary>
sealed record SqlArray(IReadOnlyList<object?> Items);

/// <summary>A range in PostgreSQL's canonical form; a bound that is null is infinite.</summary>
sealed record SqlRange(object? Lower, object? Upper, bool LowerInclusive, bool UpperInclusive, bool IsEmpty)
{
    public const string EmptyText = "empty";

    public static SqlRange Empty { get; } = new(null, null, false, false, true);

    /// <summary>Brings the bounds into canonical form: discrete ranges as <c>[lower,upper)</c>, nothing inside as empty.</summary>
    public static object? Create(object? lower, object? upper, bool lowerInclusive, bool upperInclusive, SqlType element)
    {
        if (element.IsInteger || element.Kind == SqlKind.Date)
        {
            if (lower is not null && !lowerInclusive)
                (lower, lowerInclusive) = (Next(lower), true);
            if (upper is not null && upperInclusive)
                (upper, upperInclusive) = (Next(upper), false);
        }
        if (lower is not null && upper is not null)
        {
            if (Comparison.Order(element, element, lower, upper, TimeSpan.Zero) is not { } order)
                return NoValue.Unknown;
            if (order > 0)
                return NoValue.Error;
            if (order == 0 && !(lowerInclusive && upperInclusive))
                return Empty;
        }
        return new SqlRange(lower, upper, lower is not null && lowerInclusive, upper is not null && upperInclusive, false);
    }

    static object Next(object bound) =>
        bound is long n ? n == long.MaxValue ? NoValue.Error : n + 1 : Moments.Shift((DateTime)bound, TimeSpan.FromDays(1));

    public bool? EqualTo(SqlRange other, SqlType element)
    {
        if (IsEmpty || other.IsEmpty)
            return IsEmpty == other.IsEmpty;
        if (LowerInclusive != other.LowerInclusive || UpperInclusive != other.UpperInclusive)
            return false;
        return And(BoundsEqual(Lower, other.Lower, element), BoundsEqual(Upper, other.Upper, element));
    }

    static bool? BoundsEqual(object? a, object? b, SqlType element) =>
        a is null || b is null ? a is null && b is null : Comparison.AreEqual(element, element, a, b, TimeSpan.Zero);

    static bool? And(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    /// <summary>Whether an element lies inside.</summary>
    public bool? Contains(object value, SqlType element)
    {
        if (IsEmpty)
            return false;
        return And(Side(Lower, value, LowerInclusive, element), Side(value, Upper, UpperInclusive, element));
    }

    /// <summary>Whether a point lies in both.</summary>
    public bool? Overlaps(SqlRange other, SqlType element)
    {
        if (IsEmpty || other.IsEmpty)
            return false;
        return And(Side(Lower, other.Upper, LowerInclusive && other.UpperInclusive, element),
            Side(other.Lower, Upper, other.LowerInclusive && UpperInclusive, element));
    }

    static bool? Side(object? low, object? high, bool inclusive, SqlType element) =>
        low is null || high is null ? true
        : Comparison.Order(element, element, low, high, TimeSpan.Zero) is { } order ? order < 0 || order == 0 && inclusive : null;
}

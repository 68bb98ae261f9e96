using FraiseqlData.Constraints.Evaluation;
using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Narrowing;

/// <summary>Turns comparisons with a constant into bounds of the column's own .NET type.</summary>
static class Bounds
{
    /// <summary>The domain of <c>x symbol constant</c>, or null where it is none that a domain can say.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="symbol">One of <c>&lt; &lt;= &gt; &gt;=</c>.</param>
    /// <param name="constant">The constant in the form of the evaluation.</param>
    public static ColumnDomain? Of(SqlType type, string symbol, object constant)
    {
        var isMin = symbol[0] == '>';
        var isExclusive = symbol.Length == 1;
        if (type.IsInteger)
            return Whole(type, isMin, isExclusive, constant);
        IComparable? bound = type.Kind switch
        {
            SqlKind.Numeric or SqlKind.Money => Exact(type, isMin, ref isExclusive, constant),
            SqlKind.Float8 when Comparison.ToDouble(constant) is var d && double.IsFinite(d) => d,
            SqlKind.Float4 when Comparison.ToDouble(constant) is var d && double.IsFinite(d) => Single(d, isMin, ref isExclusive),
            SqlKind.Date when constant is DateTime moment => Day(moment, isMin, ref isExclusive),
            SqlKind.Interval => constant is IntervalValue span ? span : null,
            _ => ToColumn(type, constant) as IComparable,
        };
        if (bound is null or string or bool)
            return null;
        return isMin
            ? new ColumnDomain { Min = bound, MinExclusive = isExclusive }
            : new ColumnDomain { Max = bound, MaxExclusive = isExclusive };
    }

    /// <summary>A value in the column's own .NET type, or null where it has none that a domain can hold.</summary>
    public static object? ToColumn(SqlType type, object value)
    {
        switch (type.Kind)
        {
            case SqlKind.Int2 or SqlKind.Int4 or SqlKind.Int8:
                return Comparison.ToDouble(value) is var d && Math.Abs(d) < 9e18 && Math.Truncate(d) == d
                    && Casts.Number(SqlType.Numeric, type, value) is long n ? Integer(type, n) : null;
            case SqlKind.Numeric or SqlKind.Money:
                return Casts.Number(SqlType.Float8, SqlType.Numeric, value) as decimal?;
            case SqlKind.Float8:
                return Comparison.ToDouble(value);
            case SqlKind.Float4:
                return (float)Comparison.ToDouble(value);
            case SqlKind.Date:
                return value is DateTime day && day == day.Date ? DateOnly.FromDateTime(day) : null;
            case SqlKind.Timestamp:
                return value is DateTime local ? local : null;
            case SqlKind.TimestampTz:
                return value is DateTime utc ? DateTime.SpecifyKind(utc, DateTimeKind.Utc) : null;
            case SqlKind.PaddedText:
                return value is string padded ? padded.TrimEnd(' ') : null;
            case SqlKind.Text or SqlKind.CaselessText or SqlKind.Enum or SqlKind.Bits or SqlKind.Bool or SqlKind.Uuid or SqlKind.Time:
                return value;
            case SqlKind.Range:
                return value is SqlRange { IsEmpty: true } ? SqlRange.EmptyText : null;
            default:
                return null;
        }
    }

    static ColumnDomain? Whole(SqlType type, bool isMin, bool isExclusive, object constant)
    {
        decimal value;
        if (constant is double d)
        {
            if (double.IsNaN(d))
                return null;
            value = (decimal)Math.Clamp(d, -1e20, 1e20);
        }
        else
        {
            value = Comparison.ToDecimal(constant);
        }
        var bound = isMin ? isExclusive ? Math.Floor(value) + 1 : Math.Ceiling(value) : isExclusive ? Math.Ceiling(value) - 1
            : Math.Floor(value);
        var (low, high) = type.Kind switch
        {
            SqlKind.Int2 => (short.MinValue, short.MaxValue),
            SqlKind.Int4 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        if (isMin)
            return bound > high ? new ColumnDomain { IsEmpty = true } : bound <= low ? new ColumnDomain()
                : new ColumnDomain { Min = Integer(type, (long)bound) };
        return bound < low ? new ColumnDomain { IsEmpty = true } : bound >= high ? new ColumnDomain()
            : new ColumnDomain { Max = Integer(type, (long)bound) };
    }

    static IComparable Integer(SqlType type, long n) => type.Kind switch
    {
        SqlKind.Int2 => (IComparable)(short)n,
        SqlKind.Int4 => (int)n,
        _ => n,
    };

    /// <summary>With a known scale an exclusive bound becomes the next value inside.</summary>
    static IComparable? Exact(SqlType type, bool isMin, ref bool isExclusive, object constant)
    {
        if (Casts.Number(SqlType.Float8, SqlType.Numeric, constant) is not decimal value)
            return null;
        if (type.Length < 0 || type.Scale is < 0 or > 20)
            return value;
        if (NumericMath.Truncate(value, type.Scale) is not { } cut)
            return value;
        var step = new decimal(1, 0, 0, false, (byte)type.Scale);
        var isOnGrid = cut == value;
        isExclusive &= isOnGrid;
        var bound = isMin ? cut < value || isExclusive ? cut + step : cut : cut > value || isExclusive ? cut - step : cut;
        isExclusive = false;
        return bound;
    }

    static float Single(double constant, bool isMin, ref bool isExclusive)
    {
        var single = (float)constant;
        if (single == constant)
            return single;
        isExclusive = false;
        return isMin ? single < constant ? MathF.BitIncrement(single) : single : single > constant ? MathF.BitDecrement(single) : single;
    }

    static IComparable? Day(DateTime moment, bool isMin, ref bool isExclusive)
    {
        var day = DateOnly.FromDateTime(moment);
        var hasTime = moment != moment.Date;
        var shift = isMin ? hasTime || isExclusive ? 1 : 0 : isExclusive && !hasTime ? -1 : 0;
        isExclusive = false;
        if (shift > 0 && day == DateOnly.MaxValue || shift < 0 && day == DateOnly.MinValue)
            return null;
        return day.AddDays(shift);
    }
}

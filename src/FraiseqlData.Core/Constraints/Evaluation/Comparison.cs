using System.Text;
using System.Text.Json.Nodes;
using FraiseqlData.Values;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Compares values as PostgreSQL's default operators do.</summary>
static class Comparison
{
    /// <summary>Whether two types can be compared here.</summary>
    public static bool IsKnown(SqlType a, SqlType b) =>
        a.IsNumber && b.IsNumber || a.IsMoment && b.IsMoment || a.IsText && b.IsText
        || a.Kind == b.Kind && a.Kind switch
        {
            SqlKind.Bool or SqlKind.Money or SqlKind.Enum or SqlKind.Time or SqlKind.Interval or SqlKind.Uuid or SqlKind.Bytes or SqlKind.Bits or SqlKind.Json => true,
            SqlKind.Array or SqlKind.Range => IsKnown(a.Element!, b.Element!),
            SqlKind.Composite => a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(p => IsKnown(p.First, p.Second)),
            _ => false,
        };

    /// <summary>Whether two values are equal, or null where that is not known.</summary>
    public static bool? AreEqual(SqlType ta, SqlType tb, object a, object b, TimeSpan offset)
    {
        if (ta.IsText && tb.IsText)
            return TextsEqual(ta, tb, (string)a, (string)b);
        switch (ta.Kind)
        {
            case SqlKind.Json:
                return JsonsEqual(a, b);
            case SqlKind.Range:
                return ((SqlRange)a).EqualTo((SqlRange)b, ta.Element!);
            case SqlKind.Bits:
                return (string)a == (string)b;
            default:
                return Order(ta, tb, a, b, offset) is { } order ? order == 0 : null;
        }
    }

    /// <summary>The order of two values, or null where that is not known.</summary>
    public static int? Order(SqlType ta, SqlType tb, object a, object b, TimeSpan offset)
    {
        if (ta.IsNumber && tb.IsNumber)
            return Numbers(a, b);
        if (ta.IsMoment && tb.IsMoment)
            return ToComparable(ta, tb, (DateTime)a, offset).CompareTo(ToComparable(tb, ta, (DateTime)b, offset));
        if (ta.IsText && tb.IsText)
            return Texts(ta, tb, (string)a, (string)b);
        return ta.Kind switch
        {
            SqlKind.Money => ((decimal)a).CompareTo((decimal)b),
            SqlKind.Bool => ((bool)a).CompareTo((bool)b),
            SqlKind.Enum => EnumOrder(ta, (string)a, (string)b),
            SqlKind.Time => ((TimeOnly)a).CompareTo((TimeOnly)b),
            SqlKind.Interval => ((IntervalValue)a).CompareTo((IntervalValue)b),
            SqlKind.Uuid => string.CompareOrdinal(((Guid)a).ToString(), ((Guid)b).ToString()),
            SqlKind.Bytes => ((byte[])a).AsSpan().SequenceCompareTo((byte[])b),
            SqlKind.Array => Lists(((SqlArray)a).Items, ((SqlArray)b).Items, _ => (ta.Element!, tb.Element!), offset),
            SqlKind.Composite => Lists((object?[])a, (object?[])b, i => (ta.Fields[i], tb.Fields[i]), offset),
            _ => null,
        };
    }

    static int Numbers(object a, object b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (double x, _) => Doubles(x, b is double y ? y : ToDouble(b)),
        (_, double y) => Doubles(ToDouble(a), y),
        _ => ToDecimal(a).CompareTo(ToDecimal(b)),
    };

    // PostgreSQL sorts NaN as the greatest and as equal to itself, .NET as the least.
    static int Doubles(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? double.IsNaN(x).CompareTo(double.IsNaN(y)) : x.CompareTo(y);

    public static decimal ToDecimal(object number) => number is long n ? n : (decimal)number;

    public static double ToDouble(object number) => number switch
    {
        double d => d,
        long n => n,
        decimal m =>
            double.Parse(m.ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    /// <summary>Moments with and without zone meet in UTC.</summary>
    static DateTime ToComparable(SqlType own, SqlType other, DateTime value, TimeSpan offset) =>
        own.Kind != SqlKind.TimestampTz && other.Kind == SqlKind.TimestampTz ? Moments.Shift(value, -offset) : value;

    static bool? TextsEqual(SqlType ta, SqlType tb, string a, string b)
    {
        (a, b) = Trimmed(ta, tb, a, b);
        if (a == b)
            return true;
        if (ta.Order == TextOrder.Nondeterministic || tb.Order == TextOrder.Nondeterministic)
            return null;
        if (ta.Kind != SqlKind.CaselessText && tb.Kind != SqlKind.CaselessText)
            return false;
        return string.Equals(a, b, StringComparison.OrdinalIgnoreCase) ? Ascii.IsValid(a) && Ascii.IsValid(b) ? true : null
            : Ascii.IsValid(a) && Ascii.IsValid(b) ? false : null;
    }

    static (string A, string B) Trimmed(SqlType ta, SqlType tb, string a, string b) =>
        ta.Kind == SqlKind.PaddedText && tb.Kind == SqlKind.PaddedText ? (a.TrimEnd(' '), b.TrimEnd(' ')) : (a, b);

    static int? Texts(SqlType ta, SqlType tb, string a, string b)
    {
        (a, b) = Trimmed(ta, tb, a, b);
        if (a == b)
            return 0;
        if (a.Length == 0 || b.Length == 0)
            return a.Length.CompareTo(b.Length);
        if (ta.Order == TextOrder.Bytes || tb.Order == TextOrder.Bytes)
            return Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
        // Every collation in use orders digits alike.
        return a.All(char.IsAsciiDigit) && b.All(char.IsAsciiDigit) ? string.CompareOrdinal(a, b) : null;
    }

    static int? EnumOrder(SqlType type, string a, string b)
    {
        var (x, y) = (IndexOf(type.Labels, a), IndexOf(type.Labels, b));
        return x < 0 || y < 0 ? null : x.CompareTo(y);
    }

    static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] == label)
                return i;
        }
        return -1;
    }

    static int? Lists(IReadOnlyList<object?> a, IReadOnlyList<object?> b, Func<int, (SqlType, SqlType)> types, TimeSpan offset)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            var (ta, tb) = types(i);
            var order = (a[i], b[i]) switch
            {
                ({ } x, { } y) => Order(ta, tb, x, y, offset) ?? Unequal(ta, tb, x, y, offset),
                // NULL sorts last.
                ({ }, null) => -1,
                (null, null) => 0,
                _ => 1,
            };
            if (order != 0)
                return order;
        }
        return a.Count.CompareTo(b.Count);
    }

    /// <summary>0 where the values are surely equal, null otherwise.</summary>
    static int? Unequal(SqlType ta, SqlType tb, object x, object y, TimeSpan offset) => AreEqual(ta, tb, x, y, offset) == true ? 0 : null;

    static bool? JsonsEqual(object a, object b) => (a, b) switch
    {
        (JsonNull, JsonNull) => true,
        (JsonNode x, JsonNode y) => JsonNode.DeepEquals(x, y),
        _ => false,
    };
}

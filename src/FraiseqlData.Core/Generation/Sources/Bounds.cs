using System.Globalization;
using FraiseqlData.Constraints;

namespace FraiseqlData.Generation.Sources;

/// <summary>Turns a domain's bounds into a space of whole numbers, given what one step of the space is worth.</summary>
static class Bounds
{
    /// <summary>The whole numbers whose values lie within the domain and the type's own limits.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="position">A value's place, in steps; null where the object is no such value.</param>
    /// <param name="low">The type's smallest number.</param>
    /// <param name="high">The type's greatest number.</param>
    public static LongSpace Space(ColumnDomain domain, Func<object, decimal?> position, long low, long high)
    {
        if (domain.Min is { } min && position(min) is { } from)
        {
            var first = decimal.Ceiling(from);
            low = Math.Max(low, Saturate(first == from && domain.MinExclusive ? first + 1 : first));
        }
        if (domain.Max is { } max && position(max) is { } to)
        {
            var last = decimal.Floor(to);
            high = Math.Min(high, Saturate(last == to && domain.MaxExclusive ? last - 1 : last));
        }
        var holes = domain.Refused.Select(position).Where(p => p is { } at && at == decimal.Truncate(at)).Select(p => Saturate(p!.Value));
        return new LongSpace(low, high, holes);
    }

    /// <summary>A number's place in steps of the given size.</summary>
    public static decimal? OfNumber(object value, decimal step)
    {
        try
        {
            return value is string ? null : Convert.ToDecimal(value, CultureInfo.InvariantCulture) / step;
        }
        catch (OverflowException)
        {
            return Convert.ToDouble(value, CultureInfo.InvariantCulture) > 0 ? long.MaxValue : long.MinValue;
        }
    }

    public static long Saturate(decimal value) =>
        value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
}

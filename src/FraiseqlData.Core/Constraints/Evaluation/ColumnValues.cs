using System.Collections;

namespace FraiseqlData.Constraints.Evaluation;

/// <summary>Brings a column's value from its codec's .NET type into the form of the evaluation, rounded as the server stores it.</summary>
static class ColumnValues
{
    public static object Read(SqlType type, object value) => (type.Kind, value) switch
    {
        (SqlKind.Other, _) => NoValue.Unknown,
        (SqlKind.Bool, bool) or (SqlKind.Uuid, Guid) or (SqlKind.Bytes, byte[]) => value,
        (_, long) when type.IsInteger => value,
        (_, short or int or byte) when type.IsInteger => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        (SqlKind.Numeric or SqlKind.Money, decimal m) => NumericMath.Fit(m, type.Length, type.Scale),
        (SqlKind.Float4, float f) => (double)f,
        (SqlKind.Float8, double) => value,
        (SqlKind.Date, DateOnly d) => d.ToDateTime(TimeOnly.MinValue),
        (SqlKind.Timestamp or SqlKind.TimestampTz, DateTime t) => Moments.Round(new DateTime(t.Ticks, DateTimeKind.Unspecified), type.Length),
        (SqlKind.Time, TimeOnly t) => Moments.Round(t, type.Length),
        (SqlKind.Text or SqlKind.CaselessText or SqlKind.PaddedText, string s) =>
            type.Length >= 0 && Texts.Length(s) > type.Length ? NoValue.Unknown : s,
        (SqlKind.Enum, string) => value,
        (_, string s) => LiteralReader.Read(type, s),
        (SqlKind.Array, IList list) => Items(type, list),
        (SqlKind.Composite, IDictionary fields) => Fields(type, [.. type.Labels.Select(l => fields[l])]),
        (SqlKind.Composite, IList list) when list.Count == type.Fields.Count => Fields(type, [.. list.Cast<object?>()]),
        _ => NoValue.Unknown,
    };

    static object Items(SqlType type, IList list)
    {
        if (list is Array { Rank: > 1 } || list.Count > 0 && list[0] is IList and not byte[])
            return NoValue.Unknown;
        var items = list.Cast<object?>().Select(i => i is null ? null : Read(type.Element!, i)).ToList();
        return items.Find(i => i is NoValue) ?? new SqlArray(items);
    }

    static object Fields(SqlType type, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value && (values[i] = Read(type.Fields[i], value)) is NoValue none)
                return none;
        }
        return values;
    }
}

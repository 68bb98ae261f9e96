using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Sources;

/// <summary>Makes sources of listed values, which are typed like the column's vector.</summary>
static class ListSources
{
    /// <summary>The source of the values that a domain allows, or null where it lists none or none is left.</summary>
    public static TypedSource? Allowed(SourceRequest request)
    {
        if (request.Domain.Allowed is not { } allowed)
            return null;
        var values = allowed.Where(v => !request.Domain.Refused.Contains(v)).ToList();
        var source = request with { Name = "list", Reason = Reason(request, "values that a check allows") };
        return values.Count == 0 ? null : values[0] switch
        {
            bool => Of<bool>(source, values),
            short => Of<short>(source, values),
            int => Of<int>(source, values),
            long => Of<long>(source, values),
            float => Of<float>(source, values),
            double => Of<double>(source, values),
            decimal => Of<decimal>(source, values),
            uint => Of<uint>(source, values),
            string => Of(source, values.Cast<string>().DistinctBy(v => v, request.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)),
            Guid => Of<Guid>(source, values),
            DateOnly => Of<DateOnly>(source, values),
            TimeOnly => Of<TimeOnly>(source, values),
            DateTime => Of<DateTime>(source, values),
            byte[] => Of<byte[]>(source, values),
            object?[] => Of<object?[]>(source, values),
            _ => null,
        };
    }

    /// <summary>The labels of an enum but for those that are refused; null for none.</summary>
    public static TypedSource? Labels(SourceRequest request, PgType type)
    {
        var labels = type.Labels.Where(l => !request.Domain.Refused.Contains(l)).ToList();
        return labels.Count == 0 ? null : Of(request with { Name = "enum", Reason = "enum " + type.SqlName }, labels);
    }

    /// <summary>True and false, but for the one that is refused.</summary>
    public static TypedSource? Booleans(SourceRequest request)
    {
        var values = new[] { true, false }.Where(v => !request.Domain.Refused.Contains(v)
            && (request.Domain.Min is not bool min || v.CompareTo(min) >= (request.Domain.MinExclusive ? 1 : 0))
            && (request.Domain.Max is not bool max || v.CompareTo(max) <= (request.Domain.MaxExclusive ? -1 : 0))).ToList();
        return values.Count == 0 ? null : Of(request, values);
    }

    /// <summary>A source of the given values.</summary>
    public static ListSource<T> Of<T>(SourceRequest request, IEnumerable<T> values)
        where T : notnull => new([.. values], request.Key) { Name = request.Name, Reason = request.Reason };

    static ListSource<T> Of<T>(SourceRequest request, IEnumerable<object> values)
        where T : notnull => Of(request, values.OfType<T>().Distinct());

    static string Reason(SourceRequest request, string otherwise) =>
        request.Domain.From.Count > 0 ? $"check \"{string.Join("\", \"", request.Domain.From)}\"" : otherwise;
}

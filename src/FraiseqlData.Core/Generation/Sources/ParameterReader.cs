using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Errors;
using FraiseqlData.Generation.Text;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>Reads the parameters that a generator was given.</summary>
/// <param name="request">What the source is made for.</param>
/// <param name="parameters">The parameters by name.</param>
sealed class ParameterReader(SourceRequest request, IReadOnlyDictionary<string, object?> parameters)
{
    const int Digits = 28;

    readonly TypeCodec _codec = TypeCodecs.For(request.Column);

    public bool Has(string name) => parameters.ContainsKey(name);

    /// <summary>The request with what <c>min</c>, <c>max</c> and the like leave of its domain.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorParameter</c>.</exception>
    public SourceRequest Narrow()
    {
        _ = Share("null_ratio");
        var domain = request.Domain;
        var (min, max) = (Typed("min"), Typed("max"));
        if (min is not null && max is not null && min.GetType() == max.GetType() && min.CompareTo(max) > 0)
            throw Bad("min", $"{Show("min")} is greater than max ({Show("max")})");
        if (min is not null)
            domain = DomainAlgebra.Intersect(domain, new() { Min = min });
        if (max is not null)
            domain = DomainAlgebra.Intersect(domain, new() { Max = max });
        var (shortest, longest) = (Length("min_length"), Length("max_length"));
        if (shortest > longest)
            throw Bad("min_length", $"{shortest} is greater than max_length ({longest})");
        if (shortest is not null)
            domain = domain with { MinLength = Math.Max(domain.MinLength ?? 0, shortest.Value) };
        if (longest is not null)
            domain = domain with { MaxLength = Math.Min(domain.MaxLength ?? int.MaxValue, longest.Value) };
        if (Has("pattern"))
            domain = domain with { Patterns = [.. domain.Patterns, Pattern("pattern")] };
        if (Has("values"))
            domain = domain with { Allowed = Listed("values") };
        return request with { Domain = domain };
    }

    /// <summary>A text that must be given.</summary>
    public string TextOf(string name) => parameters.GetValueOrDefault(name) as string ?? throw Bad(name, "it takes a text");

    /// <summary>A whole number, or null where it is not given.</summary>
    public long? Whole(string name) => Number(name) is not { } number ? null
        : decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue ? (long)number : throw Bad(name, "it takes a whole number");

    /// <summary>A number, or null where it is not given.</summary>
    public double? Real(string name) => Number(name) is { } number ? (double)number : null;

    /// <summary>The value that the column's type takes.</summary>
    public object? Converted(string name, object? value) => Convert(name, value);

    /// <summary>A weight for each of some things that stand in order, or null where none is given.</summary>
    /// <param name="name">The parameter: a list of as many numbers, or a map of names, numbers or ranges of these to weights; others weigh 1.</param>
    /// <param name="things">The things' names; their first three letters will do.</param>
    /// <param name="first">The number of the first thing.</param>
    public double[]? Weights(string name, IReadOnlyList<string> things, int first)
    {
        var given = parameters.GetValueOrDefault(name);
        if (given is null)
            return null;
        if (given is not IReadOnlyDictionary<string, object?> map)
        {
            var list = given is System.Collections.IEnumerable several and not string ? several.Cast<object?>().Select(w => Weight(name, w)).ToArray() : [];
            return list.Length == things.Count ? list : throw Bad(name, string.Create(CultureInfo.InvariantCulture, $"it takes a map, or {things.Count} numbers"));
        }
        var weights = Enumerable.Repeat(1.0, things.Count).ToArray();
        foreach (var (key, weight) in map.OrderBy(m => m.Key.Contains('-', StringComparison.Ordinal) ? 0 : 1))
        {
            var ends = key.Split('-', StringSplitOptions.TrimEntries).Select(k => IndexOf(name, k, things, first)).ToList();
            for (var i = ends[0]; ; i = (i + 1) % things.Count)
            {
                weights[i] = Weight(name, weight);
                if (i == ends[^1])
                    break;
            }
        }
        return weights;
    }

    int IndexOf(string name, string key, IReadOnlyList<string> things, int first)
    {
        const int letters = 3;
        var index = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number - first
            : things.ToList().FindIndex(t => key.Length >= letters && t.StartsWith(key, StringComparison.OrdinalIgnoreCase));
        return index >= 0 && index < things.Count ? index
            : throw Bad(name, $"'{key}' is none of {(int.TryParse(things[0], out _) ? $"{things[0]} to {things[^1]}" : string.Join(", ", things))}");
    }

    double Weight(string name, object? value)
    {
        try
        {
            return value is not null && System.Convert.ToDouble(value, CultureInfo.InvariantCulture) is >= 0 and < double.MaxValue and var weight ? weight : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Bad(name, $"'{value}' is no weight: a number from 0", e);
        }
    }

    /// <summary>A number from 0 to 1, or null where it is not given.</summary>
    public double? Share(string name) => Number(name) is not { } number ? null : number is >= 0 and <= 1 ? (double)number : throw Bad(name, "it takes a number from 0 to 1");

    public FraiseqlDataException Bad(string name, string why, Exception? inner = null) => new(
        "FqGeneratorParameter",
        ErrorKind.InvalidArgument,
        $"The parameter '{name}' of the generator for {request.Table.Name}.{request.Column.Name} is wrong: {why.TrimEnd('.')}.",
        "Correct the parameter.",
        request.Column.Name,
        inner);

    TextPattern Pattern(string name)
    {
        var pattern = new TextPattern(TextOf(name), false, false);
        return PatternMatcher.Of([pattern]) is not null ? pattern : throw Bad(name, $"'{pattern.Regex}' is no regular expression that texts can be made of");
    }

    int? Length(string name) => Whole(name) is not { } length ? null : length is >= 0 and <= int.MaxValue ? (int)length : throw Bad(name, "it takes a length from 0");

    decimal? Number(string name)
    {
        if (!parameters.TryGetValue(name, out var value) || value is null)
            return null;
        try
        {
            return value is double d ? Math.Round((decimal)d, Digits) : System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Bad(name, "it takes a number", e);
        }
    }

    IReadOnlyList<object> Listed(string name)
    {
        var given = parameters[name] is System.Collections.IEnumerable list and not string ? list.Cast<object?>() : throw Bad(name, "it takes a list");
        List<object> values = [.. given.Select(v => Convert(name, v)).OfType<object>()];
        return values.Count > 0 ? values : throw Bad(name, "the list is empty");
    }

    IComparable? Typed(string name) => Has(name) ? Convert(name, parameters[name]) as IComparable : null;

    object? Convert(string name, object? value)
    {
        try
        {
            return _codec.FromUser(value);
        }
        catch (ValueConversionException e)
        {
            throw Bad(name, e.Message, e);
        }
    }

    string Show(string name) => System.Convert.ToString(parameters[name], CultureInfo.InvariantCulture) ?? "";
}

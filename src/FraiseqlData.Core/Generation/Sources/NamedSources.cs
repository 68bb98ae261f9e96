using System.Globalization;
using FraiseqlData.Constraints;
using FraiseqlData.Constraints.Narrowing;
using FraiseqlData.Errors;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Planning;
using FraiseqlData.Values;

namespace FraiseqlData.Generation.Sources;

/// <summary>
/// Makes the sources that overrides ask for by name. <c>min</c>, <c>max</c>, <c>min_length</c>, <c>max_length</c>, <c>pattern</c> and
/// <c>values</c> narrow any generator; <c>start</c> and <c>step</c> belong to <c>sequence</c>, <c>mask</c> to <c>mask</c>,
/// <c>template</c> to <c>template</c>, <c>probability</c> to <c>boolean</c>.
/// </summary>
static class NamedSources
{
    static readonly string[] Narrowing = ["min", "max", "min_length", "max_length", "pattern", "values"];

    static readonly Dictionary<string, string[]> Special = new()
    {
        ["sequence"] = ["start", "step"],
        ["mask"] = ["mask"],
        ["template"] = ["template"],
        ["boolean"] = ["probability"],
    };

    // Made by the type rules; each makes the types of its name alone.
    static readonly string[] ByType =
    [
        "integer", "decimal", "boolean", "date", "timestamp", "time", "interval", "uuid", "text", "bytes", "bits", "json", "xml", "enum", "array", "range",
        "composite", "any",
    ];

    /// <summary>The names of all generators, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Generators.All.Keys.Concat(ByType).Concat(Special.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Makes a source.</summary>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqGeneratorUnknown</c>: no such generator or parameter. <c>FqGeneratorUnsuitable</c>: it cannot make the column's values.
    /// </exception>
    public static ValueSource Source(SourceRequest request, string name, IReadOnlyDictionary<string, object?> parameters)
    {
        var known = Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(request, $"There is no generator '{name}'", NearestNames.Of(name, Names));
        var allowed = Narrowing.Concat(Special.GetValueOrDefault(known, [])).ToList();
        foreach (var parameter in parameters.Keys)
        {
            if (!allowed.Contains(parameter))
            {
                throw Unknown(
                    request,
                    $"The generator '{known}' has no parameter '{parameter}'",
                    NearestNames.Of(parameter, allowed),
                    $"Its parameters are: {string.Join(", ", allowed)}.");
            }
        }
        var narrowed = Narrow(request, parameters) with { Name = known, Reason = "override" };
        var source = narrowed.Domain.Alternatives.Count > 0
            ? AlternativesSource.Of(narrowed, r => Make(r, known, parameters))
            : Make(narrowed, known, parameters);
        return source ?? throw new FraiseqlDataException(
            "FqGeneratorUnsuitable",
            ErrorKind.InvalidArgument,
            $"The generator '{known}' cannot make values for {request.Table.Name}.{request.Column.Name} ({request.Column.SqlType}).",
            "Name a generator of the column's type, or check its parameters against the column's length and constraints.",
            request.Column.Name);
    }

    static TypedSource? Make(SourceRequest request, string name, IReadOnlyDictionary<string, object?> parameters)
    {
        if (ListSources.Allowed(request) is { } listed)
            return listed;
        switch (name)
        {
            case "any":
                return TypeRules.Source(request);
            case "boolean" when parameters.TryGetValue("probability", out var chance):
                return request.Type.Name.Name == "bool" ? BooleanRules.Of(request, (double)Number(request, "probability", chance)) : null;
            case "sequence":
                return Sequence(request, parameters);
            case "mask":
                return Text(request, new MaskText(Required(request, "mask", parameters)));
            case "template":
                return Text(request, Template(request, Required(request, "template", parameters)));
        }
        if (!Generators.All.TryGetValue(name, out var generator))
            return TypeRules.Source(request) is { } source && source.Name == name ? source : null;
        return generator.Make(request) ?? (parameters.Keys.Any(p => p is "min" or "max") ? Numbers.Source(request, null) ?? Dates.Source(request, null) : null);
    }

    static TypedSource? Text(SourceRequest request, TextSpace space) =>
        Texts.IsText(request.Type) ? Texts.Source(request, Texts.ShapeOf(request), space) : null;

    static TypedSource? Sequence(SourceRequest request, IReadOnlyDictionary<string, object?> parameters)
    {
        long? start = parameters.TryGetValue("start", out var first) ? (long)Number(request, "start", first) : null;
        var step = parameters.TryGetValue("step", out var by) ? (long)Number(request, "step", by) : 1;
        SequenceSource<T> Of<T>(Func<long, T> convert)
            where T : notnull => new(start, step, convert) { Name = request.Name, Reason = request.Reason };
        return request.Type.Name.Name switch
        {
            "int2" => Of(n => checked((short)n)),
            "int4" => Of(n => checked((int)n)),
            "int8" => Of(n => n),
            "numeric" => Of(n => (decimal)n),
            _ => Texts.IsText(request.Type) ? Of(n => n.ToString(CultureInfo.InvariantCulture)) : null,
        };
    }

    static SourceRequest Narrow(SourceRequest request, IReadOnlyDictionary<string, object?> parameters)
    {
        var domain = request.Domain;
        var codec = TypeCodecs.For(request.Column);
        foreach (var (name, value) in parameters)
        {
            domain = name switch
            {
                "min" => Typed(name, value) is IComparable min ? DomainAlgebra.Intersect(domain, new() { Min = min }) : domain,
                "max" => Typed(name, value) is IComparable max ? DomainAlgebra.Intersect(domain, new() { Max = max }) : domain,
                "min_length" => domain with { MinLength = Math.Max(domain.MinLength ?? 0, (int)Number(request, name, value)) },
                "max_length" => domain with { MaxLength = Math.Min(domain.MaxLength ?? int.MaxValue, (int)Number(request, name, value)) },
                "pattern" => domain with { Patterns = [.. domain.Patterns, new TextPattern(Required(request, name, parameters), false, false)] },
                "values" => domain with { Allowed = [.. Listed(name, value).Select(v => Typed(name, v)).OfType<object>()] },
                _ => domain,
            };
        }
        return request with { Domain = domain };

        IEnumerable<object?> Listed(string parameter, object? given) =>
            given is System.Collections.IEnumerable list and not string ? list.Cast<object?>() : throw Bad(request, parameter, "it takes a list");

        object? Typed(string parameter, object? given)
        {
            try
            {
                return codec.FromUser(given);
            }
            catch (ValueConversionException e)
            {
                throw Bad(request, parameter, e.Message, e);
            }
        }
    }

    static string Required(SourceRequest request, string parameter, IReadOnlyDictionary<string, object?> parameters) =>
        parameters.GetValueOrDefault(parameter) as string ?? throw Bad(request, parameter, "it takes a text");

    static TemplateText Template(SourceRequest request, string template)
    {
        try
        {
            return new TemplateText(template);
        }
        catch (FormatException e)
        {
            throw Bad(request, "template", e.Message, e);
        }
    }

    static decimal Number(SourceRequest request, string parameter, object? value)
    {
        try
        {
            return Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Bad(request, parameter, "it takes a number", e);
        }
    }

    static FraiseqlDataException Bad(SourceRequest request, string parameter, string why, Exception? inner = null) => new(
        "FqGeneratorParameter",
        ErrorKind.InvalidArgument,
        $"The parameter '{parameter}' of the generator for {request.Table.Name}.{request.Column.Name} is wrong: {why}.",
        "Correct the parameter in the override.",
        request.Column.Name,
        inner);

    static FraiseqlDataException Unknown(SourceRequest request, string what, IReadOnlyList<string> nearest, string? otherwise = null) => new(
        "FqGeneratorUnknown",
        ErrorKind.NotFound,
        $"{what} (for {request.Table.Name}.{request.Column.Name}).",
        nearest.Count > 0
            ? $"Did you mean {string.Join(" or ", nearest.Select(n => "'" + n + "'"))}?"
            : otherwise ?? "Name one of the generators that are listed, or use a constant, a list or a script block.",
        request.Column.Name);
}

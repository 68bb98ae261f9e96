using System.Globalization;
using FraiseqlData.Errors;
using FraiseqlData.Generation.Rules;
using FraiseqlData.Generation.Text;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation.Sources;

/// <summary>Makes the sources that are asked for by name; their parameters are those of <see cref="GeneratorParameters"/>.</summary>
static class NamedSources
{
    /// <summary>The id of the error of a generator that cannot make a column's values.</summary>
    public const string Unsuitable = "FqGeneratorUnsuitable";

    // Made by the type rules; each makes the types of its name alone.
    static readonly string[] ByType =
    [
        "integer", "decimal", "boolean", "date", "timestamp", "time", "interval", "uuid", "text", "bytes", "bits", "json", "xml", "enum", "array", "range",
        "composite", "any",
    ];

    /// <summary>The names of all generators, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Generators.All.Keys.Concat(ByType).Concat(GeneratorParameters.Special.Keys).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Makes a source.</summary>
    /// <exception cref="FraiseqlDataException">
    /// <c>FqGeneratorUnknown</c>: no such generator or parameter. <c>FqGeneratorUnsuitable</c>: it cannot make the column's values.
    /// </exception>
    public static ValueSource Source(SourceRequest request, string name, IReadOnlyDictionary<string, object?> parameters)
    {
        if (name.Replace("_", "-", StringComparison.Ordinal).Equals("log-normal", StringComparison.OrdinalIgnoreCase))
            name = "lognormal";
        var known = Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Unknown(request, $"There is no generator '{name}'", NearestNames.Of(name, Names.Concat(request.Options.Custom)));
        var allowed = GeneratorParameters.Of(known).Select(p => p.Key).ToList();
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
        var reader = new ParameterReader(request, Season.IsName(known) ? Season.Bounded(request, parameters) : parameters);
        var narrowed = reader.Narrow() with { Name = known };
        var source = narrowed.Domain.Alternatives.Count > 0
            ? AlternativesSource.Of(narrowed, r => Make(r, known, reader))
            : Make(narrowed, known, reader);
        return source ?? throw new FraiseqlDataException(
            Unsuitable,
            ErrorKind.InvalidArgument,
            $"The generator '{known}' cannot make values for {request.Table.Name}.{request.Column.Name} ({request.Column.SqlType}).",
            "Name a generator of the column's type, or check its parameters against the column's length and constraints.",
            request.Column.Name);
    }

    static TypedSource? Make(SourceRequest request, string name, ParameterReader parameters)
    {
        if (ListSources.Allowed(request) is { } listed)
            return listed;
        switch (name)
        {
            case var _ when Spread.IsName(name):
                return Spread.Source(request, name, parameters);
            case var _ when Season.IsName(name):
                return Season.Source(request, parameters);
            case "any":
                return TypeRules.Source(request);
            case "boolean" when parameters.Share("probability") is { } chance:
                return request.Type.Name.Name == "bool" ? BooleanRules.Of(request, chance) : null;
            case "sequence":
                return Sequence(request, parameters);
            case "mask":
                return Text(request, new MaskText(parameters.TextOf("mask")));
            case "template":
                return Text(request, Template(parameters));
        }
        if (!Generators.All.TryGetValue(name, out var generator))
            return TypeRules.Source(request) is { } source && source.Name == name ? source : null;
        return generator.Make(request) ?? (parameters.Has("min") || parameters.Has("max") ? Numbers.Source(request, null) ?? Dates.Source(request, null) : null);
    }

    static TypedSource? Text(SourceRequest request, TextSpace space) =>
        Texts.IsText(request.Type) ? Texts.Source(request, Texts.ShapeOf(request), space) : null;

    static TypedSource? Sequence(SourceRequest request, ParameterReader parameters)
    {
        var start = parameters.Whole("start");
        var step = parameters.Whole("step") ?? 1;
        if (step == 0)
            throw parameters.Bad("step", "it is 0");
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

    static TemplateText Template(ParameterReader parameters)
    {
        try
        {
            return new TemplateText(parameters.TextOf("template"));
        }
        catch (FormatException e)
        {
            throw parameters.Bad("template", e.Message, e);
        }
    }

    static FraiseqlDataException Unknown(SourceRequest request, string what, IReadOnlyList<string> nearest, string? otherwise = null) => new(
        "FqGeneratorUnknown",
        ErrorKind.NotFound,
        $"{what} (for {request.Table.Name}.{request.Column.Name}).",
        nearest.Count > 0
            ? $"Did you mean {string.Join(" or ", nearest.Select(n => "'" + n + "'"))}?"
            : otherwise ?? "Name one of the generators that are listed, or use a constant, a list or a script block.",
        $"{request.Table.Name}.{request.Column.Name}");
}

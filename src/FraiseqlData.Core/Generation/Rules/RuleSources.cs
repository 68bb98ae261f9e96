using FraiseqlData.Generation.Sources;
using FraiseqlData.Schema;

namespace FraiseqlData.Generation.Rules;

/// <summary>Chooses a source by the column's name, where a rule is met and its generator can make the type.</summary>
static class RuleSources
{
    // What a name meets less well says little.
    const int MostTried = 8;

    static readonly RuleMatcher Matcher = new(NameRules.All);

    /// <summary>The source of the best rule that suits, or null.</summary>
    public static TypedSource? Source(SourceRequest request)
    {
        if (request.Type.Kind == PgTypeKind.Array)
            return Array(request);
        if (request.Type.Kind != PgTypeKind.Base)
            return null;
        if (BooleanRules.Source(request) is { } flag)
            return flag;
        foreach (var match in Matcher.Find(request.Table, request.Column.Name).Take(MostTried))
        {
            var generator = Generators.All[match.Rule.Generator];
            if (generator.Make(request with { Name = generator.Name, Reason = $"name '{match.Name}'" }) is { } source)
                return source;
        }
        return null;
    }

    static TypedSource? Array(SourceRequest request)
    {
        var elements = request.Part(request.Column.Name, request.Type.Element!, request.Modifier);
        return elements.Type.Kind == PgTypeKind.Base && elements.Type.Name.Name != "bool" && Source(elements) is { } element
            ? TypeRules.ArrayOf(request, element)
            : null;
    }
}

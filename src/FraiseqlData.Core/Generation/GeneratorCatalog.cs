using FraiseqlData.Errors;
using FraiseqlData.Generation.Sources;
using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>A generator, for people.</summary>
/// <param name="Name">The name that overrides, templates and rules use.</param>
/// <param name="Kind">built-in, script or .NET.</param>
/// <param name="Types">The types of columns that it makes values for, as PostgreSQL names them; <c>any</c> where the values decide.</param>
/// <param name="Parameters">Its parameters, its own first.</param>
/// <param name="Source">Where a generator of the user's comes from; empty for a built-in one.</param>
public sealed record GeneratorInfo(string Name, string Kind, IReadOnlyList<string> Types, IReadOnlyList<GeneratorParameter> Parameters, string Source);

/// <summary>A parameter of a generator.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it says; empty where nothing is known.</param>
public sealed record GeneratorParameter(string Name, string Meaning)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The generators that can be asked for by name.</summary>
public static class GeneratorCatalog
{
    /// <summary>The built-in generators, in the order of their names.</summary>
    public static IReadOnlyList<GeneratorInfo> BuiltIn() => [.. GeneratorTypes.Of(NamedSources.Names)
        .Select(g => new GeneratorInfo(g.Name, "built-in", g.Types, [.. GeneratorParameters.Of(g.Name).Select(p => new GeneratorParameter(p.Key, p.Value))], ""))];

    /// <summary>What is to be said of a generator of the user's.</summary>
    public static GeneratorInfo Describe(CustomGenerator generator) => new(
        generator.Name, generator.Script is null ? ".NET" : "script", ["any"], [.. (generator.Parameters ?? []).Select(p => new GeneratorParameter(p, ""))], generator.Source);

    /// <summary>Refuses a generator whose name is no word, or a built-in generator's.</summary>
    /// <exception cref="FraiseqlDataException"><c>FqGeneratorNameInvalid</c>, <c>FqGeneratorNameTaken</c>.</exception>
    public static void Check(CustomGenerator generator)
    {
        _ = SeedPlan.Create().WithGenerator(generator);
        if (SourceCatalog.IsName(generator.Name))
            throw GenerationErrors.GeneratorNameTaken(generator.Name);
    }
}

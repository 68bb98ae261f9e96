namespace FraiseqlData.Generation.Rules;

/// <summary>All generators by name.</summary>
static class Generators
{
    public static IReadOnlyDictionary<string, Generator> All { get; } = new[]
    {
        NameGenerators.All, PlaceGenerators.All, Nations.Generators, WordGenerators.All, CodeGenerators.All, ThingGenerators.All, WorkGenerators.All,
        NumberGenerators.All, DateGenerators.All, JsonGenerators.All, [ThingNames.Generator],
    }.SelectMany(g => g).ToDictionary(g => g.Name, StringComparer.Ordinal);
}

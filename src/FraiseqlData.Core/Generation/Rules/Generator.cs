using FraiseqlData.Generation.Sources;

namespace FraiseqlData.Generation.Rules;

/// <summary>Makes sources under a name that rules and users refer to.</summary>
/// <param name="Name">The name.</param>
/// <param name="Make">Makes a source for a column, or gives null where the column's type or domain does not suit.</param>
sealed record Generator(string Name, Func<SourceRequest, TypedSource?> Make);

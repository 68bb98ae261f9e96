using System.Collections.Immutable;

namespace FraiseqlData.Planning;

/// <summary>A parent that meets conditions, for a column of a foreign key; the key's other columns follow.</summary>
/// <param name="Target">The table that the foreign key refers to, with or without schema; or the key of an entry of the plan for that table, whose rows alone are meant.</param>
public sealed record ReferenceOverride(string Target) : ColumnOverride
{
    /// <summary>What the parent's columns have to be, by name: a value, a list of values, or null for NULL.</summary>
    public IReadOnlyDictionary<string, object?> Where { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>How each row picks one of the parents that are left.</summary>
    public ParentChoice Pick { get; init; }

    /// <summary>For <see cref="ParentChoice.Zipf"/>: how much more popular the first parents are; above 0, at most 10.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>For <see cref="ParentChoice.Weighted"/>: the parents' column that holds their weights, or null.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>For <see cref="ParentChoice.Weighted"/>: a weight for each parent that is left, in their order; or null.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Whether rows are meant that the table held before the run, though the plan adds some.</summary>
    public bool IsExisting { get; init; }
}

/// <summary>How rows pick their parents.</summary>
public enum ParentChoice
{
    /// <summary>Every parent equally often, by chance; more parents move picks only to the new ones.</summary>
    Uniform,
    /// <summary>The parents in turn.</summary>
    RoundRobin,
    /// <summary>The first parents most often, as popularity is spread: the n-th about n^-exponent as often as the first.</summary>
    Zipf,
    /// <summary>Every parent at most once, in a scattered order.</summary>
    EachOnce,
    /// <summary>By the parents' weights.</summary>
    Weighted,
}

using System.Collections.Immutable;

namespace FraiseqlData.Planning;

/// <summary>One wish of a plan: so many rows in each table that a pattern names.</summary>
public sealed record PlanEntry
{
    /// <summary>The greatest count of an entry: what a result can number.</summary>
    public const long MaxCount = 100_000_000_000;

    /// <summary>A table name, with wildcards (<c>*</c>, <c>?</c>) and a schema if wanted. Double quotes protect dots and wildcards in names.</summary>
    public required string Pattern { get; init; }

    /// <summary>Patterns of tables that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How many rows each table gets, from 1 to <see cref="MaxCount"/>.</summary>
    public long Count { get; init; } = 10;

    /// <summary>Whether fewer rows are fine where no more fit. The count of a pattern with wildcards always means that.</summary>
    public bool IsAsManyAsFit { get; init; }

    /// <summary>A name for this entry, unique in the plan, or null.</summary>
    public string? Key { get; init; }

    /// <summary>What columns get instead of generated values, by column name.</summary>
    public IReadOnlyDictionary<string, ColumnOverride> Overrides { get; init; } = ImmutableDictionary<string, ColumnOverride>.Empty;

    internal bool IsNamed(string keyOrPattern) =>
        string.Equals(Key, keyOrPattern, StringComparison.OrdinalIgnoreCase) || string.Equals(Pattern, keyOrPattern, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using FraiseqlData.Trinity;

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

    /// <summary>How many rows each table gets, from 1 to <see cref="MaxCount"/>; with a <see cref="Hierarchy"/> also 0, for as many as that has.</summary>
    public long Count { get; init; } = 10;

    /// <summary>Whether fewer rows are fine where no more fit. The count of a pattern with wildcards always means that.</summary>
    public bool IsAsManyAsFit { get; init; }

    /// <summary>How many rows each parent gets, in the place of <see cref="Count"/>, which does not matter then; null for a count.</summary>
    public PerParent? PerParent { get; init; }

    /// <summary>How the rows of a table that refers to itself form trees; null for trees of any shape.</summary>
    public Hierarchy? Hierarchy { get; init; }

    /// <summary>The share of NULLs, from 0 to 1, by column name; a name with wildcards is for all nullable columns that it matches.</summary>
    public IReadOnlyDictionary<string, double> NullRatios { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The locale of names and addresses of its tables, one or a mix of several; null for the plan's.</summary>
    public LocaleMix? Locale { get; init; }

    /// <summary>A name for this entry, unique in the plan, or null.</summary>
    public string? Key { get; init; }

    /// <summary>What columns get instead of generated values, by column name.</summary>
    public IReadOnlyDictionary<string, ColumnOverride> Overrides { get; init; } = ImmutableDictionary<string, ColumnOverride>.Empty;

    /// <summary>Columns that sum the table's children up when all rows are written, by column name. They hold for all rows of the table in a run.</summary>
    public IReadOnlyDictionary<string, Rollup> Rollups { get; init; } = ImmutableDictionary<string, Rollup>.Empty;

    /// <summary>How many rows, in words.</summary>
    internal string Amount => PerParent?.ToString() ?? Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The table's code in pattern UUIDs, six decimal digits, or null; only for an entry that names one table.</summary>
    public string? TableCode { get; init; }

    /// <summary>What the table's uuid key is made of, or null for what the plan says.</summary>
    public UuidStrategy? UuidStrategy { get; init; }

    /// <summary>The template of the table's identifiers, or null for what the plan says.</summary>
    public string? IdentifierTemplate { get; init; }

    internal bool IsNamed(string keyOrPattern) =>
        string.Equals(Key, keyOrPattern, StringComparison.OrdinalIgnoreCase) || string.Equals(Pattern, keyOrPattern, StringComparison.OrdinalIgnoreCase);
}

namespace FraiseqlData.Staging;

/// <summary>Which staging schema is meant, and what it is for.</summary>
public sealed record StagingOptions
{
    /// <summary>The staging schema, or null for <c>staging</c>, else <c>prep_seed</c>, else a new <c>staging</c>.</summary>
    public string? StagingSchema { get; init; }

    /// <summary>The resolver of all tables, with or without schema; null for <c>fn_resolve_all_staging</c>, else one for each table.</summary>
    public string? ResolveFunction { get; init; }

    /// <summary>The production schemas; empty for all.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>The production tables that are asked for, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>What resolvers do with rows that are there already, or null for what they do now, else nothing.</summary>
    public StagingConflict? Conflict { get; init; }

    /// <summary>Whether tables and functions that were not generated are taken over.</summary>
    public bool Force { get; init; }
}

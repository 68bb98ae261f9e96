using FraiseqlData.Schema;

namespace FraiseqlData.Staging;

/// <summary>How much it matters that staging and production differ.</summary>
public enum StagingSeverity
{
    /// <summary>Staging works, but is not what Sync-FqStagingSchema would make of it.</summary>
    Information,
    /// <summary>Rows of the table cannot go by way of staging.</summary>
    Error,
}

/// <summary>One way in which a staging schema does not fit production.</summary>
public sealed record StagingFinding
{
    /// <summary>The production table; the staging table where there is none any more; null where all are concerned.</summary>
    public QualifiedName? Table { get; init; }

    /// <summary>The column of the staging table, or null where the table itself is meant.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// What is not right, in one stable word: <c>SchemaMissing</c>, <c>TableMissing</c>, <c>TableAmbiguous</c>, <c>TableObsolete</c>, <c>TableRenamed</c>, <c>ColumnMissing</c>,
    /// <c>ColumnObsolete</c>, <c>ColumnRequired</c>, <c>TypeDiffers</c>, <c>KeyMissing</c>, <c>PrivilegeMissing</c>, <c>ResolverMissing</c>, <c>ResolverUncallable</c>, <c>ResolverOutdated</c>.
    /// </summary>
    public required string Rule { get; init; }

    /// <summary>How much it matters.</summary>
    public required StagingSeverity Severity { get; init; }

    /// <summary>What is not right, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The severity and what is not right.</summary>
    public override string ToString() => $"{Severity}: {Message}";
}

/// <summary>What a review of a staging schema has found.</summary>
/// <param name="StagingSchema">The staging schema, or null where there is none.</param>
/// <param name="Findings">What does not fit, production tables by name.</param>
public sealed record StagingReport(string? StagingSchema, IReadOnlyList<StagingFinding> Findings)
{
    /// <summary>Whether rows of all tables that were asked for can go by way of staging.</summary>
    public bool IsComplete => Findings.All(f => f.Severity == StagingSeverity.Information);
}

using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>How much a deviation from the Trinity pattern matters.</summary>
public enum TrinitySeverity
{
    /// <summary>A convention is not kept; everything works.</summary>
    Information,
    /// <summary>The pattern promises something that the table does not hold to.</summary>
    Warning,
    /// <summary>The table does not follow the pattern: one of its three columns is missing or of another kind.</summary>
    Error,
}

/// <summary>One way in which a table deviates from the Trinity pattern.</summary>
public sealed record TrinityFinding
{
    /// <summary>The table.</summary>
    public required QualifiedName Table { get; init; }

    /// <summary>The column, or null where the table itself is meant.</summary>
    public string? Column { get; init; }

    /// <summary>What is not kept, in one stable word: <c>KeyMissing</c>, <c>IdNotUnique</c>, <c>ForeignKeyUndeclared</c> ...</summary>
    public required string Rule { get; init; }

    /// <summary>How much it matters.</summary>
    public required TrinitySeverity Severity { get; init; }

    /// <summary>What deviates, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The statements that mend it, to be carried out in the order of the findings; null where only its owner can say what is right.</summary>
    public string? Ddl { get; init; }

    /// <summary>The severity, the place and what deviates.</summary>
    public override string ToString() => $"{Severity}: {Message}";
}

using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>What a UUID of FraiseQL's family says.</summary>
public sealed record DecodedUuid
{
    /// <summary>The UUID.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>
    /// Which member of the family writes such UUIDs: <c>fraiseql-uuid</c> (and this module), <c>fraiseql-data</c> (the same form with a code of
    /// hexadecimal digits, from the md5 of the table's name), <c>printoptim</c> (the original form, no valid version 4) or <c>semis</c> (version 8).
    /// </summary>
    public required string Family { get; init; }

    /// <summary>The table's code: six characters; eight in the family semis.</summary>
    public required string TableCode { get; init; }

    /// <summary>The table that has the code, where that is known.</summary>
    public QualifiedName? Table { get; init; }

    /// <summary>0 to 99, or null where the form has none.</summary>
    public int? SeedDir { get; init; }

    /// <summary>0 to 9,999, or null where the form has none.</summary>
    public int? Function { get; init; }

    /// <summary>0 to 9,999; to 65,535 in the family semis.</summary>
    public required int Scenario { get; init; }

    /// <summary>0 to 99, or null where the form has none.</summary>
    public int? TestCase { get; init; }

    /// <summary>The number of the row within its table.</summary>
    public required long Instance { get; init; }

    /// <summary>The table and the instance.</summary>
    public override string ToString() => $"{Table?.ToString() ?? TableCode} {Instance}";
}

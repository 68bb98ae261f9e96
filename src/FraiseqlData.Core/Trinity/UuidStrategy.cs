namespace FraiseqlData.Trinity;

/// <summary>What the uuid keys of rows are made of.</summary>
public enum UuidStrategy
{
    /// <summary>Pattern UUIDs: table, seed directory, function, scenario, test case and instance, readable at sight and in increasing order.</summary>
    Pattern,
    /// <summary>Random UUIDs (RFC 9562 version 4), the same for the same seed.</summary>
    Random,
    /// <summary>Ordered UUIDs (RFC 9562 version 7): the plan's reference date, a millisecond more for each row, then random bits.</summary>
    Version7,
}

namespace FraiseqlData.Module;

/// <summary>What uuid keys are made of.</summary>
public enum FqUuidStrategy
{
    /// <summary>Pattern UUIDs.</summary>
    Pattern,
    /// <summary>Random UUIDs, the same for the same seed.</summary>
    Random,
    /// <summary>Ordered UUIDs of version 7, which do not depend on the clock.</summary>
    Version7,
}

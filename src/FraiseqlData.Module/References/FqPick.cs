namespace FraiseqlData.Module;

/// <summary>How rows pick their parents.</summary>
public enum FqPick
{
    /// <summary>Every parent equally often, by chance.</summary>
    Uniform,
    /// <summary>The parents in turn.</summary>
    RoundRobin,
    /// <summary>The first parents most often, as popularity is spread.</summary>
    Zipf,
    /// <summary>Every parent at most once.</summary>
    EachOnce,
    /// <summary>By weights.</summary>
    Weighted,
}

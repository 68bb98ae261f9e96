namespace FraiseqlData.Module;

/// <summary>Which instances rows may have.</summary>
public enum FqInstanceRange
{
    /// <summary>Test data as long as the rows fit, then from 1,000,000.</summary>
    Auto,
    /// <summary>1 to 1,000.</summary>
    Baseline,
    /// <summary>1,001 to 999,999.</summary>
    TestData,
    /// <summary>From 1,000,000.</summary>
    Runtime,
}

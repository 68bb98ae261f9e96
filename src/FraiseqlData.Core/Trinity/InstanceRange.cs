namespace FraiseqlData.Trinity;

/// <summary>Which instances rows may have.</summary>
public enum InstanceRange
{
    /// <summary>Test data as long as the rows fit, then from <see cref="InstanceRanges.FirstRuntime"/>.</summary>
    Auto,
    /// <summary>1 to 1,000: the rows that all test data builds on.</summary>
    Baseline,
    /// <summary>1,001 to 999,999.</summary>
    TestData,
    /// <summary>From 1,000,000.</summary>
    Runtime,
}

/// <summary>The bounds of the ranges, as fraiseql-data has them.</summary>
static class InstanceRanges
{
    /// <summary>The last instance of the baseline.</summary>
    public const long LastBaseline = 1_000;

    /// <summary>The first instance that is made at run time.</summary>
    public const long FirstRuntime = 1_000_000;

    /// <summary>The first and the last instance of a range for a table; tables that do not follow the Trinity pattern have no baseline and begin at 1.</summary>
    public static (long First, long Last) BoundsOf(InstanceRange range, bool isTrinity) => range switch
    {
        InstanceRange.Baseline => (1, LastBaseline),
        InstanceRange.Runtime => (FirstRuntime, PatternUuid.MaxInstance),
        InstanceRange.TestData => (LastBaseline + 1, FirstRuntime - 1),
        _ => (isTrinity ? LastBaseline + 1 : 1, FirstRuntime - 1),
    };

    /// <summary>The share of one of several workers: as many instances as each other's.</summary>
    public static (long First, long Last) ShareOf((long First, long Last) bounds, int worker, int workers)
    {
        var size = (bounds.Last - bounds.First + 1) / workers;
        return (bounds.First + (worker - 1) * size, bounds.First + worker * size - 1);
    }
}

namespace FraiseqlData.Module;

/// <summary>What becomes of indexes and foreign keys while a table is loaded.</summary>
public enum FqLoadStrategy
{
    /// <summary>Decided table by table.</summary>
    Auto,
    /// <summary>They stay.</summary>
    KeepIndexes,
    /// <summary>They are dropped and built anew wherever that can be done.</summary>
    Rebuild,
}

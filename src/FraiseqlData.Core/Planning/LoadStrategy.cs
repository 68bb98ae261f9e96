using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>What becomes of indexes and foreign keys while a table is loaded.</summary>
public enum LoadStrategy
{
    /// <summary>Decided table by table: rebuilt where many rows go into an empty table and nothing speaks against it.</summary>
    Auto,
    /// <summary>They stay; the server keeps them up to date row by row.</summary>
    KeepIndexes,
    /// <summary>They are dropped and built anew wherever that can be done at all, whatever the number of rows.</summary>
    Rebuild,
}

/// <summary>How a run treats the indexes and foreign keys of one table.</summary>
/// <param name="Table">The table.</param>
/// <param name="IsRebuilt">Whether some are dropped before the table is loaded and built anew behind its rows.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record TableLoadPlan(QualifiedName Table, bool IsRebuilt, string Reason)
{
    /// <summary>The indexes and foreign keys of a table that is rebuilt which stay all the same, each with the reason.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>The tables that no other session can read until the run ends.</summary>
    public IReadOnlyList<QualifiedName> Locked { get; init; } = [];

    /// <summary>The statements before the table's rows are written.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The statements behind them. A key that a table drops for another may come back with a later table.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The table and what is done, in words.</summary>
    public override string ToString() => $"{Table}: {(IsRebuilt ? "indexes are rebuilt" : "indexes are kept")} ({Reason})";
}

namespace FraiseqlData.Loading;

/// <summary>What became of a table, or a script, of a baseline.</summary>
/// <param name="Name">The table, or the script's name.</param>
/// <param name="Rows">How many rows the baseline has; of a script, how many were inserted.</param>
/// <param name="IsInserted">Whether they were inserted now; otherwise they were there already.</param>
public sealed record BaselineResult(string Name, long Rows, bool IsInserted)
{
    /// <summary>The table and what became of it in words.</summary>
    public override string ToString() => $"{Name}: {Rows} rows {(IsInserted ? "inserted" : "there already")}";
}

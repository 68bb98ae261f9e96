using FraiseqlData.Schema;

namespace FraiseqlData.Trinity;

/// <summary>What a review of tables has found.</summary>
/// <param name="Tables">The tables that were held to the pattern: those that mean to follow it, and those that were named.</param>
/// <param name="Others">Tables that were passed over, since they do not mean to follow it.</param>
/// <param name="Findings">Every deviation, table by table, in the order in which their statements have to be carried out.</param>
public sealed record TrinityReport(IReadOnlyList<Table> Tables, IReadOnlyList<Table> Others, IReadOnlyList<TrinityFinding> Findings)
{
    /// <summary>Whether there is a table that was held to the pattern, and no finding that is more than information.</summary>
    public bool IsTrinity => Tables.Count > 0 && Findings.All(f => f.Severity == TrinitySeverity.Information);
}

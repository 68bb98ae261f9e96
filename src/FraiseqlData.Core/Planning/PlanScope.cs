using FraiseqlData.Schema;

namespace FraiseqlData.Planning;

/// <summary>The tables that may get rows, before it is settled which do.</summary>
/// <param name="Schema">The database.</param>
/// <param name="Wanted">The tables that the plan's entries mean.</param>
/// <param name="Ancestors">All tables that these refer to, directly or not, and that can be filled.</param>
public sealed record PlanScope(DatabaseSchema Schema, IReadOnlyList<Table> Wanted, IReadOnlyList<Table> Ancestors)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<Table> All { get; } = Array.AsReadOnly([.. Wanted, .. Ancestors]);
}

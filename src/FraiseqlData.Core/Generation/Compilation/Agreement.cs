using FraiseqlData.Planning;

namespace FraiseqlData.Generation;

/// <summary>What the parents of one row have to agree on: a column that is part of several keys, or should agree on: an ancestor of several.</summary>
/// <param name="Number">Tells the agreements of a table apart: a column's index, ancestors behind them by importance.</param>
/// <param name="Ancestor">The ancestor, or null for a column.</param>
sealed record Agreement(int Number, SharedAncestor? Ancestor)
{
    /// <summary>Whether the database itself demands it.</summary>
    public bool IsRequired => Ancestor is null;
}

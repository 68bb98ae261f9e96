using FraiseqlData.Constraints.Relations;
using FraiseqlData.Schema;

namespace FraiseqlData.Constraints;

/// <summary>What a table's CHECK constraints, and those of its columns' domains, mean for the rows to be made.</summary>
/// <param name="Domains">By column name: what is left of each column's values; columns about which nothing is known are missing.</param>
/// <param name="RowChecks">Conditions that narrowing does not settle completely; each is evaluated on the finished row.</param>
/// <param name="ServerChecks">Constraints that cannot be evaluated here (functions, operators or types not understood): only the server
/// can judge them.</param>
sealed record TableConstraints(
    IReadOnlyDictionary<string, ColumnDomain> Domains,
    IReadOnlyList<RowCheck> RowChecks,
    IReadOnlyList<CheckConstraint> ServerChecks)
{
    /// <summary>
    /// Every condition that can be evaluated here, those that the domains settle included: for values that did not come out of the domains
    /// (overrides).
    /// </summary>
    public IReadOnlyList<RowCheck> AllChecks { get; init; } = RowChecks;

    /// <summary>Constraints that refuse every row (<c>CHECK (false)</c>, contradictions that NULL does not escape).</summary>
    public IReadOnlyList<CheckConstraint> Impossible { get; init; } = [];

    public ColumnDomain DomainOf(string column) => Domains.GetValueOrDefault(column, ColumnDomain.Any);
}

/// <summary>The outcome of a check under SQL's three-valued logic.</summary>
enum CheckOutcome
{
    /// <summary>The condition holds.</summary>
    True,
    /// <summary>The condition does not hold: the server would refuse the row.</summary>
    False,
    /// <summary>The condition is NULL: the server accepts the row.</summary>
    Null,
    /// <summary>It cannot be said here.</summary>
    Undecidable,
}

/// <summary>A condition on the values of one row, evaluated in this process.</summary>
abstract class RowCheck
{
    /// <summary>The constraint that the condition comes from.</summary>
    public required CheckConstraint Constraint { get; init; }

    /// <summary>The columns that the condition reads, in table order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How the columns hang together, for repairs; empty where that is not known.</summary>
    public IReadOnlyList<RowRelation> Relations { get; init; } = [];

    /// <summary>Evaluates the condition.</summary>
    /// <param name="valueOf">Gives a column's value, as its codec's .NET type or null.</param>
    public abstract CheckOutcome Evaluate(Func<string, object?> valueOf);
}

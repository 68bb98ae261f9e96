namespace FraiseqlData.Schema;

/// <summary>A CHECK constraint of a table or a domain.</summary>
public sealed class CheckConstraint
{
    /// <summary>The constraint's name.</summary>
    public required string Name { get; init; }

    /// <summary>The condition as deparsed by <c>pg_get_expr</c>, without the word CHECK and its parentheses. A domain's refers to <c>VALUE</c>.</summary>
    public required string Expression { get; init; }

    /// <summary>The columns that the condition names, in table order; empty for a domain.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>False for NOT VALID (new rows are checked all the same).</summary>
    public bool IsValidated { get; init; } = true;

    /// <summary>False for NOT ENFORCED (PostgreSQL 18): never checked.</summary>
    public bool IsEnforced { get; init; } = true;

    /// <summary>Whether the constraint is not inherited by children.</summary>
    public bool NoInherit { get; init; }
}

/// <summary>A primary key, unique constraint or unique index.</summary>
public sealed class UniqueKey
{
    /// <summary>The index's name (a constraint's index bears the constraint's name).</summary>
    public required string Name { get; init; }

    /// <summary>The parts in index order: plain columns or expressions.</summary>
    public required IReadOnlyList<KeyPart> Parts { get; init; }

    /// <summary>Whether this is the primary key.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Whether a constraint stands behind the index (only these can be foreign key targets by DDL default).</summary>
    public bool IsConstraint { get; init; }

    /// <summary>A partial index's predicate as deparsed SQL, or null.</summary>
    public string? Predicate { get; init; }

    /// <summary>Whether two NULLs count as equal (PostgreSQL 15).</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>Whether the check may wait for the end of the transaction.</summary>
    public bool IsDeferrable { get; init; }

    /// <summary>Whether the last part is a range that must not overlap (<c>WITHOUT OVERLAPS</c>, PostgreSQL 18).</summary>
    public bool WithoutOverlaps { get; init; }

    /// <summary>The names of the plain columns among the parts, in order.</summary>
    public IReadOnlyList<string> Columns => field ??= Array.AsReadOnly([.. Parts.Where(p => p.Column is not null).Select(p => p.Column!)]);

    /// <summary>Whether every part is a plain column and there is no predicate.</summary>
    public bool IsPlain => Predicate is null && Parts.All(p => p.Column is not null);
}

/// <summary>A part of a unique key: a column or an expression.</summary>
/// <param name="Column">The column's name, or null for an expression.</param>
/// <param name="Expression">The expression as deparsed SQL, or null for a column.</param>
public sealed record KeyPart(string? Column, string? Expression);

/// <summary>A foreign key's rule for keys that are partly NULL.</summary>
public enum MatchType
{
    /// <summary>One NULL column frees the key.</summary>
    Simple,
    /// <summary>All columns are NULL or none.</summary>
    Full,
}

/// <summary>A foreign key.</summary>
public sealed class ForeignKey
{
    /// <summary>The constraint's name; unique only within its table.</summary>
    public required string Name { get; init; }

    /// <summary>The table that holds the key.</summary>
    public required QualifiedName Table { get; init; }

    /// <summary>The key's columns, in key order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The parent.</summary>
    public required QualifiedName ReferencedTable { get; init; }

    /// <summary>The parent's columns, in the order of <see cref="Columns"/>.</summary>
    public required IReadOnlyList<string> ReferencedColumns { get; init; }

    /// <summary>The rule for partly NULL keys.</summary>
    public MatchType Match { get; init; }

    /// <summary>Whether the check may wait for the end of the transaction.</summary>
    public bool IsDeferrable { get; init; }

    /// <summary>Whether the check waits unless told otherwise.</summary>
    public bool IsInitiallyDeferred { get; init; }

    /// <summary>False for NOT VALID (new rows are checked all the same).</summary>
    public bool IsValidated { get; init; } = true;

    /// <summary>False for NOT ENFORCED (PostgreSQL 18): never checked.</summary>
    public bool IsEnforced { get; init; } = true;

    /// <summary>Whether the last column is a period (<c>PERIOD</c>, PostgreSQL 18).</summary>
    public bool HasPeriod { get; init; }

    /// <summary>Whether the key points at its own table.</summary>
    public bool IsSelfReference => Table == ReferencedTable;
}

/// <summary>An exclusion constraint.</summary>
/// <param name="Name">The constraint's name.</param>
/// <param name="Parts">The parts with the operator each is compared by, for example <c>=</c> or <c>&amp;&amp;</c>.</param>
/// <param name="Predicate">The predicate as deparsed SQL, or null.</param>
public sealed record ExclusionConstraint(string Name, IReadOnlyList<ExclusionPart> Parts, string? Predicate);

/// <summary>A part of an exclusion constraint.</summary>
/// <param name="Column">The column's name, or null for an expression.</param>
/// <param name="Expression">The expression as deparsed SQL, or null for a column.</param>
/// <param name="Operator">The operator's bare name.</param>
public sealed record ExclusionPart(string? Column, string? Expression, string Operator);
